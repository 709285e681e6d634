import { binanceUsdm } from './binance/usdm';
import { bybit } from './bybit/feed';
import type { ExchangeFeed } from './exchange-feed';
import { okx } from './okx/feed';

const REGISTERED = [binanceUsdm, bybit, okx] as const;

/** Ids of the exchanges that the product knows. */
export type FeedId = (typeof REGISTERED)[number]['id'];

/** Every feed, in the order in which lists show them. */
export const FEEDS: readonly ExchangeFeed[] = REGISTERED;

/** The feed of an exchange; undefined for an id that nobody registered. */
export function feedById(id: string): ExchangeFeed | undefined {
  return FEEDS.find((feed) => feed.id === id);
}
