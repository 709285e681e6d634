import { type BrowserName, extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import type { LaunchedBrowser, LaunchOptions } from '../browsers/launched-browser';
import { type LocalExchange, startExchange } from '../exchange/local-exchange';
import type { MarketSource } from '../exchange/market/market-source';
import { openSource } from '../exchange/open-source';
import { bundlePageScripts, makeFuturesHost } from '../pages/futures/futures-host';
import type { TestedSite } from '../pages/sites/tested-sites';

export const BROWSERS: BrowserName[] = ['chrome', 'firefox'];

/** A local exchange and a browser with the extension, both gone after `close`. */
export interface Stage {
  exchange: LocalExchange;
  launched: LaunchedBrowser;
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
  const source = change(openSource({ seed: 7, nowMs: Date.now() }));
  const exchange = await startExchange({ source, pages: [makeFuturesHost(sites)] });
  const launched = await launchBrowser(name, { extensionDir: dir, serverPort: exchange.port, ...options });
  return {
    exchange,
    launched,
    async close() {
      await launched.close().catch(() => {});
      await exchange.close();
    },
  };
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
