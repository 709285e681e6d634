import { expect, it } from 'vitest';
import { momentOfFrame } from '../../../src/core/alerts/moment-of-frame';
import type { LookSettings } from '../../../src/core/settings/settings';
import { SAMPLE_NOW_MS, sampleFrame, sampleSource } from '../../panel/frame-samples';

const MINUTE_MS = 60_000;

it('momentOfFrame of a frame, has its price with age and its clusters, the most important first', () => {
  const moment = momentOfFrame(sampleFrame(), SAMPLE_NOW_MS);
  expect(moment).toMatchObject({ key: 'binance:BTCUSDT', price: 96_812, priceAgeMs: 2000, atr: 690 });
  const order = moment.clusters.map(({ importance }) => importance);
  expect(order).toEqual([...order].sort((a, b) => b - a));
});

it('momentOfFrame of a frame, shows what the cards of that look show: their number, and noise with the slider down only', () => {
  const { clusters } = sampleFrame();
  const noise = { ...clusters[0], id: 'noise', class: 'scattered' as const, importance: 99 };
  const frame = sampleFrame({ clusters: [...clusters, noise] });
  const idsOf = (look: Partial<LookSettings>) =>
    momentOfFrame(frame, SAMPLE_NOW_MS, look).shown.map(({ id }) => id);
  expect(idsOf({})).toHaveLength(4);
  expect(idsOf({})).not.toContain('noise');
  expect(idsOf({ cardsPerSide: 1 })).toHaveLength(2);
  expect(idsOf({ intensity: [0, 1] })).toContain('noise');
});

it('momentOfFrame of a frame on a machine whose clock is wrong, has the age that the exchange counts', () => {
  const frame = sampleFrame({ clockOffsetMs: -60_000 });
  expect(momentOfFrame(frame, SAMPLE_NOW_MS + 60_000)).toMatchObject({
    priceAgeMs: 2000,
    timeMs: SAMPLE_NOW_MS + 60_000,
  });
});

it('momentOfFrame of a frame from a clock ahead, has no negative age', () => {
  expect(momentOfFrame(sampleFrame({ asOfMs: SAMPLE_NOW_MS + 5000 }), SAMPLE_NOW_MS).priceAgeMs).toBe(0);
});

it('momentOfFrame of observed liquidations, sums the last minute and takes the norm without the newest bar', () => {
  const point = (agoMs: number, notionalUsd: number) => ({
    timeMs: SAMPLE_NOW_MS - agoMs,
    price: 96_000,
    notionalUsd,
    positionSide: 'long' as const,
  });
  // The frame is of two seconds ago: its newest column begins five minutes before the sample's moment.
  const bars = [40, 15, 10, 5].map((agoMinutes) => ({
    timeMs: SAMPLE_NOW_MS - agoMinutes * MINUTE_MS,
    longUsd: agoMinutes === 5 ? 9e9 : 4000,
    shortUsd: 1000,
  }));
  const observed = {
    bars,
    points: [point(2 * MINUTE_MS, 5), point(30_000, 7), point(0, 11)],
    flushes: [],
    isLowerBound: false,
  };
  const moment = momentOfFrame(sampleFrame({ observed }), SAMPLE_NOW_MS);
  expect(moment.liquidatedLastMinuteUsd).toBe(18);
  // 15,000 dollars in the 35 minutes from the first bar on, quiet columns counted.
  expect(moment.usualPerMinuteUsd).toBeCloseTo(15_000 / 35, 6);
  expect(momentOfFrame(sampleFrame(), SAMPLE_NOW_MS).usualPerMinuteUsd).toBeNaN();
});

it('momentOfFrame, is offline only when every source is, and not while there is none yet', () => {
  const offline = (sources: ReturnType<typeof sampleSource>[]) =>
    momentOfFrame(sampleFrame({ sources }), SAMPLE_NOW_MS).isOffline;
  expect(offline([sampleSource('binance', 'stale'), sampleSource('okx', 'blocked')])).toBe(true);
  expect(offline([sampleSource('binance', 'stale'), sampleSource('okx', 'loading')])).toBe(false);
  expect(offline([])).toBe(false);
});
