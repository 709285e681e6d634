import { loadavg } from 'node:os';
import { waitForHeat } from '../browsers/read-liqlens';
import { until } from '../e2e/stage';
import { openSoakStage, type SoakStage, waitForHistory } from './soak-stage';
import {
  type Heaps,
  type Holdings,
  measureCpu,
  readHeaps,
  readHoldings,
  readUsage,
  switchSite,
} from './usage-meter';

const MINUTE_MS = 60_000;
const CPU_MS = 30_000;
/** Sockets close a minute after the last visible page has left. */
const LINGER_MS = 75_000;
const ROUNDS = 50;
/** Code is compiled and caches fill at first. */
const WARM_ROUNDS = 5;
const WARM_SHARE = 0.2;
const HEAP_LIMIT_MB = 5;
const CPU_LIMIT_PERCENT = 2;

/** Nodes are the page's own as well: its clock and its chart write text. */
const KINDS_GROWING_WITH_THE_PAGE: readonly string[] = ['nodes'];
const KINDS_HELD = ['listeners', 'nodes', 'documents', 'observers', 'ports'] as const;

/** One number of the long run with what it must not exceed. */
export interface SoakFigure {
  name: string;
  value: number;
  unit: string;
  must?: number;
}

/** A page watched for `minutes`: growth of the heaps, leaks of mounting, processor time. Chromium only. */
export async function runLong(minutes: number, say: (text: string) => void): Promise<SoakFigure[]> {
  const stage = await openSoakStage('chrome');
  try {
    await waitForHistory(stage);
    const rounds = await mountRounds(stage, say);
    const heaps = await watchHeaps(stage, minutes, say);
    const cpu = await watchCpu(stage, say);
    return [...rounds, ...heaps, ...cpu];
  } finally {
    await stage.close();
  }
}

async function watchHeaps(
  stage: SoakStage,
  minutes: number,
  say: (text: string) => void,
): Promise<SoakFigure[]> {
  const samples: Heaps[] = [];
  const held: Holdings[] = [];
  const before = await readUsage(stage);
  const startMs = performance.now();
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (minute > 0) await wait(MINUTE_MS);
    const heaps = await readHeaps(stage);
    samples.push(heaps);
    held.push(await readHoldings(stage));
    const text = Object.entries(heaps).map(([name, mb]) => `${name} ${mb.toFixed(1)} MB`);
    say(`  holds ${JSON.stringify(held[minute])}`);
    say(
      `minute ${minute} of ${minutes}: ${text.join(', ')} (load of the machine ${loadavg()[0].toFixed(1)})`,
    );
  }
  const seconds = (performance.now() - startMs) / 1000;
  const after = await readUsage(stage);
  return [
    ...(['page', 'background', 'engine'] as const).map((name) => ({
      name: `heap growth of ${name} in ${minutes} min`,
      value: growthOf(samples.map((heaps) => heaps[name])),
      unit: 'MB',
      must: HEAP_LIMIT_MB,
    })),
    ...KINDS_HELD.map((name) => ({
      name: `${name} more in ${minutes} min`,
      value: growthOf(held.map((holdings) => holdings[name])),
      unit: '',
      must: KINDS_GROWING_WITH_THE_PAGE.includes(name) ? undefined : 0,
    })),
    {
      name: `processor, feeds and estimator, over ${minutes} min`,
      value: ((after.extension.cpuS - before.extension.cpuS) / seconds) * 100,
      unit: '% of a core',
    },
  ];
}

/** Median of the last fifth over the median of the fifth after the warm-up. */
export function growthOf(samples: readonly number[]): number {
  const warm = Math.floor(samples.length * WARM_SHARE);
  const part = Math.max(1, Math.floor(samples.length / 5));
  return median(samples.slice(-part)) - median(samples.slice(warm, warm + part));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function watchCpu(stage: SoakStage, say: (text: string) => void): Promise<SoakFigure[]> {
  await wait(5000);
  const watched = await measureCpu(stage, CPU_MS);
  say(`watched: ${JSON.stringify(watched)}`);
  const cover = await stage.launched.browser.newPage();
  await wait(LINGER_MS);
  const hidden = await measureCpu(stage, CPU_MS);
  say(`hidden: ${JSON.stringify(hidden)}`);
  await cover.close();
  await stage.page.bringToFront();
  await switchSite(stage, false);
  await wait(LINGER_MS);
  const without = await measureCpu(stage, CPU_MS);
  say(`switched off: ${JSON.stringify(without)}`);
  const page = Math.max(0, watched.page - without.page);
  return [
    { name: 'processor, watched page, feeds and estimator', value: watched.extension, unit: '% of a core' },
    { name: 'processor, watched page, added to the page', value: page, unit: '% of a core' },
    {
      name: 'processor, watched page, together',
      value: watched.extension + page,
      unit: '% of a core',
      must: CPU_LIMIT_PERCENT,
    },
    { name: 'processor, hidden tab', value: hidden.extension, unit: '% of a core', must: 0.1 },
  ];
}

/** Our parts come into the page and go again; nothing of them may stay. */
async function mountRounds(stage: SoakStage, say: (text: string) => void): Promise<SoakFigure[]> {
  const { page } = stage;
  let warm = await readHoldings(stage);
  for (let round = 1; round <= ROUNDS; round += 1) {
    await switchSite(stage, false);
    await until('nothing of ours', () =>
      page.evaluate(() => document.querySelector('liqlens-panel') === null),
    );
    await switchSite(stage, true);
    await until('our panel', () => page.evaluate(() => document.querySelector('liqlens-panel') !== null));
    await waitForHeat(page);
    if (round === WARM_ROUNDS) warm = await readHoldings(stage);
    if (round % 10 === 0) say(`round ${round} of ${ROUNDS}: ${JSON.stringify(await readHoldings(stage))}`);
  }
  const after = await readHoldings(stage);
  const per = (name: keyof typeof after) => (after[name] - warm[name]) / (ROUNDS - WARM_ROUNDS);
  return KINDS_HELD.map((name) => ({
    name: `${name} left by a round of mounting`,
    value: per(name),
    unit: 'a round',
    must: 0.5,
  }));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
