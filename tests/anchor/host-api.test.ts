import { describe, expect, test } from 'vitest';
import { type HostSnapshot, hostPrice, hostTime, judgeHost } from '../../src/anchor/host-api';

interface Scale {
  getVisiblePriceRange(): { from: number; to: number } | null;
  getMode(): number;
}

function scale(from: number, to: number, mode = 0): Scale {
  return { getVisiblePriceRange: () => ({ from, to }), getMode: () => mode };
}

describe('hostPrice', () => {
  test.each([0, 2, 3])('in mode %d puts `from` on the bottom row h - 1 and `to` on row 0', (mode) => {
    const axis = hostPrice(scale(60_000, 62_000, mode), 401);
    expect(axis?.scale).toBe('linear');
    expect((axis?.a ?? 0) * 60_000 + (axis?.b ?? 0)).toBeCloseTo(400, 9);
    expect((axis?.a ?? 0) * 62_000 + (axis?.b ?? 0)).toBeCloseTo(0, 9);
  });

  test('in mode 1 is linear in the logarithm', () => {
    const axis = hostPrice(scale(100, 10_000, 1), 401);
    expect(axis?.scale).toBe('log');
    expect((axis?.a ?? 0) * Math.log(1000) + (axis?.b ?? 0)).toBeCloseTo(200, 9);
  });

  test('of an inverted scale, whose ends are swapped already, rises downwards', () => {
    expect(hostPrice(scale(62_000, 60_000), 401)?.a).toBeGreaterThan(0);
  });

  test.each([
    ['no range', { getVisiblePriceRange: () => null, getMode: () => 0 }],
    ['an empty range', scale(5, 5)],
    ['a range that is no number', scale(Number.NaN, 5)],
    ['a logarithm of zero', scale(0, 5, 1)],
  ])('of %s is null', (_, given) => {
    expect(hostPrice(given, 401)).toBeNull();
  });
});

describe('hostTime', () => {
  const HOUR = 3600;

  /** A time scale of 800 px with bars of 8 px, the newest at `last` s. */
  function timeScale(rightOffset: number, last = 1_700_000_000, gapAfter = 0) {
    const centre = 800 - (rightOffset + 0.5) * 8;
    return {
      width: () => 800,
      barSpacing: () => 8,
      rightOffset: () => rightOffset,
      coordinateToTime: (x: number) => {
        const back = Math.round((centre - x) / 8);
        if (back < 0) return null;
        return last - back * HOUR - (gapAfter && back > gapAfter ? 40 * HOUR : 0);
      },
    };
  }

  test.each([0, 5, -3.25, -200])('with the right offset %d puts every bar in its place', (rightOffset) => {
    const axis = hostTime(timeScale(rightOffset));
    const x = (axis?.x0 ?? 0) + 1_700_000_000 * (axis?.pxPerSec ?? 0);
    expect(x).toBeCloseTo(800 - (rightOffset + 0.5) * 8, 3);
    expect(axis?.barSec).toBeCloseTo(HOUR, 6);
  });

  test('is null where bars have a gap, so that time is not even', () => {
    expect(hostTime(timeScale(0, 1_700_000_000, 30))).toBeNull();
  });

  test('is null without bars, times or width', () => {
    expect(hostTime({ ...timeScale(0), coordinateToTime: () => null })).toBeNull();
    expect(hostTime({ ...timeScale(0), barSpacing: () => 0 })).toBeNull();
    expect(hostTime({ ...timeScale(0), width: () => 10 })).toBeNull();
  });
});

describe('judgeHost', () => {
  const shot = (price: HostSnapshot['price']): HostSnapshot => ({
    paneHeight: 401,
    twinsAbove: 0,
    paneWidth: 800,
    price,
    time: null,
    symbolText: 'BTCUSDT',
    resolution: '5',
  });
  const bitcoin = shot(hostPrice(scale(60_000, 62_000), 401));

  test('locks a chart that shows our price, or has it within three of its spans', () => {
    expect(judgeHost(bitcoin, 61_000)).toEqual({ state: 'locked' });
    expect(judgeHost(bitcoin, 67_900)).toEqual({ state: 'locked' });
    expect(judgeHost(shot(hostPrice(scale(100, 10_000, 1), 401)), 500_000)).toEqual({ state: 'locked' });
  });

  test('locks any chart while no price is known', () => {
    expect(judgeHost(bitcoin, 0)).toEqual({ state: 'locked' });
  });

  test('does not lock a chart of other prices', () => {
    expect(judgeHost(bitcoin, 2400)).toEqual({ state: 'unsupported', reason: 'price-not-on-axis' });
    expect(judgeHost(bitcoin, 68_100)).toEqual({ state: 'unsupported', reason: 'price-not-on-axis' });
  });

  test('calls a chart without a price range lost', () => {
    expect(judgeHost(shot(null), 61_000)).toEqual({ state: 'lost', reason: 'no-range' });
  });
});
