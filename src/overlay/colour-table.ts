import type { HeatGrid } from '../core/frame/heatmap-frame';
import type { LookSettings } from '../core/settings/settings';
import type { Palette } from '../palettes/palette';
import { type CodeScale, valueOfCode } from './code-scale';
import type { Theme } from './theme';

/** Steps of the banded style. */
export const BANDS = 5;
/** A logarithmic scale spreads this factor below the maximum over the whole ramp. */
const LOG_SPAN = 60;
/** Lifts the middle of the scale: without this, all but the strongest levels drown. */
const GAMMA = 0.65;
/** Part of a ramp left out at its weak end, which would not show against the page. */
const SKIPPED = 0.14;

/** The value shown at a place of the ramp; the inverse of `intensityOf`. */
export function valueAtIntensity(intensity: number, topValue: number, isLog: boolean): number {
  return isLog ? topValue * LOG_SPAN ** (intensity - 1) : topValue * intensity ** (1 / GAMMA);
}

/** Position of a value on the ramp, 0..1, before the intensity handles. */
export function intensityOf(value: number, topValue: number, isLog: boolean): number {
  if (!(value > 0) || !(topValue > 0)) return 0;
  const share = value / topValue;
  if (!isLog) return Math.min(1, share ** GAMMA);
  return Math.min(1, Math.max(0, 1 + Math.log(share) / Math.log(LOG_SPAN)));
}

/** Position between the two intensity handles, 0..1; NaN for a value below the first, which is not drawn. */
export function applyHandles(intensity: number, [low, high]: [number, number]): number {
  if (intensity <= 0 || intensity < low) return Number.NaN;
  return high > low ? Math.min(1, (intensity - low) / (high - low)) : 1;
}

/** Middle of the band that `t` falls into, 0..1. */
export function bandOf(t: number): number {
  return (Math.min(BANDS - 1, Math.floor(t * BANDS)) + 0.5) / BANDS;
}

/** Opacity relative to the strongest cell: it rises with intensity, so weak cells never hide the candles. */
export function relativeAlpha(t: number): number {
  return Math.min(1, 0.06 + 0.94 * t ** 0.75);
}

/** Step of the ramp for `t`. On a light page a monotone ramp runs backwards, so that "most" stands out of the page. */
export function rampStep(palette: Palette, theme: Theme, t: number): number {
  const step = Math.round((SKIPPED + (1 - SKIPPED) * t) * 255);
  return theme === 'light' && palette.isMonotone ? 255 - step : step;
}

/** 256 colours, one for each code, as little-endian RGBA words of `ImageData`; 0 is transparent. */
export function colourTable(
  grid: HeatGrid,
  scale: CodeScale,
  look: Pick<LookSettings, 'style' | 'intensity' | 'isLog'>,
  palette: Palette,
  theme: Theme,
): Uint32Array {
  const table = new Uint32Array(256);
  const { rgb } = palette;
  for (let code = 1; code < 256; code += 1) {
    const value = valueOfCode(grid, scale.kind, code);
    const t = applyHandles(intensityOf(value, scale.topValue, look.isLog === true), look.intensity);
    if (Number.isNaN(t)) continue;
    const shown = look.style === 'banded' ? bandOf(t) : t;
    const at = rampStep(palette, theme, shown) * 3;
    const alpha = Math.round(relativeAlpha(shown) * 255);
    table[code] = ((alpha << 24) | (rgb[at + 2] << 16) | (rgb[at + 1] << 8) | rgb[at]) >>> 0;
  }
  return table;
}
