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

function rectOf(element: Element): PaneRect {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
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
  const onDrag = (event: Event) => {
    if ((event as PointerEvent).buttons !== 0) disturb();
  };
  const onMove = () => {
    view?.show(state, rectOf(pane));
    publish();
  };

  view = showCalibration(document, options.words, dispatch, signal);
  view.show(state, rectOf(pane));
  pane.addEventListener('wheel', disturb, { passive: true, signal });
  pane.addEventListener('pointermove', onDrag, { signal });
  pane.addEventListener('touchmove', disturb, { passive: true, signal });
  document.addEventListener('scroll', onMove, { capture: true, passive: true, signal });
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
