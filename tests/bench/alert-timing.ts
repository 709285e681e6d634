import type { Page } from 'puppeteer';
import { newAlertRule } from '../../src/core/alerts/alert-rule';
import { zoneOfCluster } from '../../src/core/alerts/alert-zone';
import type { Cluster } from '../../src/core/clusters/cluster';
import type { Settings } from '../../src/core/settings/settings';
import { extensionDir } from '../browsers/extension-build';
import { launchBrowser } from '../browsers/launch';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { startExchange } from '../exchange/local-exchange';
import { makeMovable } from '../exchange/market/movable-source';
import { openSource } from '../exchange/open-source';
import { makeFuturesHost } from '../pages/futures/futures-host';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type Figure, figure, median } from './figure';

const KEY = 'binance:BTCUSDT';
const ALARM = 'liqlens-alerts';
const POLL_MS = 100;

/**
 * From a price that jumps to the edge of a watched cluster to the alert, by one clock: with the page open, the longest of
 * several, and with every page closed right after the minute's alarm has gone, which is the longest wait there is. In
 * Chromium.
 */
export async function alertTimingFigures(
  parts: ('open' | 'closed')[] = ['open', 'closed'],
): Promise<Figure[]> {
  const source = makeMovable(openSource({ seed: 7, nowMs: Date.now() }));
  const exchange = await startExchange({ source, pages: [makeFuturesHost()] });
  const launched = await launchBrowser('chrome', {
    extensionDir: extensionDir('chrome'),
    serverPort: exchange.port,
  });
  try {
    const options = await launched.openExtensionPage('options.html');
    const page = await launched.openPage(futuresUrl('binance', { variant: 'top' }));
    await waitForHeat(page, 60_000);
    const { markPrice, clusters } = await waitFor(
      'clusters',
      async () => (await readPanel(page))?.frame ?? null,
    );
    const [near, far] = watched(clusters);
    const moveTo = (price: number): number => {
      source.moveTo('BTC', price, exchange.clock.nowMs());
      return Date.now();
    };
    const scene = { options, page, moveTo, markPrice };
    const open = parts.includes('open') ? await openFigures(scene, near) : [];
    const closed = parts.includes('closed') ? await closedFigures(scene, far) : [];
    return [...open, ...closed];
  } finally {
    await launched.close();
    await exchange.close();
  }
}

interface Scene {
  options: Page;
  page: Page;
  /** Puts the price somewhere; gives the time at which it did. */
  moveTo(price: number): number;
  markPrice: number;
}

const OPEN_JUMPS = 6;

async function openFigures({ options, moveTo, markPrice }: Scene, cluster: Cluster): Promise<Figure[]> {
  const tookMs: number[] = [];
  for (let jump = 0; jump < OPEN_JUMPS; jump += 1) {
    await arm(options, cluster, `open${jump}`);
    // At another phase of the exchange's second each time.
    await pause(2500 + jump * 170);
    tookMs.push(await firedAfter(options, `open${jump}`, moveTo(edgeOf(cluster)), 20_000));
    moveTo(markPrice);
    await pause(1500);
  }
  return [
    figure('page.alertOpenMedianMs', median(tookMs), 'ms'),
    figure('page.alertOpenMs', Math.max(...tookMs), 'ms', { op: '<=', value: 2000 }),
  ];
}

async function closedFigures({ options, page, moveTo }: Scene, cluster: Cluster): Promise<Figure[]> {
  await arm(options, cluster, 'closed');
  await page.close();
  const nextMs = await alarmMs(options);
  await waitFor('the alarm', async () => ((await alarmMs(options)) > nextMs ? true : null), 90_000);
  const closedMs = await firedAfter(options, 'closed', moveTo(edgeOf(cluster)), 120_000);
  return [figure('alert.closedMs', closedMs, 'ms', { op: '<=', value: 70_000 })];
}

/** Just outside, well within the distance of the rule. */
function edgeOf({ side, lowPrice, highPrice }: Cluster): number {
  return side === 'short' ? lowPrice * 0.9998 : highPrice * 1.0002;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Two living clusters of one side each, or two of the same, away from the price. */
function watched(clusters: readonly Cluster[]): [Cluster, Cluster] {
  const alive = clusters.filter(({ life, distanceAtr }) => life === 'building' && distanceAtr > 0.6);
  const [near] = alive;
  const far = alive.find((cluster) => cluster !== near);
  if (!near || !far) throw new Error('fewer than two clusters to watch');
  return [near, far];
}

/** One rule, for one cluster, rung when price is within three tenths of an ATR of it. */
async function arm(options: Page, cluster: Cluster, id: string): Promise<void> {
  const settings = await ask<Settings>(options, { type: 'get-settings' });
  const rule = {
    ...newAlertRule('approach', KEY, id),
    zone: zoneOfCluster(cluster),
    withinAtr: 0.3,
    cooldownMs: 0,
  };
  const alerts = { ...settings.alerts, rules: [rule], capPerHour: 60 };
  await ask(options, { type: 'change-settings', settings: { ...settings, alerts } });
}

function ask<T>(options: Page, request: object): Promise<T> {
  return options.evaluate(
    (message) => chrome.runtime.sendMessage({ to: 'background', ...message }),
    request,
  ) as Promise<T>;
}

const alarmMs = (options: Page): Promise<number> =>
  options.evaluate(async (name) => (await chrome.alarms.get(name))?.scheduledTime ?? 0, ALARM);

/** Milliseconds from `sinceMs` to the rule's firing, as the background noted it. */
async function firedAfter(options: Page, ruleId: string, sinceMs: number, limitMs: number): Promise<number> {
  const firedMs = await waitFor(
    `the alert "${ruleId}"`,
    () =>
      options.evaluate(
        async (key, id) => {
          const memory = (await chrome.storage.local.get(key))[key] as
            | { lastFiredMs: Record<string, number> }
            | undefined;
          const found = Object.entries(memory?.lastFiredMs ?? {}).find(([slot]) => slot.startsWith(`${id} `));
          return found?.[1] ?? null;
        },
        `alertMemory:${KEY}`,
        ruleId,
      ),
    limitMs,
  );
  return firedMs - sinceMs;
}

async function waitFor<T>(what: string, probe: () => Promise<T | null>, limitMs = 30_000): Promise<T> {
  const untilMs = Date.now() + limitMs;
  while (Date.now() < untilMs) {
    const value = await probe();
    if (value !== null) return value;
    await pause(POLL_MS);
  }
  throw new Error(`${what}: not within ${limitMs} ms`);
}
