import type { PlanMark } from '../core/plan/plan-mark';
import type { Ink } from './ink';
import { LABEL_FONT } from './paint-labels';
import { type PaneView, yOfPrice } from './pane-view';

const HEIGHT = 17;
const PAD = 6;

/**
 * Draws the plan's lines through the pane, each with its words at the left, away from the clusters' labels.
 * @param caption Top and bottom of the caption that stands there too, CSS px; words that would cover it stand above it.
 */
export function paintPlan(
  context: CanvasRenderingContext2D,
  view: PaneView,
  marks: readonly PlanMark[],
  ink: Ink,
  [top, bottom]: readonly [top: number, bottom: number],
): void {
  context.font = LABEL_FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const { price, tone, text } of marks) {
    const y = yOfPrice(view, price);
    if (!(y >= 0 && y <= view.height)) continue;
    const colour = tone === 'plain' ? ink.quiet : ink[tone];
    context.fillStyle = colour;
    context.fillRect(0, y - 0.5, view.width, 1);
    const isOver = y + HEIGHT / 2 > top && y - HEIGHT / 2 < bottom;
    const middle = isOver ? top - HEIGHT / 2 : y;
    context.fillStyle = ink.plate;
    context.fillRect(0, middle - HEIGHT / 2, context.measureText(text).width + 2 * PAD, HEIGHT);
    context.fillStyle = colour;
    context.fillText(text, PAD, middle + 0.5);
  }
}
