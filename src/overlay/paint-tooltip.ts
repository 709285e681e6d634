import type { Ink } from './ink';
import { paintTag, tagWidth } from './paint-legend';
import type { PaneView } from './pane-view';
import type { Tooltip } from './tooltip-rows';

const FONT = '11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';
const LINE = 16;
const PAD = 8;
const OFFSET = 14;

/** Where a box of `size` goes beside a pointer at `at`, so that it stays inside `limit`; all CSS px of one axis. */
export function placeBeside(at: number, size: number, limit: number): number {
  const after = at + OFFSET;
  if (after + size <= limit) return after;
  return Math.max(0, Math.min(at - OFFSET - size, limit - size));
}

/** Draws the tooltip beside the pointer; nothing when the pane is too small to hold it. */
export function paintTooltip(
  context: CanvasRenderingContext2D,
  view: PaneView,
  tooltip: Tooltip,
  pointerX: number,
  pointerY: number,
  ink: Ink,
): void {
  context.font = FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const tag = tagWidth(context, tooltip.tag) + 5;
  let width = context.measureText(tooltip.title).width + tag;
  for (const [label, value] of tooltip.rows) {
    width = Math.max(width, context.measureText(label).width + context.measureText(value).width + 14);
  }
  width += 2 * PAD;
  const height = LINE * (tooltip.rows.length + 1) + 2 * PAD - 4;
  if (width > view.width || height > view.height) return;
  const left = placeBeside(pointerX, width, view.width);
  const top = placeBeside(pointerY, height, view.height);
  context.fillStyle = ink.plate;
  context.fillRect(left, top, width, height);
  context.strokeStyle = ink.edge;
  context.lineWidth = 1;
  context.strokeRect(
    Math.round(left) + 0.5,
    Math.round(top) + 0.5,
    Math.round(width) - 1,
    Math.round(height) - 1,
  );
  let y = top + PAD + 6;
  paintTag(context, tooltip.tag, Math.round(left + PAD), y, ink);
  context.fillStyle = ink.text;
  context.fillText(tooltip.title, left + PAD + tag, y);
  for (const [label, value] of tooltip.rows) {
    y += LINE;
    context.fillStyle = ink.quiet;
    context.fillText(label, left + PAD, y);
    context.fillStyle = ink.text;
    context.textAlign = 'right';
    context.fillText(value, left + width - PAD, y);
    context.textAlign = 'left';
  }
}
