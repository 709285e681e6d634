import type { HeatGrid } from '../frame/heatmap-frame';

/** How often the strongest levels of the past were reached, against levels as far away on the other side. */
export interface LevelScore {
  horizonMs: number;
  /** Levels looked at; non-overlapping, two a horizon at most. */
  samples: number;
  touched: number;
  /** Touches of the mirrored levels: same moment, same distance, other side. */
  controlTouched: number;
}

/** Distances (ln price) within which a level counts: nearer ones are noise, farther ones are never reached. */
const NEAREST = 0.003;
const FARTHEST = 0.05;

/**
 * Takes the strongest level of each side at moments one horizon apart and looks whether price reached it within the
 * horizon (READ-12). Only frozen columns are used, so nothing is judged with hindsight.
 */
export function levelScore(grid: HeatGrid, horizonMs: number): LevelScore {
  const span = Math.max(1, Math.round(horizonMs / grid.columnMs));
  const score = { horizonMs, samples: 0, touched: 0, controlTouched: 0 };
  for (let column = 0; column + span < grid.frozenColumns; column += span) {
    for (const side of ['long', 'short'] as const) {
      const distance = strongestDistance(grid, column, side);
      if (distance === null) continue;
      const reached = reachWithin(grid, column, span);
      const [toward, away] = side === 'short' ? [reached.up, reached.down] : [reached.down, reached.up];
      score.samples += 1;
      score.touched += toward >= distance ? 1 : 0;
      score.controlTouched += away >= distance ? 1 : 0;
    }
  }
  return score;
}

/** Wilson score interval of a share at 95 %; null without samples. */
export function wilsonInterval(hits: number, samples: number): [low: number, high: number] | null {
  if (samples === 0) return null;
  const z = 1.96;
  const share = hits / samples;
  const centre = share + (z * z) / (2 * samples);
  const half = z * Math.sqrt((share * (1 - share)) / samples + (z * z) / (4 * samples * samples));
  const scale = 1 + (z * z) / samples;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/** Distance in ln price from the close to the bin with most estimated USD; null when nothing is there. */
function strongestDistance(grid: HeatGrid, column: number, side: 'long' | 'short'): number | null {
  const close = Math.log(grid.close[column]);
  if (!Number.isFinite(close)) return null;
  let strongest = 0;
  let found: number | null = null;
  for (let bin = 0; bin < grid.bins; bin++) {
    const away = grid.logPriceMin + (bin + 0.5) * grid.logBin - close;
    const distance = side === 'short' ? away : -away;
    if (distance < NEAREST || distance > FARTHEST) continue;
    const usd = grid.usd[column * grid.bins + bin];
    if (usd > strongest) {
      strongest = usd;
      found = distance;
    }
  }
  return found;
}

/** Largest move up and down from the close within the next `span` columns, ln price. */
function reachWithin(grid: HeatGrid, column: number, span: number): { up: number; down: number } {
  const close = grid.close[column];
  let high = close;
  let low = close;
  for (let later = column + 1; later <= column + span; later++) {
    if (grid.high[later] > high) high = grid.high[later];
    if (grid.low[later] < low) low = grid.low[later];
  }
  return { up: Math.log(high / close), down: Math.log(close / low) };
}
