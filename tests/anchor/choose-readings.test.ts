import { beforeEach, describe, expect, it } from 'vitest';
import { chooseReadings, type Running } from '../../src/anchor/choose-readings';
import type { ChartReading } from '../../src/anchor/strategy';
import { type FakePage, fakePage } from './fake-page';

const PANE = { left: 0, top: 0, width: 600, height: 300 };
const PRICE = { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 } as const;

let page: FakePage;

const reading = (change: Partial<ChartReading> = {}): ChartReading => ({
  element: page.canvas(PANE),
  state: 'locked',
  pane: PANE,
  price: PRICE,
  time: null,
  ...change,
});
const running = (source: Running['source'], readings: ChartReading[], isBlind = false): Running => ({
  source,
  isBlind,
  strategy: { read: () => readings, tick: () => undefined },
});

describe('chooseReadings', () => {
  beforeEach(() => {
    page = fakePage();
  });

  it('of two locked readings of one pane takes that of the first strategy', () => {
    const both = [running('host-api', [reading()]), running('axis-tap', [reading()])];
    expect(chooseReadings(both, 61_000).map(({ source }) => source)).toEqual(['host-api']);
  });

  it('passes over a strategy that is blind', () => {
    const both = [running('host-api', [reading()], true), running('axis-tap', [reading()])];
    expect(chooseReadings(both, 61_000).map(({ source }) => source)).toEqual(['axis-tap']);
  });

  it('takes an unsure reading for locked when a later one says the same', () => {
    const both = [running('host-api', [reading({ state: 'ambiguous' })]), running('axis-tap', [reading()])];
    expect(chooseReadings(both, 61_000)).toMatchObject([{ source: 'host-api', state: 'locked' }]);
  });

  it('takes the locked reading instead of an unsure one that says otherwise', () => {
    const otherwise = reading({ state: 'ambiguous', price: { ...PRICE, b: 9000 } });
    const both = [running('host-api', [otherwise]), running('axis-tap', [reading()])];
    expect(chooseReadings(both, 61_000)).toMatchObject([{ source: 'axis-tap', price: { b: 6400 } }]);
  });
});
