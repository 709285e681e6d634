import type { Ink } from './ink';
import { type PaneView, xOfEdge, xOfTime, yOfPrice } from './pane-view';
import type { ClearedZone, SweepMark } from './sweep-marks';

const MARK_PX = 3.5;

/** Draws cleared parts as grey bands from the touch to the right edge. */
export function paintCleared(
  context: CanvasRenderingContext2D,
  view: PaneView,
  zones: readonly ClearedZone[],
  ink: Ink,
): void {
  if (!view.hasTime) return;
  context.fillStyle = ink.cleared;
  for (const zone of zones) {
    const y0 = yOfPrice(view, zone.highPrice);
    const y1 = yOfPrice(view, zone.lowPrice);
    const x = Math.max(0, xOfEdge(view, zone.fromMs, 0));
    if (x >= view.width) continue;
    context.fillRect(x, Math.min(y0, y1), view.width - x, Math.max(1, Math.abs(y1 - y0)));
  }
}

/** Draws a small hollow diamond where price ran through a strong level. */
export function paintSweeps(
  context: CanvasRenderingContext2D,
  view: PaneView,
  marks: readonly SweepMark[],
  ink: Ink,
): void {
  if (!view.hasTime) return;
  context.strokeStyle = ink.text;
  context.globalAlpha = 0.75;
  context.lineWidth = 1.25;
  context.beginPath();
  for (const mark of marks) {
    const x = xOfTime(view, mark.timeMs);
    const y = yOfPrice(view, mark.price);
    if (!(x > 0 && x < view.width && y > 0 && y < view.height)) continue;
    context.moveTo(x, y - MARK_PX);
    context.lineTo(x + MARK_PX, y);
    context.lineTo(x, y + MARK_PX);
    context.lineTo(x - MARK_PX, y);
    context.closePath();
  }
  context.stroke();
  context.globalAlpha = 1;
}
