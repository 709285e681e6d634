import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { runInFirefox } from '../browsers/firefox-chrome';
import { killEventPage, killServiceWorker, killWorker } from '../e2e/kill';
import { until } from '../e2e/stage';
import { evaluateInBackground } from './in-background';
import { type SoakStage, waitForHistory } from './soak-stage';
import type { Wound } from './wound';

const KILLS = 100;
/** Uniform pauses up to this between two of the hundred kills. */
const LONGEST_PAUSE_MS = 1200;
const HOUR_MS = 3_600_000;
/** Columns of five minutes that leave a frame of three days when its clock is set a day ahead. */
const DAY_COLUMNS = 288;
/** A busy browser may load a page anew instead of taking it from its cache; so often it is given another chance. */
const CACHE_TRIES = 3;

export const LIFE_WOUNDS: readonly Wound[] = [
  { name: 'service worker killed', only: 'chrome', strike: killServiceWorker, heldMs: 0 },
  { name: 'event page ended', only: 'firefox', strike: killEventPage, heldMs: 0 },
  { name: 'Worker crashed', strike: killWorker, heldMs: 0 },
  { name: 'offscreen document closed', only: 'chrome', strike: closeOffscreen, heldMs: 0 },
  {
    name: 'service worker killed 100 times',
    only: 'chrome',
    strike: killOften(killServiceWorker),
    heldMs: 0,
    isLong: true,
  },
  {
    name: 'event page ended 100 times',
    only: 'firefox',
    strike: killOften(killEventPage),
    heldMs: 0,
    isLong: true,
  },
  {
    name: 'page left and back from the back-forward cache',
    strike: leavePage,
    heldMs: 2000,
    lift: enterPage,
  },
  {
    name: 'hidden for 20 s',
    strike: async ({ launched }) => void (await launched.browser.newPage()),
    heldMs: 20_000,
    lift: uncover,
  },
  {
    name: 'hidden for 90 s',
    strike: async ({ launched }) => void (await launched.browser.newPage()),
    heldMs: 90_000,
    lift: uncover,
    isLong: true,
  },
  { name: 'tab discarded', strike: discardTab, heldMs: 3000, lift: showTab },
  { name: 'extension updated', strike: updateExtension, heldMs: 0 },
  { name: 'exchange clock jumped an hour', strike: jumpAhead(HOUR_MS), heldMs: 0 },
  {
    name: 'exchange clock jumped a day',
    strike: jumpAhead(24 * HOUR_MS),
    heldMs: 0,
    leavingColumns: DAY_COLUMNS,
  },
  { name: 'machine clock set back a day', strike: moveClock(-24 * HOUR_MS), heldMs: 0 },
  { name: 'machine clock set ahead a day', strike: moveClock(24 * HOUR_MS), heldMs: 0 },
  { name: 'browser restarted', strike: (stage) => stage.restartBrowser(false), heldMs: 0 },
  { name: 'browser crashed', strike: (stage) => stage.restartBrowser(true), heldMs: 0 },
];

/** Pauses come from a fixed sequence, so that a failure can be repeated. */
function killOften(kill: (stage: SoakStage) => Promise<void>) {
  return async (stage: SoakStage): Promise<void> => {
    let kills = 0;
    for (let index = 0; kills < KILLS && index < 2 * KILLS; index += 1) {
      // It may just be on its way to the next life: then this moment is left out.
      const isKilled = await kill(stage).then(
        () => true,
        () => false,
      );
      kills += isKilled ? 1 : 0;
      await wait(((index * 0.618033988749895) % 1) * LONGEST_PAUSE_MS);
    }
    if (kills < KILLS) throw new Error(`killed only ${kills} times`);
  };
}

async function closeOffscreen({ launched }: SoakStage): Promise<void> {
  await evaluateInBackground(launched, 'chrome.offscreen.closeDocument()');
}

async function leavePage({ page }: SoakStage): Promise<void> {
  await page.evaluate(() => {
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.persisted = String(persisted);
    });
  });
  await page.goto('https://www.binance.com/en/markets', { waitUntil: 'load' });
}

async function enterPage(stage: SoakStage): Promise<void> {
  const { page } = stage;
  for (let attempt = 1; attempt <= CACHE_TRIES; attempt += 1) {
    // A page from the back-forward cache does not load, so that nothing may be waited for here.
    await page.evaluate(() => history.back());
    const isPersisted = () => page.evaluate(() => document.documentElement.dataset.persisted === 'true');
    const isBack = await until('the page as it was', isPersisted, 5000).catch(() => false);
    if (isBack) return;
    await waitForHistory(stage);
    await leavePage(stage);
    await wait(2000);
  }
  throw new Error(`not from the back-forward cache in ${CACHE_TRIES} tries`);
}

/** The covering tab must go, or the browser returns to it whenever another tab is closed. */
async function uncover({ launched, page }: SoakStage): Promise<void> {
  for (const other of await launched.browser.pages()) {
    if (other !== page && other.url() === 'about:blank') await other.close();
  }
  await page.bringToFront();
}

async function discardTab(stage: SoakStage): Promise<void> {
  await stage.launched.browser.newPage();
  if (stage.launched.name === 'firefox') {
    await runInFirefox(
      stage.launched.browser,
      `const tab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec.includes('binance'));
       gBrowser.discardBrowser(tab, true);`,
    );
    return;
  }
  await evaluateInBackground(
    stage.launched,
    `chrome.tabs.query({ url: 'https://www.binance.com/*' }).then(([tab]) => chrome.tabs.discard(tab.id))`,
  );
}

async function showTab(stage: SoakStage): Promise<void> {
  const { launched } = stage;
  if (launched.name === 'firefox') {
    await runInFirefox(
      launched.browser,
      `gBrowser.selectedTab = gBrowser.tabs.find(
         ({ linkedBrowser }) => linkedBrowser.currentURI.spec.includes('binance'));`,
    );
  } else {
    await evaluateInBackground(
      launched,
      `chrome.tabs.query({ url: 'https://www.binance.com/*' }).then(([tab]) => chrome.tabs.update(tab.id, { active: true }))`,
    );
  }
  stage.page = await findPage(stage);
  await uncover(stage);
}

/** A discarded tab comes back as another page. */
async function findPage({ launched }: SoakStage): Promise<Page> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const pages = await launched.browser.pages();
    const found = pages.find((page) => page.url().startsWith('https://www.binance.com/'));
    if (found && (await found.evaluate(() => document.readyState).catch(() => '')) === 'complete')
      return found;
    await wait(100);
  }
  throw new Error('the discarded page did not come back');
}

/** A newer version takes the place of the running one; its scripts must take the place of the orphans. */
async function updateExtension({ buildDir, launched }: SoakStage): Promise<void> {
  const path = join(buildDir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  const parts = manifest.version.split('.').map(Number);
  parts[2] += 1;
  writeFileSync(path, JSON.stringify({ ...manifest, version: parts.join('.') }));
  await launched.browser.installExtension(buildDir);
}

function jumpAhead(ms: number) {
  return async ({ exchange }: SoakStage): Promise<void> => {
    exchange.clock.jumpTo(exchange.clock.nowMs() + ms);
  };
}

/** Only the machine's clock is set, whose time the browser tells; the exchange's runs on. */
function moveClock(ms: number) {
  return async ({ machineClock, page }: SoakStage): Promise<void> => {
    if (machineClock === null) throw new Error('the clock of the machine cannot be set without a C compiler');
    const before = await page.evaluate(() => Date.now());
    machineClock.moveBy(ms);
    const movedMs = (await page.evaluate(() => Date.now())) - before;
    if (Math.abs(movedMs - ms) > HOUR_MS) throw new Error(`the browser's clock moved by ${movedMs} ms`);
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
