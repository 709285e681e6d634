import { aster } from './aster';
import { binance } from './binance';
import { bitget } from './bitget';
import { bitmex } from './bitmex';
import { bybit } from './bybit';
import { coinglass } from './coinglass';
import { deribit } from './deribit';
import { dexscreener } from './dexscreener';
import { dydx } from './dydx';
import { gate } from './gate';
import { hyperliquid } from './hyperliquid';
import { krakenPro } from './kraken-pro';
import { matchesPattern } from './match-pattern';
import { mexc } from './mexc';
import { okx } from './okx';
import type { Site } from './site';
import { tradingview } from './tradingview';

/** Every site the layer runs on, in the order in which lists show them. */
export const SITES: readonly Site[] = [
  tradingview,
  binance,
  bybit,
  okx,
  hyperliquid,
  bitget,
  gate,
  bitmex,
  deribit,
  dydx,
  mexc,
  krakenPro,
  aster,
  coinglass,
  dexscreener,
];

/** The adapter whose pages include `url`, or null. */
export function siteForUrl(url: URL): Site | null {
  return SITES.find((site) => site.matches.some((pattern) => matchesPattern(pattern, url))) ?? null;
}
