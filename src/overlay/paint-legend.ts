import type { Palette } from '../palettes/palette';
import { BANDS, bandOf, rampStep, relativeAlpha } from './colour-table';
import type { Ink } from './ink';
import type { Theme } from './theme';

/** What the legend says, ready to draw. */
export interface LegendText {
  tag: string;
  title: string;
  less: string;
  more: string;
  /** Values at the first handle, half way and the second handle. */
  marks: readonly [string, string, string];
  largest: string;
  /** What the numbers are made from. */
  source: string;
}

/** Size of the chip, CSS px. */
export const LEGEND_WIDTH = 264;
export const LEGEND_HEIGHT = 62;
const PAD = 7;
/** Finer steps of the smooth ramp do not show, CSS px. */
const STEP = 2;
const FONT = '10px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';

/** Draws the chip at 0,0; `context` is in CSS px. It is painted once per look and copied on each repaint. */
export function paintLegend(
  context: CanvasRenderingContext2D,
  text: LegendText,
  palette: Palette,
  theme: Theme,
  style: 'smooth' | 'banded',
  ink: Ink,
): void {
  context.fillStyle = ink.plate;
  context.fillRect(0, 0, LEGEND_WIDTH, LEGEND_HEIGHT);
  context.textBaseline = 'middle';
  context.font = FONT;
  paintTag(context, text.tag, PAD, 11, ink);
  context.fillStyle = ink.text;
  context.fillText(text.title, PAD + tagWidth(context, text.tag) + 5, 11);
  context.textAlign = 'right';
  context.fillStyle = ink.quiet;
  context.fillText(text.largest, LEGEND_WIDTH - PAD, 11);
  context.textAlign = 'left';
  context.fillText(text.source, PAD, 54);
  paintRamp(context, palette, theme, style);
  paintMarks(context, text, ink);
}

/** A small outlined word, so that estimated and observed things are told apart without colour. */
export function paintTag(
  context: CanvasRenderingContext2D,
  tag: string,
  x: number,
  y: number,
  ink: Ink,
): void {
  context.strokeStyle = ink.quiet;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, Math.round(y) - 6.5, Math.round(tagWidth(context, tag)) - 1, 13);
  context.fillStyle = ink.text;
  context.fillText(tag, x + 4, y + 0.5);
}

export function tagWidth(context: CanvasRenderingContext2D, tag: string): number {
  return context.measureText(tag).width + 8;
}

function paintRamp(
  context: CanvasRenderingContext2D,
  palette: Palette,
  theme: Theme,
  style: 'smooth' | 'banded',
): void {
  const width = LEGEND_WIDTH - 2 * PAD;
  const steps = style === 'banded' ? BANDS : width / STEP;
  for (let step = 0; step < steps; step += 1) {
    const t = style === 'banded' ? bandOf((step + 0.5) / steps) : (step + 0.5) / steps;
    const at = rampStep(palette, theme, t) * 3;
    const [red, green, blue] = palette.rgb.subarray(at, at + 3);
    context.fillStyle = `rgba(${red},${green},${blue},${0.25 + 0.75 * relativeAlpha(t)})`;
    const left = PAD + (width * step) / steps;
    context.fillRect(left, 21, style === 'banded' ? width / steps - 1 : STEP, 8);
  }
}

function paintMarks(context: CanvasRenderingContext2D, text: LegendText, ink: Ink): void {
  const [low, middle, high] = text.marks;
  context.fillStyle = ink.text;
  context.fillText(`${text.less} ${low}`, PAD, 39);
  context.textAlign = 'center';
  context.fillText(middle, LEGEND_WIDTH / 2, 39);
  context.textAlign = 'right';
  context.fillText(`${high} ${text.more}`, LEGEND_WIDTH - PAD, 39);
  context.textAlign = 'left';
}
