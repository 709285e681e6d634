import type { PlanMark } from '../core/plan/plan-mark';
import type { Ink } from './ink';
import { LABEL_FONT } from './paint-labels';
import { type PaneView, yOfPrice } from './pane-view';

/** Height of a mark's words, CSS px. */
export const PLAN_WORDS_HEIGHT = 17;
const PAD = 6;

/** What words at the pane's left edge must not cover when they are wide enough to reach it, CSS px. */
export interface TakenPlace {
  left: number;
  top: number;
  bottom: number;
}

/** Draws the plan's lines through the pane, each at its price; legends are painted over them. */
export function paintPlanLines(
  context: CanvasRenderingContext2D,
  view: PaneView,
  marks: readonly PlanMark[],
  ink: Ink,
): void {
  for (const { price, tone } of marks) {
    const y = yOfPrice(view, price);
    if (!isInView(view, y)) continue;
    context.fillStyle = colourOf(tone, ink);
    context.fillRect(0, y - 0.5, view.width, 1);
  }
}

/** Draws the words of each line at the left, away from the clusters' labels and clear of what is `taken`. */
export function paintPlanWords(
  context: CanvasRenderingContext2D,
  view: PaneView,
  marks: readonly PlanMark[],
  taken: TakenPlace[],
  ink: Ink,
): void {
  context.font = LABEL_FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const { price, tone, text } of marks) {
    const y = yOfPrice(view, price);
    if (!isInView(view, y)) continue;
    const width = context.measureText(text).width + 2 * PAD;
    const top = placeWords(y, width, view.height, taken);
    taken.push({ left: 0, top, bottom: top + PLAN_WORDS_HEIGHT });
    context.fillStyle = ink.plate;
    context.fillRect(0, top, width, PLAN_WORDS_HEIGHT);
    context.fillStyle = colourOf(tone, ink);
    context.fillText(text, PAD, top + PLAN_WORDS_HEIGHT / 2 + 0.5);
  }
}

/**
 * Top of words of this width whose line lies at `y`: in a pane of `height` the place nearest to the line that covers
 * nothing `taken`, the line's own where there is none. All in CSS px.
 */
export function placeWords(y: number, width: number, height: number, taken: readonly TakenPlace[]): number {
  const lowest = height - PLAN_WORDS_HEIGHT;
  const own = Math.max(0, Math.min(lowest, y - PLAN_WORDS_HEIGHT / 2));
  const reached = taken.filter(({ left }) => left < width);
  const isFree = (at: number) =>
    at >= 0 &&
    at <= lowest &&
    reached.every(({ top, bottom }) => at >= bottom || at + PLAN_WORDS_HEIGHT <= top);
  const wayTo = (at: number) => (isFree(at) ? Math.abs(at - own) : height);
  return reached
    .flatMap(({ top, bottom }) => [top - PLAN_WORDS_HEIGHT, bottom])
    .reduce((best, at) => (wayTo(at) < wayTo(best) ? at : best), own);
}

function isInView(view: PaneView, y: number): boolean {
  return y >= 0 && y <= view.height;
}

function colourOf(tone: PlanMark['tone'], ink: Ink): string {
  return tone === 'plain' ? ink.quiet : ink[tone];
}
