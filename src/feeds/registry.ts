import { aster } from './aster/feed';
import { binanceCoinm } from './binance/coinm';
import { binanceUsdm } from './binance/usdm';
import { bitget } from './bitget/feed';
import { bitmex } from './bitmex/feed';
import { bybit } from './bybit/feed';
import { deribit } from './deribit/feed';
import { dydx } from './dydx/feed';
import type { ExchangeFeed } from './exchange-feed';
import { gate } from './gate/feed';
import { hyperliquid } from './hyperliquid/feed';
import { okx } from './okx/feed';

/** Every feed, in the order in which lists show them. */
export const FEEDS: readonly ExchangeFeed[] = [
  binanceUsdm,
  bybit,
  okx,
  hyperliquid,
  bitget,
  gate,
  bitmex,
  deribit,
  binanceCoinm,
  aster,
  dydx,
];

/** The feed of an exchange; undefined for an id that nobody registered. */
export function feedById(id: string): ExchangeFeed | undefined {
  return FEEDS.find((feed) => feed.id === id);
}
