import type { Market } from '../market/market';
import type { BinanceDialect } from './binance-dialect';
import { page, statisticsOf } from './binance-query';

/** How rows name their contract: `symbol` on USD-M, `pair` and `contractType` on COIN-M. */
function nameOf(dialect: BinanceDialect, coin: string): Record<string, string> {
  return dialect.quoteAsset === 'USD' ? { pair: dialect.pairOf(coin) } : { symbol: dialect.symbolOf(coin) };
}

export function openInterestHistory(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  const { coin, periodMs, limit, range } = statisticsOf(dialect, query, market);
  const rows = page(market.openInterest(dialect.venue, coin, periodMs, range), query, limit);
  const contractUsd = dialect.contractUsd(coin);
  return rows.map(({ timeMs, base, quote }) => ({
    ...nameOf(dialect, coin),
    ...(contractUsd === null ? {} : { contractType: 'PERPETUAL' }),
    // COIN-M counts contracts and values them in coins.
    sumOpenInterest: (contractUsd === null ? base : quote / contractUsd).toFixed(8),
    sumOpenInterestValue: (contractUsd === null ? quote : base).toFixed(8),
    ...(contractUsd === null ? { CMCCirculatingSupply: '0.00000000' } : {}),
    timestamp: timeMs,
  }));
}

export function ratioHistory(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  const { coin, periodMs, limit, range } = statisticsOf(dialect, query, market);
  const rows = page(market.accountRatio(dialect.venue, coin, periodMs, range), query, limit);
  return rows.map(({ timeMs, longShare }) => ({
    ...nameOf(dialect, coin),
    longAccount: longShare.toFixed(4),
    longShortRatio: (longShare / (1 - longShare)).toFixed(4),
    shortAccount: (1 - longShare).toFixed(4),
    timestamp: timeMs,
  }));
}

/** Closed bars that have a taker split. */
export function takerHistory(dialect: BinanceDialect, query: URLSearchParams, market: Market) {
  const { coin, periodMs, limit, range } = statisticsOf(dialect, query, market);
  const bars = market.bars(dialect.venue, coin, periodMs, range);
  const rows = bars.flatMap(({ isClosed, takerBuyBase, volumeBase, openTimeMs }) =>
    isClosed && takerBuyBase !== null
      ? { buy: takerBuyBase, sell: volumeBase - takerBuyBase, timestamp: openTimeMs }
      : [],
  );
  return page(rows, query, limit).map(({ buy, sell, timestamp }) => ({
    buySellRatio: (buy / Math.max(sell, 1e-9)).toFixed(4),
    buyVol: buy.toFixed(4),
    sellVol: sell.toFixed(4),
    timestamp,
  }));
}
