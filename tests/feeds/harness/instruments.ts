import type { Instrument } from '../../../src/core/market/instrument';
import type { ParseContext } from '../../../src/feeds/exchange-feed';

/** An instrument with the fields a test cares about. */
export function instrumentOf(
  fields: Partial<Instrument> & Pick<Instrument, 'exchange' | 'symbol'>,
): Instrument {
  return {
    base: 'BTC',
    quote: 'USDT',
    settle: 'USDT',
    kind: 'linear',
    contractSize: 1,
    baseMultiplier: 1,
    tickSize: 0.1,
    maxLeverage: 100,
    fundingIntervalHours: 8,
    ...fields,
  };
}

/** A parse context at a moment, with one price for all times. */
export function contextOf(instrument: Instrument, nowMs: number, price: number | null = null): ParseContext {
  return { exchange: instrument.exchange, channel: 'test', instrument, nowMs, priceAt: () => price };
}
