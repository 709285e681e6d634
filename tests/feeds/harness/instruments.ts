import type { Instrument } from '../../../src/core/market/instrument';
import type { ParseContext } from '../../../src/feeds/exchange-feed';
import { BTC_PERPETUAL } from '../../core/market/btc-perpetual';

/** An instrument with the fields a test cares about. */
export function instrumentOf(
  fields: Partial<Instrument> & Pick<Instrument, 'exchange' | 'symbol'>,
): Instrument {
  return { ...BTC_PERPETUAL, maxLeverage: 100, ...fields };
}

/** A parse context at a moment, with one price for all times. */
export function contextOf(instrument: Instrument, nowMs: number, price: number | null = null): ParseContext {
  return { exchange: instrument.exchange, channel: 'test', instrument, nowMs, priceAt: () => price };
}
