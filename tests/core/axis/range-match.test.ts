import { describe, expect, test } from 'vitest';
import { type PriceAxis, timeToCoordinate } from '../../../src/core/axis/axis-mapping';
import { trackClockZone } from '../../../src/core/axis/clock-zone';
import { matchRanges, type RangeBar, type RangeView } from '../../../src/core/axis/range-match';
import { labCandles } from '../../pages/lab/lab-candles';

const BARS: RangeBar[] = labCandles().map(({ timeSec, high, low }) => ({ timeSec, high, low }));
const HOUR = 3600;

/** What an autoscaled chart shows of `count` bars from `first`, with its clock `offsetSec` ahead of UTC. */
function view(first: number, count: number, offsetSec: number, margins = [0.2, 0.1]): RangeView {
  const shown = BARS.slice(first, first + count);
  const high = Math.max(...shown.map((b) => b.high));
  const low = Math.min(...shown.map((b) => b.low));
  const span = (high - low) / (1 - margins[0] - margins[1]);
  return {
    fromSec: shown[0].timeSec + offsetSec - HOUR / 3,
    toSec: shown[count - 1].timeSec + offsetSec + HOUR / 3,
    topPrice: high + margins[0] * span,
    bottomPrice: low - margins[1] * span,
  };
}

const STARTS = Array.from({ length: 20 }, (_, i) => 40 + i * 37);
const LIKELY = [0, 8 * HOUR];

describe('matchRanges', () => {
  test.each([0, 1, 2, 8, -5, 5.5])('finds a clock %d hours ahead of UTC', (hours) => {
    const views = STARTS.map((first) => view(first, 60, hours * HOUR));
    expect(matchRanges(views, BARS, [hours * HOUR, hours ? 0 : 8 * HOUR])).toBe(hours * HOUR);
  });

  test('does not decide on two views', () => {
    expect(matchRanges([view(100, 60, 0), view(300, 60, 0)], BARS, LIKELY)).toBeNull();
  });

  test('does not decide on a price range that the user has set', () => {
    const views = STARTS.map((first, i) => view(first, 60, 0, [0.1 + i * 0.05, 0.3 - i * 0.03]));
    expect(matchRanges(views, BARS, LIKELY)).toBeNull();
  });

  test('does not decide where our own history ends', () => {
    const views = STARTS.map((first) => view(first, 60, 0));
    expect(matchRanges(views, BARS.slice(400), LIKELY)).toBeNull();
    expect(matchRanges(views, [], LIKELY)).toBeNull();
  });

  test('does not decide for another market', () => {
    const views = STARTS.map((first) => view(first, 60, 0));
    const other = labCandles(61_000, 0.006, 900, 99).map(({ timeSec, high, low }) => ({
      timeSec,
      high,
      low,
    }));
    expect(matchRanges(views, other, LIKELY)).toBeNull();
  });
});

describe('trackClockZone', () => {
  const pane = { left: 0, top: 0, width: 600, height: 400 };

  /** Mapping of a chart whose clock is two hours ahead. */
  function shown(first: number): {
    fit: { pxPerSec: number; x0: number; inliers: number; ambiguous: boolean };
    price: PriceAxis;
  } {
    const { fromSec, toSec, topPrice, bottomPrice } = view(first, 60, 2 * HOUR);
    const pxPerSec = pane.width / (toSec - fromSec);
    const a = -pane.height / (topPrice - bottomPrice);
    return {
      fit: { pxPerSec, x0: -fromSec * pxPerSec, inliers: 6, ambiguous: false },
      price: { scale: 'linear', a, b: -a * topPrice, samples: 9, inliers: 9, rmsPx: 0 },
    };
  }

  test('doubts until the views prove the zone, then draws in UTC', () => {
    const zone = trackClockZone(2 * HOUR, () => BARS);
    const doubts = STARTS.map((first) => {
      const { fit, price } = shown(first);
      return zone.settle(fit, price, pane).ambiguous;
    });
    expect(doubts[0]).toBe(true);
    expect(doubts[doubts.length - 1]).toBe(false);
    const { fit, price } = shown(300);
    const time = zone.settle(fit, price, pane);
    expect(timeToCoordinate(time, BARS[300].timeSec * 1000)).toBeCloseTo((HOUR / 3) * fit.pxPerSec, 3);
  });

  test('needs no proof where the user lives in UTC', () => {
    const zone = trackClockZone(0, () => []);
    const { fit, price } = shown(100);
    expect(zone.settle(fit, price, pane)).toMatchObject({ x0: fit.x0, ambiguous: false });
  });

  test('keeps the doubt of an ambiguous date', () => {
    const zone = trackClockZone(0, () => BARS);
    const { fit, price } = shown(100);
    expect(zone.settle({ ...fit, ambiguous: true }, price, pane).ambiguous).toBe(true);
  });
});
