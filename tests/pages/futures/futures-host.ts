import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { feedById } from '../../../src/feeds/registry';
import type { Market } from '../../exchange/market/market';
import type { PageHost } from '../../exchange/page-host';
import { json, type VenueReply, type VenueRequest } from '../../exchange/venue';
import { type CoinPage, hostsOf, pageAt, siblingPage, siteOf } from '../sites/site-pages';
import { TESTED_SITES, type TestedSite } from '../sites/tested-sites';
import { bundlePageScript } from './bundle-page-script';
import { PAGE_INTERVALS } from './intervals';
import type { PageData, PagePlace } from './page-data';

const SCRIPTS = new Set(['page', 'chart-frame', 'trading-view-frame', 'svg-chart']);
/** Candles of sites without a venue of their own in the market. */
const USUAL_VENUE = 'binance';
/** How far spot pairs stand above their perpetuals, percent. */
export const SPOT_BASIS_PCT = 0.3;
/** Like the real sites: nothing foreign may be loaded, no inline script or style. */
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'";

/** Serves pages under the real host names of `sites`, each as its adapter describes it. */
export function makeFuturesHost(sites: readonly TestedSite[] = TESTED_SITES): PageHost {
  return {
    hosts: hostsOf(sites),
    async answer(request, market) {
      const asset = /^\/futures-page\/(.+)$/.exec(request.path)?.[1];
      if (asset !== undefined) return answerAsset(asset, request, market);
      const url = new URL(`https://${request.host}${request.path}?${request.query}`);
      const site = siteOf(sites, url);
      if (site === null) return null;
      const shown = pageAt(sites, url);
      return html(shown === null ? listHtml(site) : pageHtml(sites, site, url, shown, market));
    },
  };
}

async function answerAsset(asset: string, request: VenueRequest, market: Market): Promise<VenueReply | null> {
  if (asset === 'candles') return candles(request.query, market);
  if (asset === 'style.css') return file('style.css', 'text/css');
  if (asset === 'chart-frame.html') return html(frameHtml());
  const script = /^([a-z-]+)\.js$/.exec(asset)?.[1] ?? '';
  if (!SCRIPTS.has(script)) return null;
  return {
    status: 200,
    headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' },
    body: await bundlePageScript(pathOf(`${script}.ts`)),
  };
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

/** Bundles every script of the pages; each is kept for the life of the process. */
export async function bundlePageScripts(): Promise<void> {
  for (const script of SCRIPTS) await bundlePageScript(pathOf(`${script}.ts`));
}

function file(name: string, type: string): VenueReply {
  const body = readFileSync(pathOf(name));
  return { status: 200, headers: { 'content-type': type }, body };
}

function html(body: string): VenueReply {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP };
  return { status: 200, headers, body };
}

function placeOf(
  { address, symbol, title, html: own, venue, coin, isSpot }: CoinPage,
  market: Market,
): PagePlace {
  const isListed = venue !== null && feedById(venue) !== undefined && market.has(venue, coin);
  return { address, symbol, title, html: own, isSpot, venue: isListed ? venue : USUAL_VENUE };
}

/** The page with what its script needs to show any other coin without a load. */
function pageHtml(
  sites: readonly TestedSite[],
  site: TestedSite,
  url: URL,
  shown: CoinPage,
  market: Market,
): string {
  const coins = new Set([shown.coin, ...market.source.coins(shown.venue ?? USUAL_VENUE)]);
  const data: PageData = {
    variant: url.searchParams.get('variant') ?? site.charts[0],
    coin: shown.coin,
    places: {},
  };
  for (const coin of [...coins, ...market.source.coins(USUAL_VENUE)]) {
    const page = siblingPage(sites, url, coin);
    if (page) data.places[coin] = placeOf(page, market);
  }
  return documentHtml(
    url.searchParams.get('lang') ?? 'en',
    shown.title.replace('{price}', '-'),
    `<body data-page="${escapeHtml(JSON.stringify(data))}"><script src="/futures-page/page.js"></script></body>`,
  );
}

/** A page of the site on which nothing has a perpetual: a list, a wallet. */
function listHtml({ name }: TestedSite): string {
  return documentHtml(
    'en',
    name,
    `<body><main class="positions"><table><tr><th>${name}</th></tr></table></main></body>`,
  );
}

function documentHtml(lang: string, title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(lang)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/futures-page/style.css"></head>
${body}</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function frameHtml(): string {
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><link rel="stylesheet" href="/futures-page/style.css"></head>
<body class="frame"><div id="chart"></div><script src="/futures-page/chart-frame.js"></script></body></html>`;
}

function candles(query: URLSearchParams, market: Market): VenueReply {
  const intervalMs = PAGE_INTERVALS[query.get('interval') ?? '5m'];
  const limit = Math.min(1500, Number(query.get('limit') ?? 500));
  if (intervalMs === undefined || !(limit > 0)) return json({ error: 'bad query' }, 400);
  const toMs = market.nowMs();
  const range = { fromMs: toMs - limit * intervalMs, toMs };
  const bars = market.bars(query.get('venue') ?? '', query.get('coin') ?? '', intervalMs, range);
  const factor = query.get('market') === 'spot' ? 1 + SPOT_BASIS_PCT / 100 : 1;
  const at = (price: number) => price * factor;
  return json(
    bars.map(({ openTimeMs, open, high, low, close }) => ({
      openTimeMs,
      open: at(open),
      high: at(high),
      low: at(low),
      close: at(close),
    })),
  );
}
