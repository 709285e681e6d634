import type { PaneRect } from '../core/axis/axis-mapping';
import type { CalibrationEvent, CalibrationState } from '../core/axis/manual-calibration';

/** Texts of the calibration box, from the locale files. */
export interface CalibrationWords {
  title: string;
  /** Label of a price field; `$1` is the number of the handle. */
  price: string;
  /** Label of a time field; `$1` is the number of the handle. */
  time: string;
  useTime: string;
  logScale: string;
  confirm: string;
  lost: string;
}

/** What the user sees while calibrating. */
export interface CalibrationView {
  show(state: CalibrationState, pane: PaneRect): void;
}

const STYLE = `
:host { all: initial; position: fixed; inset: 0; pointer-events: none; z-index: 2147483646; }
.line { position: absolute; height: 24px; margin-top: -12px; cursor: ns-resize; pointer-events: auto; touch-action: none; }
.line::before { content: ''; position: absolute; left: 0; right: 0; top: 11px; border-top: 2px dashed #ffb000; }
.upright { width: 24px; height: auto; margin: 0 0 0 -12px; cursor: ew-resize; }
.upright::before { left: 11px; right: auto; top: 0; bottom: 0; border-top: 0; border-left: 2px dashed #ffb000; }
.line:focus-visible { outline: 2px solid #fff; }
.box { position: absolute; display: flex; gap: 8px; align-items: center; padding: 8px; pointer-events: auto;
  font: 13px system-ui, sans-serif; color: #fff; background: #14181f; border: 1px solid #8a94a6; border-radius: 6px; }
.box { flex-wrap: wrap; }
input[type=text], input[type=datetime-local] { min-height: 24px; font: inherit; }
input[type=text] { width: 90px; }
button { min-height: 28px; font: inherit; }
.box[hidden], .line[hidden], input[hidden] { display: none; }
`;
const STEP = 0.002;

function element<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: K,
  change: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), change);
}

function readNumber(text: string): number | null {
  const value = Number(text.replace(/[\s,']/g, ''));
  return text.trim() !== '' && Number.isFinite(value) ? value : null;
}

type Axis = 'x' | 'y';
/** Arrow keys that move a line back and forth. */
const KEYS: Record<'x' | 'y', readonly string[]> = {
  x: ['ArrowLeft', 'ArrowRight'],
  y: ['ArrowUp', 'ArrowDown'],
};

/** A dashed line across a price (`y`) or a time (`x`) that can be dragged, or moved with the arrow keys. */
function makeLine(
  document: Document,
  label: string,
  axis: Axis,
  onShare: (at: (pane: PaneRect, share: number) => number) => void,
) {
  const line = element(document, 'div', {
    className: axis === 'y' ? 'line' : 'line upright',
    tabIndex: 0,
    title: label,
  });
  line.setAttribute('role', 'slider');
  line.setAttribute('aria-label', label);
  line.setAttribute('aria-orientation', axis === 'y' ? 'vertical' : 'horizontal');
  line.addEventListener('pointerdown', (event) => line.setPointerCapture(event.pointerId));
  line.addEventListener('pointermove', ({ buttons, clientX, clientY }) => {
    if (buttons !== 1) return;
    onShare(({ left, top, width, height }) =>
      axis === 'y' ? (clientY - top) / height : (clientX - left) / width,
    );
  });
  line.addEventListener('keydown', (event) => {
    const direction = KEYS[axis].indexOf(event.key);
    if (direction < 0) return;
    event.preventDefault();
    onShare((_, share) => share + (direction ? STEP : -STEP));
  });
  return line;
}

/** Text of a moment for a field of the user's own date and time; empty for none. */
function localText(timeMs: number | null): string {
  if (timeMs === null) return '';
  const date = new Date(timeMs);
  return new Date(timeMs - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function readTime(text: string): number | null {
  const timeMs = new Date(text).getTime();
  return Number.isFinite(timeMs) ? timeMs : null;
}

function checkbox(
  document: Document,
  words: string,
  onChange: (isChecked: boolean) => void,
): [HTMLInputElement, HTMLLabelElement] {
  const input = element(document, 'input', { type: 'checkbox' });
  input.addEventListener('change', () => onChange(input.checked));
  const label = element(document, 'label');
  label.append(input, ` ${words}`);
  return [input, label];
}

interface CalibrationViewOptions {
  document: Document;
  words: CalibrationWords;
  isOpenForTests: boolean;
  dispatch(event: CalibrationEvent): void;
  signal: AbortSignal;
}

/**
 * Puts two price lines, on request two time lines, and a small box over the page, in a closed shadow root; gone with
 * the signal.
 */
export function showCalibration(options: CalibrationViewOptions): CalibrationView {
  const { document, words, dispatch, signal } = options;
  const host = element(document, 'div');
  const root = host.attachShadow({ mode: options.isOpenForTests ? 'open' : 'closed' });
  let pane: PaneRect = { left: 0, top: 0, width: 1, height: 1 };
  let shares = [0, 0];
  let timeShares = [0, 0];
  const handles = ([0, 1] as const).map((handle) => {
    const label = words.price.replace('$1', String(handle + 1));
    const line = makeLine(document, label, 'y', (at) =>
      dispatch({ type: 'move-price', handle, share: at(pane, shares[handle]) }),
    );
    const field = element(document, 'input', {
      type: 'text',
      inputMode: 'decimal',
      placeholder: label,
      ariaLabel: label,
    });
    field.addEventListener('input', () =>
      dispatch({ type: 'set-price', handle, price: readNumber(field.value) }),
    );
    return { line, field };
  });
  const timeHandles = ([0, 1] as const).map((handle) => {
    const label = words.time.replace('$1', String(handle + 1));
    const line = makeLine(document, label, 'x', (at) =>
      dispatch({ type: 'move-time', handle, share: at(pane, timeShares[handle]) }),
    );
    const field = element(document, 'input', { type: 'datetime-local', ariaLabel: label });
    field.addEventListener('input', () =>
      dispatch({ type: 'set-time', handle, timeMs: readTime(field.value) }),
    );
    return { line, field };
  });
  const [useTime, useTimeLabel] = checkbox(document, words.useTime, (isUsed) =>
    dispatch({ type: 'use-time', isUsed }),
  );
  const [log, logLabel] = checkbox(document, words.logScale, (isLog) =>
    dispatch({ type: 'set-scale', scale: isLog ? 'log' : 'linear' }),
  );
  const confirm = element(document, 'button', { type: 'button', textContent: words.confirm });
  confirm.addEventListener('click', () => dispatch({ type: 'confirm' }));
  const title = element(document, 'span');
  const box = element(document, 'div', { className: 'box' });
  box.setAttribute('role', 'group');
  const fields = (all: { field: HTMLElement }[]) => all.map((h) => h.field);
  box.append(title, ...fields(handles), logLabel, useTimeLabel, ...fields(timeHandles), confirm);
  root.append(
    element(document, 'style', { textContent: STYLE }),
    ...[...handles, ...timeHandles].map((h) => h.line),
    box,
  );
  document.body.append(host);
  signal.addEventListener('abort', () => host.remove());

  return {
    show: ({ phase, calibration }, nextPane) => {
      pane = nextPane;
      shares = calibration.prices.map((p) => p.share);
      title.textContent = phase === 'lost' ? words.lost : words.title;
      box.hidden = phase === 'active';
      box.style.left = `${pane.left + 12}px`;
      box.style.top = `${pane.top + 12}px`;
      log.checked = calibration.scale === 'log';
      useTime.checked = calibration.times !== null;
      timeShares = calibration.times?.map((t) => t.share) ?? timeShares;
      for (const [i, { line, field }] of timeHandles.entries()) {
        const handle = calibration.times?.[i];
        line.hidden = phase !== 'placing' || !handle;
        field.hidden = line.hidden;
        line.style.top = `${pane.top}px`;
        line.style.height = `${pane.height}px`;
        line.style.left = `${pane.left + (handle?.share ?? 0) * pane.width}px`;
        line.setAttribute('aria-valuenow', String(Math.round((handle?.share ?? 0) * 100)));
        if (handle && readTime(field.value) !== handle.timeMs) field.value = localText(handle.timeMs);
      }
      for (const [i, { line, field }] of handles.entries()) {
        const { share, price } = calibration.prices[i];
        line.hidden = phase !== 'placing';
        line.style.left = `${pane.left}px`;
        line.style.width = `${pane.width}px`;
        line.style.top = `${pane.top + share * pane.height}px`;
        line.setAttribute('aria-valuenow', String(Math.round(share * 100)));
        field.hidden = phase !== 'placing';
        if (price !== null && readNumber(field.value) !== price) field.value = String(price);
      }
    },
  };
}
