import type { PageInstrument } from '../core/market/page-instrument';
import type { Site, SitePage } from './site';
import { isDated } from './symbol-words';

const IN_ADDRESS =
  /(?:^|[^A-Z0-9])([A-Z0-9]{2,12})[-_/]?(USDT|USDC|USD)(?:[-_.]?(PERPETUAL|PERP|SWAP|P))?(?![A-Z0-9]|[-_]\d)/;
const IN_TITLE =
  /(?:^|[^A-Za-z0-9])([A-Z0-9]{2,12})\s?[-_/]?\s?(USDT|USDC|USD)(?:[-_.]?(PERPETUAL|PERP|SWAP|P))?(?![A-Za-z0-9]|[-_]\d)/;
/** Words that stand before a quote currency without being a coin. */
const NO_COIN = /^(?:\d+|IN|TO|THE|PRICE|VS|OF|FUTURES|TRADE|SPOT|SWAP)$/;

function tokenIn(text: string, pattern: RegExp): { symbol: string; isPerp: boolean } | null {
  const [, base, quote, ending] = pattern.exec(text) ?? [];
  if (!base || NO_COIN.test(base) || isDated(base)) return null;
  return { symbol: base + quote, isPerp: ending !== undefined };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Address first, since titles carry anything; the exchange stays open, and the user confirms the guess. */
export function readAnyPage({ url, title }: SitePage): Omit<PageInstrument, 'siteId'> | null {
  const address = decoded(url.pathname + url.search).toUpperCase();
  const token = tokenIn(address, IN_ADDRESS) ?? tokenIn(title, IN_TITLE);
  return (
    token && { exchange: null, symbol: token.symbol, market: token.isPerp ? 'perp' : 'spot', isGuess: true }
  );
}

/** The adapter of a site that the user switched on by hand; its id is the origin. */
export function anySite(origin: string): Site {
  return {
    id: origin,
    name: origin.replace('https://', ''),
    matches: [`${origin}/*`],
    readInstrument: (page) => {
      const found = readAnyPage(page);
      return found && { siteId: origin, ...found };
    },
    verified: { against: 'unverified', on: '2026-11-21' },
  };
}
