import type { AxisMapping, PaneRect } from '../core/axis/axis-mapping';
import {
  type Calibration,
  type CalibrationEvent,
  type CalibrationState,
  calibrate,
  calibratedMapping,
  newCalibration,
} from '../core/axis/manual-calibration';
import { type CalibrationView, type CalibrationWords, showCalibration } from './manual-calibration-view';

export interface ManualCalibrationOptions {
  document: Document;
  /** Canvas, svg or other element whose area is the pane of prices. */
  pane: Element;
  chartKey: string;
  /** Kept from before for this site, symbol, interval and size; it must still be confirmed. */
  stored: Calibration | null;
  words: CalibrationWords;
  /** Test builds can look into the box. */
  isOpenForTests: boolean;
  onMapping(mapping: AxisMapping, element: Element): void;
  /** The layer must be hidden at once. */
  onLost(): void;
  /** A confirmed calibration, to be kept. */
  onKeep(calibration: Calibration): void;
  signal: AbortSignal;
}

/** A running manual calibration. */
export interface ManualCalibration {
  /** The page's symbol or interval changed. */
  disturb(): void;
  /** Shows the handles again. */
  edit(): void;
}

/** A chart's axes lie beside its pane: dragging them moves prices and times as well. */
const AXIS_WIDTH_PX = 160;
const AXIS_HEIGHT_PX = 60;

function rectOf(element: Element): PaneRect {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

function isAtChart(
  pane: PaneRect,
  { clientX: x, clientY: y }: { clientX: number; clientY: number },
): boolean {
  return (
    x >= pane.left - AXIS_WIDTH_PX &&
    x <= pane.left + pane.width + AXIS_WIDTH_PX &&
    y >= pane.top - AXIS_HEIGHT_PX &&
    y <= pane.top + pane.height + AXIS_HEIGHT_PX
  );
}

/**
 * Lets the user say which prices (and times) are where. The result is static: a wheel, drag or resize over the pane
 * hides the layer until the user confirms again.
 */
export function startManualCalibration(options: ManualCalibrationOptions): ManualCalibration {
  const { document, pane, chartKey, onMapping, onLost, onKeep, signal } = options;
  let state: CalibrationState = options.stored
    ? { phase: 'lost', calibration: options.stored }
    : newCalibration();
  let seq = 0;
  let view: CalibrationView | null = null;

  const publish = () => {
    const mapping = calibratedMapping(state, rectOf(pane), chartKey, ++seq);
    if (mapping) onMapping(mapping, pane);
  };
  const dispatch = (event: CalibrationEvent) => {
    const before = state.phase;
    state = calibrate(state, event);
    view?.show(state, rectOf(pane));
    if (state.phase === 'active') publish();
    else if (before === 'active') onLost();
    if (state.phase === 'active' && before !== 'active') onKeep(state.calibration);
  };
  const disturb = () => dispatch({ type: 'disturbed' });
  /** Heard on the document, for the pane is rarely the uppermost of the canvases that lie over one another. */
  const onAct = (event: Event) => {
    const at = 'touches' in event ? (event as TouchEvent).touches[0] : (event as PointerEvent);
    if (state.phase === 'active' && at && isAtChart(rectOf(pane), at)) disturb();
  };
  const onDrag = (event: Event) => {
    if ((event as PointerEvent).buttons !== 0) onAct(event);
  };
  const onMove = () => {
    view?.show(state, rectOf(pane));
    publish();
  };

  view = showCalibration({ ...options, dispatch });
  view.show(state, rectOf(pane));
  const listening = { capture: true, passive: true, signal };
  for (const type of ['wheel', 'touchmove', 'dblclick']) document.addEventListener(type, onAct, listening);
  document.addEventListener('pointermove', onDrag, listening);
  document.addEventListener('scroll', onMove, listening);
  let size = `${pane.clientWidth}x${pane.clientHeight}`;
  const observer = new ResizeObserver(() => {
    const next = `${pane.clientWidth}x${pane.clientHeight}`;
    if (next !== size) disturb();
    size = next;
  });
  observer.observe(pane);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    if (state.phase === 'active') onLost();
  });
  return { disturb, edit: () => dispatch({ type: 'edit' }) };
}
