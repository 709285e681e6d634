import { loadavg } from 'node:os';
import type { Page } from 'puppeteer';
import type { Settings } from '../../src/core/settings/settings';
import type { UsageReport } from '../../src/messages/popup-protocol';
import { readLayers, waitForHeat } from '../browsers/read-liqlens';
import { askBackground } from '../browsers/read-usage';
import { until } from '../e2e/stage';
import type { MarketSource } from '../exchange/market/market-source';
import { futuresUrl } from '../pages/futures/futures-sites';
import type { SoakFigure } from './long-run';
import { withCoins } from './many-coins';
import { openSoakStage, type SoakStage, waitForHistory } from './soak-stage';
import { type Role, readUsage } from './usage-meter';

const SITES = ['binance', 'bybit', 'okx', 'bitget', 'gate'];
const COINS = ['BTC', 'ETH', 'SOL', 'AAA'];
const HEAT_LIMIT_MS = 120_000;
const CHARTS = 4;
const WATCHED = 40;
/** Two turns of the alarm that polls instruments without a page. */
const POLLS_MS = 150_000;
const FRESH_MS = 15 * 60_000;
/** With forty others in the queue the chart in sight may wait so many times as long as alone, and a second. */
const VISIBLE_FIRST = 2;

type Say = (text: string) => void;

/** Names like AAA, AAB, .. that no exchange has. */
export const MADE_UP_COINS = Array.from(
  { length: WATCHED + 2 },
  (_, i) => `A${String.fromCharCode(65 + Math.floor(i / 26))}${String.fromCharCode(65 + (i % 26))}`,
);

/** Twenty tabs over five exchanges, four charts on one page, forty instruments with an alert. Chromium only. */
export async function runLoad(say: Say): Promise<SoakFigure[]> {
  const change = (source: MarketSource) => withCoins(source, MADE_UP_COINS);
  const stage = await openSoakStage('chrome', { change });
  try {
    await waitForHistory(stage);
    await changeSettings(stage, (settings) => ({ ...settings, alwaysLoadWhatIOpen: true }));
    const tabs = await openTabs(stage, say);
    const charts = await fourCharts(stage, say);
    const watched = await watchMany(stage, say);
    return [...tabs, ...charts, ...watched, ...(await memoryTable(stage, say))];
  } finally {
    await stage.close();
  }
}

async function openTabs(stage: SoakStage, say: Say): Promise<SoakFigure[]> {
  const times: number[] = [];
  for (const coin of COINS) {
    for (const site of SITES) {
      const startMs = Date.now();
      const page = await stage.launched.openPage(futuresUrl(site, { coin }));
      await waitForHeat(page, HEAT_LIMIT_MS);
      times.push((Date.now() - startMs) / 1000);
      say(
        `tab ${times.length + 1}: ${site} ${coin}, heat after ${times[times.length - 1].toFixed(1)} s ${load()}`,
      );
    }
  }
  await memoryTable(stage, say);
  const sorted = times.sort((a, b) => a - b);
  return [
    { name: 'tabs without heat', value: SITES.length * COINS.length - times.length, unit: 'of 20', must: 0 },
    {
      name: 'tabs in which it stands no more at the end',
      value: await countStale(stage),
      unit: 'of 20',
      must: 0,
    },
    { name: 'heat of a new tab, median', value: sorted[Math.floor(sorted.length / 2)], unit: 's' },
    { name: 'heat of a new tab, slowest', value: sorted[sorted.length - 1], unit: 's' },
  ];
}

async function fourCharts(stage: SoakStage, say: Say): Promise<SoakFigure[]> {
  const page = await stage.launched.openPage(futuresUrl('binance', { variant: 'iframe' }));
  await waitForHeat(page, HEAT_LIMIT_MS);
  for (let chart = 1; chart < CHARTS; chart += 1) await addChart(page);
  const startMs = Date.now();
  const drawn = await until(
    'four charts with heat',
    async () => {
      const count = (await readLayers(page)).filter(({ state }) => state === 'drawn').length;
      return count === CHARTS ? count : 0;
    },
    HEAT_LIMIT_MS,
  );
  const seconds = (Date.now() - startMs) / 1000;
  say(`four charts on one page after ${seconds.toFixed(1)} s ${load()}`);
  await page.close();
  return [
    { name: 'charts without heat on one page', value: CHARTS - drawn, unit: `of ${CHARTS}`, must: 0 },
    { name: 'heat on all of them after', value: seconds, unit: 's' },
  ];
}

/** Seconds until a tab on a coin that nobody asked for before shows heat. */
async function timeHeat(stage: SoakStage, coin: string): Promise<number> {
  const startMs = Date.now();
  const page = await stage.launched.openPage(futuresUrl('binance', { coin }));
  await waitForHeat(page, HEAT_LIMIT_MS);
  const seconds = (Date.now() - startMs) / 1000;
  await page.close();
  return seconds;
}

/** Open tabs whose heat is gone, or out of date, when they are looked at again. */
async function countStale({ launched }: SoakStage): Promise<number> {
  let stale = 0;
  for (const page of await launched.browser.pages()) {
    if (!page.url().startsWith('https://')) continue;
    await page.bringToFront();
    const isBack = await until('heat', () => hasHeat(page), HEAT_LIMIT_MS).catch(() => false);
    stale += isBack ? 0 : 1;
  }
  return stale;
}

async function hasHeat(page: Page): Promise<boolean> {
  return (await readLayers(page)).some(({ state }) => state === 'drawn');
}

/** Another frame like the one the page has. */
async function addChart(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const frame = document.createElement('iframe');
        frame.style.cssText = 'position:static;display:block;width:600px;height:400px';
        frame.src = '/futures-page/chart-frame.html';
        frame.addEventListener('load', () => resolve());
        document.querySelector('iframe')?.parentElement?.append(frame);
      }),
  );
}

/** Forty instruments without a page, each with an alert; meanwhile a new tab must not have to wait for them. */
async function watchMany(stage: SoakStage, say: Say): Promise<SoakFigure[]> {
  const aloneS = await timeHeat(stage, MADE_UP_COINS[WATCHED]);
  await changeSettings(stage, withRules);
  await wait(POLLS_MS / 2);
  const seconds = await timeHeat(stage, MADE_UP_COINS[WATCHED + 1]);
  say(`a new coin's heat while forty are polled: ${seconds.toFixed(1)} s ${load()}`);
  await wait(POLLS_MS / 2);
  const usage = await askBackground<UsageReport>(stage.launched, { to: 'background', type: 'usage' });
  const keys = new Set(MADE_UP_COINS.slice(0, WATCHED).map(keyOf));
  const stored = usage?.instruments.filter(({ key }) => keys.has(key)) ?? [];
  const fresh = stored.filter(({ newestMs }) => stage.exchange.market.nowMs() - newestMs < FRESH_MS);
  const limited = usage?.hosts.filter(({ lastStatus }) => /^(429|418|403)$/.test(lastStatus)) ?? [];
  return [
    {
      name: 'watched instruments older than a quarter of an hour',
      value: WATCHED - fresh.length,
      unit: `of ${WATCHED}`,
      must: 0,
    },
    { name: 'hosts that refuse for too many requests', value: limited.length, unit: '', must: 0 },
    { name: 'heat of a new coin before them', value: aloneS, unit: 's' },
    {
      name: 'heat of a new coin while they are asked',
      value: seconds,
      unit: 's',
      must: VISIBLE_FIRST * aloneS + 1,
    },
    { name: 'stored', value: (usage?.storedBytes ?? 0) / 2 ** 20, unit: 'MB', must: 200 },
  ];
}

function keyOf(coin: string): string {
  return `binance:${coin}USDT`;
}

function withRules(settings: Settings): Settings {
  const rules = MADE_UP_COINS.slice(0, WATCHED).map((coin) => ({
    id: `soak ${coin}`,
    kind: 'approach' as const,
    key: keyOf(coin) as Settings['alerts']['rules'][number]['key'],
    isOn: true,
    withinAtr: 0.1,
    growthPct: 50,
    growthMinutes: 10,
    cooldownMs: 3_600_000,
    rearms: true,
    sound: 'none' as const,
  }));
  return { ...settings, watchList: MADE_UP_COINS.slice(0, WATCHED), alerts: { ...settings.alerts, rules } };
}

async function changeSettings(
  { launched }: SoakStage,
  edit: (settings: Settings) => Settings,
): Promise<void> {
  const settings = await askBackground<Settings>(launched, { to: 'background', type: 'get-settings' });
  if (settings === null) throw new Error('the background did not tell its settings');
  await askBackground(launched, { to: 'background', type: 'change-settings', settings: edit(settings) });
}

async function memoryTable(stage: SoakStage, say: Say): Promise<SoakFigure[]> {
  const usage = await readUsage(stage);
  const figures = (Object.keys(usage) as Role[]).map((role) => ({
    name: `memory of ${role} processes (${usage[role].processes})`,
    value: usage[role].memoryMb,
    unit: 'MB',
  }));
  for (const { name, value } of figures) say(`${name}: ${value.toFixed(0)} MB`);
  return figures;
}

function load(): string {
  return `(load of the machine ${loadavg()[0].toFixed(1)})`;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
