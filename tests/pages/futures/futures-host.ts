import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Market } from '../../exchange/market/market';
import type { PageHost } from '../../exchange/page-host';
import { json, type VenueReply, type VenueRequest } from '../../exchange/venue';
import { bundlePageScript } from './bundle-page-script';
import { coinOfPage, FUTURES_SITES, type FuturesSite } from './futures-sites';
import { PAGE_INTERVALS } from './intervals';

const SCRIPTS = new Set(['page', 'chart-frame', 'trading-view-frame']);
/** Like the real sites: nothing foreign may be loaded, no inline script or style. */
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'";

/** Serves the futures pages under the real host names. */
export function makeFuturesHost(): PageHost {
  return {
    hosts: [...new Set(FUTURES_SITES.map((site) => site.host))],
    async answer(request, market) {
      const asset = /^\/futures-page\/(.+)$/.exec(request.path)?.[1];
      if (asset !== undefined) return answerAsset(asset, request, market);
      const site = FUTURES_SITES.find(({ host }) => host === request.host);
      const coin = site === undefined ? null : coinOfPage(site, request.path, request.query.toString());
      return site === undefined || coin === null ? null : html(pageHtml(site, coin));
    },
  };
}

async function answerAsset(asset: string, request: VenueRequest, market: Market): Promise<VenueReply | null> {
  if (asset === 'candles') return candles(request.query, market);
  if (asset === 'style.css') return file('style.css', 'text/css');
  if (asset === 'chart-frame.html') return html(frameHtml());
  const script = /^([a-z-]+)\.js$/.exec(asset)?.[1] ?? '';
  if (!SCRIPTS.has(script)) return null;
  const path = fileURLToPath(new URL(`./${script}.ts`, import.meta.url));
  return {
    status: 200,
    headers: { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' },
    body: await bundlePageScript(path),
  };
}

function file(name: string, type: string): VenueReply {
  const body = readFileSync(fileURLToPath(new URL(`./${name}`, import.meta.url)));
  return { status: 200, headers: { 'content-type': type }, body };
}

function html(body: string): VenueReply {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP };
  return { status: 200, headers, body };
}

function pageHtml(site: FuturesSite, coin: string): string {
  const spelling = JSON.stringify(site.spelling ?? {}).replaceAll('"', '&quot;');
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${coin}USDT</title>
<link rel="stylesheet" href="/futures-page/style.css"></head>
<body data-venue="${site.venue}" data-coin="${coin}" data-template="${site.template}" data-spelling="${spelling}">
<script src="/futures-page/page.js"></script></body></html>`;
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
  return json(bars.map(({ openTimeMs, open, high, low, close }) => ({ openTimeMs, open, high, low, close })));
}
