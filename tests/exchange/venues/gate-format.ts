import { digitsOf, priceText } from '../contract-digits';
import type { ServedBar } from '../market/bars';
import type { Market } from '../market/market';
import type { SourceOpenInterest } from '../market/market-source';

const VENUE = 'gate';
const HOUR_MS = 3_600_000;
const CONTRACT_COINS: Readonly<Record<string, number>> = {
  BTC: 0.0001,
  ETH: 0.01,
  SOL: 1,
  BNB: 0.001,
  LTC: 0.1,
  LINK: 1,
  AVAX: 1,
  SUI: 1,
};

export const GATE_INTERVALS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': 24 * HOUR_MS,
};

export function gateCoin(symbol: string): string | null {
  return /^([A-Z0-9]+)_USDT$/.exec(symbol)?.[1] ?? null;
}

export function symbolOf(coin: string): string {
  return `${coin}_USDT`;
}

function contractCoins(coin: string): number {
  return CONTRACT_COINS[coin] ?? 10;
}

export function toContracts(coin: string, base: number): number {
  return base / contractCoins(coin);
}

/** `t` seconds, `v` contracts, `sum` quote. */
export function candleRow(coin: string, bar: ServedBar) {
  return {
    t: bar.openTimeMs / 1000,
    o: priceText(coin, bar.open),
    h: priceText(coin, bar.high),
    l: priceText(coin, bar.low),
    c: priceText(coin, bar.close),
    v: Math.round(toContracts(coin, bar.volumeBase)),
    sum: (bar.volumeBase * bar.close).toFixed(4),
  };
}

/** `open_interest` counts both sides; the liquidation fields sum the bar that begins at `time`. */
export function statisticsRow(market: Market, coin: string, row: SourceOpenInterest, intervalMs: number) {
  const range = { fromMs: row.timeMs, toMs: row.timeMs + intervalMs - 1 };
  const events = market.liquidations(VENUE, coin, range);
  const sum = (side: 'long' | 'short') =>
    events.filter((event) => event.positionSide === side).reduce((total, event) => total + event.base, 0);
  const [longBase, shortBase] = [sum('long'), sum('short')];
  const price = row.quote / row.base;
  const ratio = market.accountRatio(VENUE, coin, intervalMs, { fromMs: row.timeMs, toMs: row.timeMs })[0];
  return {
    time: row.timeMs / 1000,
    lsr_taker: 1,
    lsr_account: ratio === undefined ? 0 : ratio.longShare / (1 - ratio.longShare),
    long_liq_size: Math.round(toContracts(coin, longBase)),
    long_liq_amount: longBase,
    long_liq_usd: longBase * price,
    short_liq_size: Math.round(toContracts(coin, shortBase)),
    short_liq_amount: shortBase,
    short_liq_usd: shortBase * price,
    open_interest: Math.round(2 * toContracts(coin, row.base)),
    open_interest_usd: 2 * row.quote,
    top_lsr_account: 0,
    top_lsr_size: 0,
    mark_price: Number(priceText(coin, price)),
  };
}

export function contractRow(market: Market, coin: string) {
  const nowMs = market.nowMs();
  const mark = priceText(coin, market.markPrice(VENUE, coin) ?? 0);
  const { tickSize } = digitsOf(coin);
  return {
    name: symbolOf(coin),
    type: 'direct',
    quanto_multiplier: `${contractCoins(coin)}`,
    order_price_round: tickSize,
    mark_price_round: tickSize,
    mark_price: mark,
    index_price: mark,
    last_price: priceText(coin, market.lastPrice(VENUE, coin) ?? 0),
    funding_rate: (market.fundingNow(VENUE, coin) ?? 0).toFixed(6),
    funding_rate_indicative: (market.fundingNow(VENUE, coin) ?? 0).toFixed(6),
    funding_interval: 28_800,
    funding_next_apply: ((Math.floor(nowMs / (8 * HOUR_MS)) + 1) * 8 * HOUR_MS) / 1000,
    position_size: Math.round(toContracts(coin, market.openInterestNow(VENUE, coin)?.base ?? 0)),
    long_users: 18_268,
    short_users: 15_558,
    maintenance_rate: '0.003',
    leverage_min: '1',
    leverage_max: '200',
    risk_limit_base: '500000',
    in_delisting: false,
    status: 'trading',
    is_pre_market: false,
  };
}
