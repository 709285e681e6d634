import { describe, expect, it } from 'vitest';
import { VenueJudge } from '../../src/background/venue-judge';
import type { Instrument } from '../../src/core/market/instrument';
import type { MarketEvent } from '../../src/core/market/market-event';
import { BTC_PERPETUAL } from '../core/market/btc-perpetual';

const NOW = 1_795_000_000_000;

const contract = (exchange: string, change: Partial<Instrument> = {}): Instrument => ({
  ...BTC_PERPETUAL,
  exchange,
  symbol: 'PEPEUSDT',
  base: 'PEPE',
  tickSize: 1e-8,
  ...change,
});
const mark = (price: number): MarketEvent => ({
  type: 'mark-price',
  markPrice: { timeMs: NOW - 1000, price, indexPrice: null },
});
const openInterest = (quote: number): MarketEvent => ({
  type: 'open-interest',
  openInterest: { timeMs: NOW - 1000, base: 1, quote, counted: 'single' },
});

/** Four venues that agree, the last with whatever the test gives it. */
function judgeWith(instrument: Instrument, events: MarketEvent[]): string | null {
  const judge = new VenueJudge();
  for (const exchange of ['a', 'b', 'c']) judge.note(contract(exchange), [mark(0.00001), openInterest(1e7)]);
  judge.note(instrument, events);
  return judge.verdictOf(instrument, NOW)?.reason ?? null;
}

describe('VenueJudge', () => {
  it('believes a venue that agrees with the others', () => {
    expect(judgeWith(contract('d'), [mark(0.0000101), openInterest(2e7)])).toBeNull();
  });

  it('compares prices of one coin, so that a contract of a thousand coins is not shut out', () => {
    expect(judgeWith(contract('d', { baseMultiplier: 1000 }), [mark(0.0101)])).toBeNull();
    expect(judgeWith(contract('d'), [mark(0.0101)])).toContain('price');
  });

  it('shuts out a venue whose open interest is a thousand times its own norm', () => {
    const events = [...Array.from({ length: 20 }, () => openInterest(1e7)), openInterest(1e10)];
    expect(judgeWith(contract('d'), events)).toContain('open interest');
  });

  it('judges nobody of whom nothing was heard', () => {
    expect(new VenueJudge().verdictOf(contract('a'), NOW)).toBeNull();
  });
});
