import { describe, expect, test } from 'vitest';
import {
  countOutcomes,
  type TouchBar,
  type TouchOutcome,
  type TouchRecord,
} from '../../../src/core/clusters/cluster-touch';
import { measureClusters } from '../../../src/core/clusters/measure-clusters';
import { advanceHistory, EMPTY_HISTORY, judgeTouches } from '../../../src/core/clusters/track-clusters';
import { createRandom } from '../../../src/core/simulate/seeded-random';
import { clusterInput, hills, MARK } from './profile-samples';

const BAR_MS = 300_000;
const BARS_AN_HOUR = 12;
const SHORTS = measureClusters(clusterInput(hills([[230, 80]])));
const [ZONE] = SHORTS;

/** Five-minute bars of a random walk that begins at the mark price, over two days. */
function walk(seed: number): TouchBar[] {
  const random = createRandom(seed);
  let close = MARK;
  return Array.from({ length: 576 }, (_, index) => {
    const open = close;
    close *= Math.exp(0.0025 * random.normal());
    const wick = 1 + 0.0015 * random.uniform();
    const [high, low] = [Math.max(open, close) * wick, Math.min(open, close) / wick];
    return { closeMs: (index + 1) * BAR_MS, high, low, close };
  });
}

/** What the product notes of a zone of shorts that was seen once, before the bars. */
function noted(bars: readonly TouchBar[]): TouchRecord[] {
  const seen = advanceHistory(EMPTY_HISTORY, SHORTS, { closeMs: 0, high: MARK, low: MARK, close: MARK });
  return bars.reduce(judgeTouches, seen).touches;
}

/** The same read off the whole series afterwards: first bar in the zone, then the twelve bars from there on. */
function readOff(bars: readonly TouchBar[]): TouchOutcome[] {
  const first = bars.findIndex(({ high }) => high >= ZONE.lowPrice);
  if (first < 0) return [];
  const closes = bars.slice(first, first + BARS_AN_HOUR + 1).map(({ close }) => close);
  if (closes.some((close) => close > ZONE.highPrice)) return ['through'];
  if (closes.length <= BARS_AN_HOUR) return [];
  return [closes[BARS_AN_HOUR] < ZONE.lowPrice ? 'reversed' : 'partial'];
}

const WALKS = Array.from({ length: 200 }, (_, seed) => walk(seed + 1));

describe('judgeTouches', () => {
  test('over 200 random walks, notes the outcomes that the whole series shows afterwards', () => {
    const notes = WALKS.map((bars) => noted(bars).map(({ outcome }) => outcome));
    expect(notes).toEqual(WALKS.map(readOff));
    for (const outcome of ['through', 'reversed', 'partial'] as const) {
      expect(notes.flat().filter((each) => each === outcome).length).toBeGreaterThan(4);
    }
  });

  test('countOutcomes of all walks gives the frequencies of the newest thirty', () => {
    const newest = WALKS.flatMap(readOff).slice(-30);
    const count = (wanted: TouchOutcome) => newest.filter((outcome) => outcome === wanted).length;
    expect(countOutcomes(WALKS.flatMap(noted))).toEqual({
      through: count('through'),
      reversed: count('reversed'),
      partial: count('partial'),
      total: 30,
    });
  });
});
