import { FEEDS } from '../../src/feeds/registry';
import { type BrowserName, extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import type { LaunchedBrowser, LaunchOptions } from '../browsers/launched-browser';
import { type LocalExchange, startExchange } from '../exchange/local-exchange';
import type { MarketSource } from '../exchange/market/market-source';
import { openSource } from '../exchange/open-source';
import { bundlePageScripts, makeFuturesHost } from '../pages/futures/futures-host';
import type { TestedSite } from '../pages/sites/tested-sites';

export const BROWSERS: BrowserName[] = ['chrome', 'firefox'];

/** A local exchange and a browser with the extension, both gone after `close`, which throws when others were contacted or told who asks. */
export interface Stage {
  exchange: LocalExchange;
  launched: LaunchedBrowser;
  /** Throws when others than ours were contacted so far, or told who asks. */
  refuseStrangers(): void;
  close(): Promise<void>;
}

interface StageOptions extends Partial<LaunchOptions> {
  /** Whose pages are served, by default those of the registry. */
  sites?: readonly TestedSite[];
  /** Puts something between the market and the exchange. */
  change?(source: MarketSource): MarketSource;
}

export async function openStage(
  name: BrowserName,
  { sites, change = (source) => source, ...options }: StageOptions = {},
): Promise<Stage> {
  const dir = extensionDir(name);
  // Before the first page asks for them: bundling is slow on a busy machine, and a page load has a time limit.
  await bundlePageScripts();
  const source = change(openSource({ nowMs: Date.now() }));
  const pages = makeFuturesHost(sites);
  const exchange = await startExchange({ source, pages: [pages] });
  const launched = await launchBrowser(name, { extensionDir: dir, serverPort: exchange.port, ...options });
  return {
    exchange,
    launched,
    refuseStrangers: () => refuseStrangers(exchange, pages.hosts),
    async close() {
      await launched.close().catch(() => {});
      await exchange.close();
      refuseStrangers(exchange, pages.hosts);
    },
  };
}

/**
 * Throws if anybody was contacted but the exchanges of the registry and the pages that were opened, or if an exchange was
 * told who asks; what pages tell their own hosts is theirs.
 */
function refuseStrangers({ contacts }: LocalExchange, pageHosts: readonly string[]): void {
  const known = new Set([...feedHosts(), ...pageHosts]);
  const strangers = contacts.hosts().filter((host) => !known.has(host));
  if (strangers.length > 0) throw new Error(`contacted: ${strangers.join(', ')}`);
  for (const host of contacts.hosts()) {
    const told = contacts.of(host)?.revealing ?? [];
    const ours = pageHosts.includes(host) ? told.filter((name) => name === 'origin') : told;
    if (ours.length > 0) throw new Error(`${host} was told ${ours.join(', ')}`);
  }
}

function feedHosts(): string[] {
  const patterns = FEEDS.flatMap(({ restHosts, socketHosts }) => [...restHosts, ...socketHosts]);
  return patterns.map((pattern) => new URL(pattern.replace('/*', '/')).hostname);
}

/** Asks `probe` until it gives something true; throws with `what` after `limitMs`. */
export async function until<T>(
  what: string,
  probe: () => Promise<T>,
  limitMs = 10_000,
): Promise<NonNullable<T>> {
  const endMs = Date.now() + limitMs;
  let last: unknown;
  while (Date.now() < endMs) {
    try {
      const value = await probe();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within ${limitMs} ms, last: ${String(last)}`);
}
