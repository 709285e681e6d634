import type { Page } from 'puppeteer';
import type { BrowserName } from '../browsers/extension-build';
import { killServiceWorker, killWorker } from '../e2e/kill';
import type { Stage } from '../e2e/stage';
import type { FaultAction } from '../exchange/faults';

/** Something that goes wrong, and how it ends. */
export interface Wound {
  name: string;
  /** The browser it can happen in; both when absent. */
  only?: BrowserName;
  strike(stage: Stage, page: Page): Promise<void>;
  /** How long the cause lasts. */
  heldMs: number;
  lift?(stage: Stage, page: Page): Promise<void>;
  /** Heat must be back so long after the cause is gone; default 5 s. */
  limitMs?: number;
}

const HELD_MS = 15_000;
/** A connection that says nothing is given up after 45 s of silence; nothing sooner tells it from a quiet market. */
const SILENCE_MS = 50_000;
/** Back-off after refusals waits as long as the exchange asked. */
const RETRY_AFTER_S = 5;

export const WOUNDS: readonly Wound[] = [
  { name: 'service worker killed', only: 'chrome', strike: (stage) => killServiceWorker(stage), heldMs: 0 },
  { name: 'Worker crashed', strike: (stage) => killWorker(stage), heldMs: 0 },
  { name: 'offscreen document closed', only: 'chrome', strike: closeOffscreen, heldMs: 0 },
  { name: 'sockets cut', strike: async (stage) => void stage.exchange.sockets.cut(), heldMs: 0 },
  { ...fault('sockets half-open', { kind: 'half-open' }, 'socket', 2000), limitMs: SILENCE_MS },
  fault('outage of everything', { kind: 'drop' }, undefined, HELD_MS, true),
  fault('REST slow by 2 s', { kind: 'delay', ms: 2000 }, 'rest'),
  fault('REST at 20 kB/s', { kind: 'throttle', bytesPerSecond: 20_000 }, 'rest'),
  refusal(403),
  refusal(418),
  refusal(429),
  refusal(451),
  refusal(503),
  fault('corrupted frames', { kind: 'corrupt' }),
  fault('truncated frames', { kind: 'truncate', keep: 0.6 }),
  fault('HTML instead of JSON', { kind: 'html' }),
  fault('NaN values', { kind: 'absurd', what: 'nan' }),
  fault('negative values', { kind: 'absurd', what: 'negative' }),
  fault('values x1000', { kind: 'absurd', what: 'x1000' }),
  fault('time running backwards', { kind: 'absurd', what: 'backwards' }),
  fault('wrong symbol', { kind: 'absurd', what: 'wrong-symbol' }),
  { name: 'page left and entered again', strike: leavePage, heldMs: 2000, lift: enterPage },
  {
    name: 'hidden for 20 s',
    strike: async (stage) => void (await stage.launched.browser.newPage()),
    heldMs: 20_000,
    lift: async (_stage, page) => page.bringToFront(),
  },
  {
    name: 'extension reloaded',
    only: 'chrome',
    strike: reloadExtension,
    heldMs: 0,
    limitMs: 10_000,
  },
  { name: 'clock jumped an hour', strike: jumpHour, heldMs: 0, limitMs: 15_000 },
];

function fault(
  name: string,
  action: FaultAction,
  on?: 'rest' | 'socket',
  heldMs = HELD_MS,
  isCutting = false,
): Wound {
  return {
    name,
    heldMs,
    async strike({ exchange }) {
      exchange.faults.add({ action, on });
      if (isCutting) exchange.sockets.cut();
    },
    lift: async ({ exchange }) => exchange.faults.clear(),
  };
}

/** Everything is refused with a status; sockets fall with it. The limit counts from the end of the asked wait. */
function refusal(status: number): Wound {
  const wound = fault(
    `${status} storm`,
    { kind: 'refuse', status, retryAfterS: RETRY_AFTER_S },
    'rest',
    HELD_MS,
    true,
  );
  return { ...wound, limitMs: 5000 + RETRY_AFTER_S * 1000 };
}

async function closeOffscreen({ launched }: Stage): Promise<void> {
  await evaluateInServiceWorker(launched, 'chrome.offscreen.closeDocument()');
}

async function reloadExtension({ launched }: Stage): Promise<void> {
  // The worker dies while it answers.
  await evaluateInServiceWorker(launched, 'chrome.runtime.reload()').catch(() => undefined);
}

async function evaluateInServiceWorker(launched: Stage['launched'], code: string): Promise<void> {
  const target = await launched.browser.waitForTarget(
    (candidate) => candidate.type() === 'service_worker' && candidate.url().includes(launched.extensionId),
  );
  const worker = await target.worker();
  if (worker === null) throw new Error('the service worker is not running');
  await worker.evaluate(code);
}

async function leavePage(_stage: Stage, page: Page): Promise<void> {
  await page.goto('https://www.binance.com/en/markets', { waitUntil: 'load' });
}

async function enterPage(_stage: Stage, page: Page): Promise<void> {
  await page.goBack({ waitUntil: 'load' });
}

async function jumpHour({ exchange }: Stage): Promise<void> {
  exchange.clock.jumpTo(exchange.clock.nowMs() + 3_600_000);
}
