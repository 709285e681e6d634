import { digitsOf } from '../contract-digits';
import type { Market } from '../market/market';
import type { SourceLiquidation } from '../market/market-source';

const VENUE = 'deribit';
const HOUR_MS = 3_600_000;

export const DERIBIT_RESOLUTIONS: Readonly<Record<string, number>> = {
  '1': 60_000,
  '5': 300_000,
  '15': 900_000,
  '60': HOUR_MS,
  '1D': 24 * HOUR_MS,
};

/** `BTC-PERPETUAL` -> `BTC`. */
export function deribitCoin(name: string): string | null {
  return /^([A-Z0-9]+)-PERPETUAL$/.exec(name)?.[1] ?? null;
}

function rounded(coin: string, price: number): number {
  return Number(price.toFixed(digitsOf(coin).priceDigits));
}

export function instrumentRow(coin: string) {
  return {
    price_index: `${coin.toLowerCase()}_usd`,
    kind: 'future',
    instrument_name: `${coin}-PERPETUAL`,
    max_leverage: 50,
    maker_commission: 0,
    taker_commission: 0.0005,
    instrument_type: 'reversed',
    expiration_timestamp: 32_503_708_800_000,
    creation_timestamp: 1_534_167_754_000,
    is_active: true,
    tick_size: Number(digitsOf(coin).tickSize),
    contract_size: coin === 'BTC' ? 10 : 1,
    instrument_id: 124_972,
    min_trade_amount: coin === 'BTC' ? 10 : 1,
    future_type: 'reversed',
    max_liquidation_commission: 0.0075,
    settlement_currency: coin,
    settlement_period: 'perpetual',
    base_currency: coin,
    counter_currency: 'USD',
    quote_currency: 'USD',
    tick_size_steps: [],
  };
}

/** Open interest of inverse contracts counts USD. */
export function tickerRow(market: Market, coin: string) {
  const mark = rounded(coin, market.markPrice(VENUE, coin) ?? 0);
  const last = rounded(coin, market.lastPrice(VENUE, coin) ?? 0);
  const funding = market.fundingNow(VENUE, coin) ?? 0;
  return {
    timestamp: market.nowMs(),
    state: 'open',
    stats: { high: last, low: last, price_change: 0, volume: 0, volume_usd: 0, volume_notional: 0 },
    index_price: mark,
    instrument_name: `${coin}-PERPETUAL`,
    last_price: last,
    settlement_price: mark,
    min_price: mark * 0.985,
    max_price: mark * 1.015,
    open_interest: Math.round(market.openInterestNow(VENUE, coin)?.quote ?? 0),
    mark_price: mark,
    interest_value: 0,
    best_ask_price: last,
    best_bid_price: last,
    estimated_delivery_price: mark,
    best_ask_amount: 1000,
    best_bid_amount: 1000,
    current_funding: 0,
    funding_8h: funding,
  };
}

export function summaryRow(market: Market, coin: string) {
  const { open_interest, mark_price, last_price, funding_8h, current_funding, timestamp } = tickerRow(
    market,
    coin,
  );
  return {
    high: last_price,
    low: last_price,
    last: last_price,
    instrument_name: `${coin}-PERPETUAL`,
    bid_price: last_price,
    ask_price: last_price,
    open_interest,
    mark_price,
    creation_timestamp: timestamp,
    price_change: 0,
    volume: 0,
    volume_usd: 0,
    volume_notional: 0,
    base_currency: coin,
    quote_currency: 'USD',
    estimated_delivery_price: mark_price,
    current_funding,
    funding_8h,
    mid_price: last_price,
  };
}

/**
 * A forced closing as a trade. Every second one was closed as maker (`M`): then `direction` is the other side's, so
 * that a reader who ignores the letter gets half of the sides wrong.
 */
export function tradeRow(
  coin: string,
  { timeMs, positionSide, price, base }: SourceLiquidation,
  index: number,
) {
  const isTaker = timeMs % 2 === 0;
  const closing = positionSide === 'long' ? 'sell' : 'buy';
  const other = positionSide === 'long' ? 'buy' : 'sell';
  return {
    timestamp: timeMs,
    price: rounded(coin, price),
    amount: Math.max(1, Math.round(base * price)),
    direction: isTaker ? closing : other,
    liquidation: isTaker ? 'T' : 'M',
    index_price: rounded(coin, price),
    instrument_name: `${coin}-PERPETUAL`,
    trade_seq: 271_252_854 + index,
    mark_price: rounded(coin, price),
    tick_direction: 2,
    trade_id: `${timeMs}${index}`,
  };
}
