import type { PaneRect } from '../../core/axis/axis-mapping';
import { rowsOf } from '../../core/axis/drawn-rows';
import { DRAWN_EVENT, WHAT_IS_DRAWN_EVENT } from '../channel';
import { safely } from '../safely';
import { shapesInSvg } from './svg-shapes';
import { watchStrokes } from './watch-strokes';

const STARTED = Symbol.for('liqlens.drawing');
/** Parts of a hundredth px are lost. */
const PER_PX = 100;

/**
 * Answers what is drawn in a pane, in a frame's MAIN world. It comes into frames with charts whose candles the probe
 * cannot read: those drawn by paths or as SVG, and lines of prices. A second start only listens again, which
 * `document.open()` may have ended.
 */
export function startDrawing(window: Window & typeof globalThis): void {
  safely(() => {
    const started = window as unknown as Record<symbol, ((event: Event) => void) | undefined>;
    started[STARTED] ??= answerer(window);
    window.document.addEventListener(WHAT_IS_DRAWN_EVENT, started[STARTED]);
  });
}

function answerer(window: Window & typeof globalThis): (event: Event) => void {
  const strokesIn = watchStrokes(window);
  return (event) => {
    safely(() => {
      const pane = JSON.parse((event as CustomEvent<string>).detail) as PaneRect;
      const drawings = [...strokesIn(pane), ...shapesInSvg(window.document, pane)];
      const rows = drawings.flatMap((drawing) => rowsOf(drawing, pane)).filter(({ length }) => length > 0);
      const short = rows.map((row) => row.map((rect) => rect.map((px) => Math.round(px * PER_PX) / PER_PX)));
      window.document.dispatchEvent(new window.CustomEvent(DRAWN_EVENT, { detail: JSON.stringify(short) }));
    });
  };
}
