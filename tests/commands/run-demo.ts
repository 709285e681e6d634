import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer';
import { extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { measureFit, readHeatTimes, readPanel, stampFirstHeat, waitForHeat } from '../browsers/read-liqlens';
import { readStoredBytes } from '../browsers/read-usage';
import { type LocalExchange, startExchange } from '../exchange/local-exchange';
import { openSource } from '../exchange/open-source';
import { makeFuturesHost } from '../pages/futures/futures-host';
import { futuresUrl } from '../pages/futures/futures-sites';
import { clusterTable, sourceLines } from './demo-text';
import { takePictures } from './take-pictures';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = join(ROOT, 'demo');
const SETTLE_MS = 3000;
/** Wide enough that the panel leaves most of the chart free in the pictures, px. */
const SCREEN = { width: 1920, height: 1080 };

const { values } = parseArgs({
  options: {
    market: { type: 'string' },
    seed: { type: 'string', default: '7' },
    site: { type: 'string', default: 'binance' },
    variant: { type: 'string' },
    firefox: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    live: { type: 'string' },
    speed: { type: 'string', default: '1' },
    minutes: { type: 'string' },
  },
});

const browserName = values.firefox ? 'firefox' : 'chrome';
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
const isHeadless = values.headless || !hasDisplay;
const say = (text: string) => process.stdout.write(`${text}\n`);

say('building the extension ...');
const dir = extensionDir(browserName);
const exchange = values.live === undefined ? await openExchange() : null;
const url = values.live ?? futuresUrl(values.site, { variant: values.variant, interval: '15m' });
say(`opening ${url} in ${browserName}${isHeadless ? ' without a window' : ''} ...`);
const launched = await launchBrowser(browserName, {
  extensionDir: dir,
  serverPort: exchange?.port ?? null,
  isHeadless,
  ...(isHeadless ? SCREEN : {}),
});

try {
  const page = await launched.browser.newPage();
  await stampFirstHeat(page);
  await page.goto(url, { waitUntil: 'load' });
  if (isHeadless) process.exitCode = await reportHeadless(launched, page);
  else await stayOpen(launched);
} finally {
  await launched.close().catch(() => undefined);
  await exchange?.close();
}

async function openExchange(): Promise<LocalExchange> {
  const source = openSource({ marketFolder: values.market, seed: Number(values.seed), nowMs: Date.now() });
  const started = await startExchange({ source, pages: [makeFuturesHost()] });
  started.clock.setSpeed(Number(values.speed));
  say(`local exchange on port ${started.port}, market: ${source.name}`);
  return started;
}

async function stayOpen({ browser }: LaunchedBrowser): Promise<void> {
  say(
    'the window is open; click the pill at the lower right of the chart for the panel; close the window to end',
  );
  await new Promise<void>((resolve) => {
    browser.once('disconnected', () => resolve());
    if (values.minutes !== undefined) setTimeout(resolve, Number(values.minutes) * 60_000);
  });
}

async function reportHeadless(opened: LaunchedBrowser, page: Page): Promise<number> {
  say('waiting for the first heat ...');
  const layer = await waitForHeat(page, 60_000).catch((error: Error) => {
    say(error.message);
    return null;
  });
  await wait(values.minutes === undefined ? SETTLE_MS : Number(values.minutes) * 60_000);
  const panel = await readPanel(page);
  mkdirSync(DEMO, { recursive: true });
  const pictures = await takePictures(opened, page, DEMO);
  const times = layer === null ? null : await readHeatTimes(layer);
  const report = {
    site: values.live === undefined ? values.site : new URL(values.live).host,
    browser: browserName,
    market: exchange?.market.source.name ?? 'live',
    anchor: {
      strategy: layer?.anchor ?? null,
      fitErrorMaxPx: layer === null ? null : finiteOrNull(await measureFit(layer)),
    },
    timeToHeatMs: times === null ? null : Math.max(0, times.heatDrawnMs - times.chartPaintedMs),
    sinceNavigation: times,
    clusters: (panel?.frame?.clusters ?? []).map(
      ({ side, lowPrice, highPrice, notionalUsd, distancePct }) => ({
        side,
        lowPrice,
        highPrice,
        notionalUsd,
        distancePct,
      }),
    ),
    sources: (panel?.frame?.sources ?? []).map(({ exchange: name, state }) => ({ exchange: name, state })),
    storageBytes: await readStoredBytes(opened),
    pictures,
  };
  writeFileSync(join(DEMO, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  say(clusterTable(report.clusters));
  say(sourceLines(panel?.frame?.sources ?? []));
  say(`anchor ${report.anchor.strategy}, fit error ${report.anchor.fitErrorMaxPx?.toFixed(3)} px`);
  say(
    `heat ${report.timeToHeatMs} ms after the chart's first paint (${times?.chartPaintedMs} and ${times?.heatDrawnMs} ms ` +
      `after navigation); stored ${report.storageBytes} bytes`,
  );
  say(`wrote demo/report.json and ${pictures.join(', ')}`);
  return layer === null ? 1 : 0;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
