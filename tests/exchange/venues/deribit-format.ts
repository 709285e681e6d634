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

/** Coins with inverse contracts; the others are linear, settled in USDC. */
const INVERSE_COINS: readonly string[] = ['BTC', 'ETH'];
/** Linear amounts are whole multiples of this many coins. */
const LINEAR_STEP = 0.01;

function isInverse(coin: string): boolean {
  return INVERSE_COINS.includes(coin);
}

function instrumentName(coin: string): string {
  return `${coin}${isInverse(coin) ? '' : '_USDC'}-PERPETUAL`;
}

/** The currency under which the contract of a coin is listed. */
export function listedUnder(coin: string): string {
  return isInverse(coin) ? coin : 'USDC';
}

/** `BTC-PERPETUAL` -> `BTC`, `SOL_USDC-PERPETUAL` -> `SOL`. */
export function deribitCoin(name: string): string | null {
  const coin = /^([A-Z0-9]+)(?:_USDC)?-PERPETUAL$/.exec(name)?.[1];
  return coin !== undefined && instrumentName(coin) === name ? coin : null;
}

/** USD on inverse contracts, coins on linear ones. */
function amountOf(coin: string, base: number, price: number): number {
  if (isInverse(coin)) return Math.max(1, Math.round(base * price));
  return Math.max(1, Math.round(base / LINEAR_STEP)) * LINEAR_STEP;
}

function rounded(coin: string, price: number): number {
  return Number(price.toFixed(digitsOf(coin).priceDigits));
}

export function instrumentRow(coin: string) {
  return {
    price_index: `${coin.toLowerCase()}_usd`,
    kind: 'future',
    instrument_name: instrumentName(coin),
    max_leverage: 50,
    maker_commission: 0,
    taker_commission: 0.0005,
    instrument_type: isInverse(coin) ? 'reversed' : 'linear',
    expiration_timestamp: 32_503_708_800_000,
    creation_timestamp: 1_534_167_754_000,
    is_active: true,
    tick_size: Number(digitsOf(coin).tickSize),
    contract_size: sizeStep(coin),
    instrument_id: 124_972,
    min_trade_amount: sizeStep(coin),
    future_type: isInverse(coin) ? 'reversed' : 'linear',
    max_liquidation_commission: 0.0075,
    settlement_currency: listedUnder(coin),
    settlement_period: 'perpetual',
    base_currency: coin,
    counter_currency: isInverse(coin) ? 'USD' : 'USDC',
    quote_currency: isInverse(coin) ? 'USD' : 'USDC',
    tick_size_steps: [],
  };
}

function sizeStep(coin: string): number {
  if (!isInverse(coin)) return LINEAR_STEP;
  return coin === 'BTC' ? 10 : 1;
}

/** Open interest counts USD on inverse contracts, coins on linear ones. */
export function tickerRow(market: Market, coin: string) {
  const mark = rounded(coin, market.markPrice(VENUE, coin) ?? 0);
  const last = rounded(coin, market.lastPrice(VENUE, coin) ?? 0);
  const funding = market.fundingNow(VENUE, coin) ?? 0;
  return {
    timestamp: market.nowMs(),
    state: 'open',
    stats: { high: last, low: last, price_change: 0, volume: 0, volume_usd: 0, volume_notional: 0 },
    index_price: mark,
    instrument_name: instrumentName(coin),
    last_price: last,
    settlement_price: mark,
    min_price: mark * 0.985,
    max_price: mark * 1.015,
    open_interest: openInterestOf(market, coin),
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

function openInterestOf(market: Market, coin: string): number {
  const now = market.openInterestNow(VENUE, coin);
  if (now === null) return 0;
  return isInverse(coin) ? Math.round(now.quote) : Math.round(now.base / LINEAR_STEP) * LINEAR_STEP;
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
    instrument_name: instrumentName(coin),
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
    amount: amountOf(coin, base, price),
    direction: isTaker ? closing : other,
    liquidation: isTaker ? 'T' : 'M',
    index_price: rounded(coin, price),
    instrument_name: instrumentName(coin),
    trade_seq: 271_252_854 + index,
    mark_price: rounded(coin, price),
    tick_direction: 2,
    trade_id: `${timeMs}${index}`,
  };
}
