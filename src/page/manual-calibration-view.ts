import type { PaneRect } from '../core/axis/axis-mapping';
import type { CalibrationEvent, CalibrationState } from '../core/axis/manual-calibration';

/** Texts of the calibration box, from the locale files. */
export interface CalibrationWords {
  title: string;
  /** Label of a price field; `$1` is the number of the handle. */
  price: string;
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
.line:focus-visible { outline: 2px solid #fff; }
.box { position: absolute; display: flex; gap: 8px; align-items: center; padding: 8px; pointer-events: auto;
  font: 13px system-ui, sans-serif; color: #fff; background: #14181f; border: 1px solid #8a94a6; border-radius: 6px; }
input[type=text] { width: 90px; min-height: 24px; font: inherit; }
button { min-height: 28px; font: inherit; }
.box[hidden], .line[hidden] { display: none; }
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

/** A dashed line that can be dragged, or moved with the arrow keys. */
function makeLine(
  document: Document,
  label: string,
  onShare: (at: (pane: PaneRect, share: number) => number) => void,
) {
  const line = element(document, 'div', { className: 'line', tabIndex: 0, title: label });
  line.setAttribute('role', 'slider');
  line.setAttribute('aria-label', label);
  line.setAttribute('aria-orientation', 'vertical');
  line.addEventListener('pointerdown', (event) => line.setPointerCapture(event.pointerId));
  line.addEventListener('pointermove', (event) => {
    if (event.buttons === 1) onShare((pane) => (event.clientY - pane.top) / pane.height);
  });
  line.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowUp' ? -STEP : event.key === 'ArrowDown' ? STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    onShare((_, share) => share + step);
  });
  return line;
}

interface CalibrationViewOptions {
  document: Document;
  words: CalibrationWords;
  isOpenForTests: boolean;
  dispatch(event: CalibrationEvent): void;
  signal: AbortSignal;
}

/** Puts two price lines and a small box over the page, in a closed shadow root; gone with the signal. */
export function showCalibration(options: CalibrationViewOptions): CalibrationView {
  const { document, words, dispatch, signal } = options;
  const host = element(document, 'div');
  const root = host.attachShadow({ mode: options.isOpenForTests ? 'open' : 'closed' });
  let pane: PaneRect = { left: 0, top: 0, width: 1, height: 1 };
  let shares = [0, 0];
  const handles = ([0, 1] as const).map((handle) => {
    const label = words.price.replace('$1', String(handle + 1));
    const line = makeLine(document, label, (at) =>
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
  const log = element(document, 'input', { type: 'checkbox' });
  log.addEventListener('change', () =>
    dispatch({ type: 'set-scale', scale: log.checked ? 'log' : 'linear' }),
  );
  const logLabel = element(document, 'label');
  logLabel.append(log, ` ${words.logScale}`);
  const confirm = element(document, 'button', { type: 'button', textContent: words.confirm });
  confirm.addEventListener('click', () => dispatch({ type: 'confirm' }));
  const title = element(document, 'span');
  const box = element(document, 'div', { className: 'box' });
  box.setAttribute('role', 'group');
  box.append(title, ...handles.map((h) => h.field), logLabel, confirm);
  root.append(element(document, 'style', { textContent: STYLE }), ...handles.map((h) => h.line), box);
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
