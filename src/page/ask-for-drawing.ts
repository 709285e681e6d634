import { DRAWN_EVENT, WHAT_IS_DRAWN_EVENT } from '../anchor/channel';
import type { PaneRect } from '../core/axis/axis-mapping';
import type { DrawnRect } from '../core/axis/drawn-bars';

/** More than any chart that can be read draws, characters. */
const MAX_ANSWER = 200_000;
const MAX_ROWS = 8;
/** The part is brought at most so often, and so far apart, ms. */
const MAX_BRINGS = 4;
const BRING_MS = 5000;

/**
 * Asks the part that watches strokes what it has seen drawn in a pane, as text for `readDrawing`; empty while the part
 * is not there. Then it is brought.
 */
export function askForDrawing(document: Document, bring: () => void): (pane: PaneRect) => string {
  let brings = 0;
  let broughtMs = Number.NEGATIVE_INFINITY;
  return (pane) => {
    let answer: unknown;
    const hear = (event: Event) => {
      answer = (event as CustomEvent<unknown>).detail;
    };
    document.addEventListener(DRAWN_EVENT, hear);
    document.dispatchEvent(new CustomEvent(WHAT_IS_DRAWN_EVENT, { detail: JSON.stringify(pane) }));
    document.removeEventListener(DRAWN_EVENT, hear);
    if (typeof answer === 'string' && answer.length <= MAX_ANSWER) return answer;
    const nowMs = performance.now();
    if (brings < MAX_BRINGS && nowMs - broughtMs >= BRING_MS) {
      brings++;
      broughtMs = nowMs;
      bring();
    }
    return '';
  };
}

/** The rows of such an answer, which the page can forge: only rows of four finite numbers each. */
export function readDrawing(answer: string): DrawnRect[][] {
  try {
    const rows: unknown = JSON.parse(answer);
    const isRect = (rect: unknown) => Array.isArray(rect) && rect.length === 4 && rect.every(Number.isFinite);
    const isRow = (row: unknown): row is DrawnRect[] => Array.isArray(row) && row.every(isRect);
    return Array.isArray(rows) ? rows.slice(0, MAX_ROWS).filter(isRow) : [];
  } catch {
    return [];
  }
}
