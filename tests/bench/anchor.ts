import { type LabBrowser, type LabPage, openLab } from '../pages/lab/lab-browser';
import type { LabView } from '../pages/lab/lab-probe';
import { type Figure, figure, median, quantile } from './figure';

/** Largest and 95 % error that a chart library may have, px. */
interface Limit {
  max: number;
  p95?: number;
}

const EXACT: Limit = { max: 0.5, p95: 0.25 };
const LIBRARIES: Record<string, Limit> = {
  'lightweight-charts-5': EXACT,
  'lightweight-charts-4': EXACT,
  'klinecharts-9': { max: 1.25 },
  'klinecharts-10': { max: 1.25 },
  'echarts-canvas': { max: 0.5 },
  'echarts-svg': { max: 0.5 },
  uplot: { max: 1 },
  'chart-js': { max: 1.5 },
  dxcharts: { max: 1.5 },
  'book-beside-chart': EXACT,
  'html-axes': { max: 1 },
};
const CASES = [
  'small',
  'subscript',
  'german',
  'french',
  'indian',
  'currency',
  'lira',
  'suffix',
  'left',
  'narrow',
  'widelog',
  'rsi',
];
const TRAPS = [
  'order-book',
  'depth-chart',
  'gauge',
  'percent-axis',
  'other-unit-axis',
  'two-label-log',
  'worker-chart',
  'rotated',
  'oscillator-only',
  'ladder-touching-chart',
  'html-order-book',
];
const SCALES = [1, 1.25, 2];
const VIEWS = 200;
const VIEWS_SCALED = 60;
const SEED = 20_261_122;
/** A user there is shown UTC by every chart of the laboratory: time locks only where something proves that. */
const AWAY = 'Asia/Shanghai';
/** Further off than this, a lock is a wrong one, px. */
const WRONG_PX = 2;
/** Views at the edge of what a library labels may stay unlocked; mostly they must not. */
const MIN_LOCKED = 0.8;
/** Largest distance of bars where time is locked, px. */
const MAX_TIME_PX = 1;
const MAX_LOCK_MS = 150;
/** Views of a handful of bars cannot be told from others; of the rest, time must lock nearly always. */
const MIN_TIMED = 0.9;
const HANDFUL = 6;

/** `anchor.<library>.<where>.*`: mapping against the chart's own functions at 21 heights in seeded random views. */
export async function anchorFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  let pageErrors = 0;
  const note = (done: Measured) => {
    figures.push(...done.figures);
    pageErrors += done.errors;
  };
  for (const scale of SCALES) {
    const lab = await openLab('chrome', scale);
    try {
      const views = scale === 1 ? VIEWS : VIEWS_SCALED;
      for (const [library, limit] of Object.entries(LIBRARIES))
        note(await measure(lab, `anchor.${library}.dpr${scale}`, library, undefined, views, limit));
      for (const way of ['direct', 'blob', 'written'])
        note(
          await measure(lab, `anchor.host-api.${way}.dpr${scale}`, 'trading-view-host', way, VIEWS_SCALED, {
            max: 0.05,
          }),
        );
      if (scale === 1) {
        for (const name of CASES)
          note(
            await measure(
              lab,
              `anchor.lightweight-charts-5.${name}`,
              'lightweight-charts-5',
              name,
              VIEWS_SCALED,
              EXACT,
            ),
          );
        note(await measure(lab, 'anchor.chart-js.clocks', 'chart-js', 'clocks', VIEWS_SCALED, { max: 1.5 }));
        for (const trap of TRAPS) note(await measureTrap(lab, trap));
        figures.push(...(await costFigures(lab)));
      }
    } finally {
      await lab.close();
    }
  }
  const away = await openLab('chrome', 1, AWAY);
  try {
    for (const [library, limit] of Object.entries(LIBRARIES))
      note(await measure(away, `anchor.${library}.away`, library, undefined, VIEWS, limit));
    for (const trap of TRAPS) note(await measureTrap(away, trap, `anchor.trap.${trap}.away`));
  } finally {
    await away.close();
  }
  const firefox = await openLab('firefox');
  try {
    for (const [library, limit] of Object.entries(LIBRARIES))
      note(await measure(firefox, `anchor.${library}.firefox`, library, undefined, VIEWS_SCALED, limit));
  } finally {
    await firefox.close();
  }
  return [...figures, figure('anchor.pageErrors', pageErrors, 'errors', { op: '<=', value: 0 })];
}

interface Measured {
  figures: Figure[];
  errors: number;
}

async function measure(
  lab: LabBrowser,
  name: string,
  scene: string,
  variant: string | undefined,
  count: number,
  limit: Limit,
): Promise<Measured> {
  const page = await lab.open(scene, variant);
  const lockMs = await page.frame.evaluate(timeToLock);
  const views = await page.runViews(SEED, count);
  const flushes = await page.frame.evaluate(() => window.__liqlensLab?.clock.flushMs.slice(20) ?? []);
  await page.close();
  const figures = viewFigures(name, views, limit, variant === undefined);
  if (name.endsWith('.dpr1'))
    figures.push(
      figure(`${name}.lockMs`, lockMs, 'ms', { op: '<=', value: MAX_LOCK_MS }),
      ...repaintFigures(name, flushes),
    );
  return { figures, errors: page.errors.length };
}

/** From the first text of a chart to its first lock, ms; runs in the page. */
function timeToLock(): number {
  const lab = window.__liqlensLab;
  return lab ? lab.firstLockMs - (lab.clock.firstPaintMs || lab.clock.firstElementMs) : Number.NaN;
}

/** SVG charts are read without the probe, so that nothing is flushed. */
function repaintFigures(name: string, flushes: number[]): Figure[] {
  if (flushes.length === 0) return [];
  return [
    figure(`${name}.repaintMedianMs`, median(flushes), 'ms', { op: '<=', value: 1.5 }),
    figure(`${name}.repaintP95Ms`, quantile(flushes, 0.95), 'ms', { op: '<=', value: 4 }),
  ];
}

function viewFigures(name: string, views: LabView[], limit: Limit, isPlain: boolean): Figure[] {
  const errors = views.flatMap((view) => view.errors);
  const locked = views.filter((view) => view.isLocked);
  const timed = views.filter((view) => view.timeErrorPx !== null);
  const wrong = locked.filter((view) => Math.max(...view.errors) > WRONG_PX).length;
  const offBars = timed.filter((view) => (view.timeErrorBars ?? 0) > 1).length;
  const many = views.filter(({ visibleBars }) => visibleBars >= HANDFUL);
  const manyTimed = many.filter((view) => view.timeErrorPx !== null);
  const figures = [
    figure(`${name}.maxPx`, Math.max(...errors), 'px', { op: '<=', value: limit.max }),
    figure(
      `${name}.p95Px`,
      quantile(errors, 0.95),
      'px',
      limit.p95 ? { op: '<=', value: limit.p95 } : undefined,
    ),
    figure(`${name}.lockedShare`, locked.length / views.length, '', { op: '>=', value: MIN_LOCKED }),
    figure(`${name}.wrongLocks`, wrong, 'views', { op: '<=', value: 0 }),
    figure(`${name}.timeLockedOfAllShare`, timed.length / views.length, ''),
    figure(`${name}.handfulShare`, 1 - many.length / views.length, ''),
    figure(
      `${name}.timeLockedShare`,
      manyTimed.length / many.length,
      '',
      isPlain ? { op: '>=', value: MIN_TIMED } : undefined,
    ),
    figure(`${name}.timeOffByBars`, offBars, 'views', { op: '<=', value: 0 }),
  ];
  const timeMax = Math.max(0, ...timed.map((view) => view.timeErrorPx ?? 0));
  return [...figures, figure(`${name}.timeMaxPx`, timeMax, 'px', { op: '<=', value: MAX_TIME_PX })];
}

async function measureTrap(lab: LabBrowser, trap: string, name = `anchor.trap.${trap}`): Promise<Measured> {
  const page = await lab.open(trap);
  const counts = await page.runTrap(SEED, VIEWS);
  await page.close();
  const wrong = counts.filter((count) => count > 0).length;
  return {
    figures: [figure(`${name}.wrongLocks`, wrong, 'views', { op: '<=', value: 0 })],
    errors: page.errors.length,
  };
}

/** What the probe costs the page, and whether it changes what the chart paints. */
async function costFigures(lab: LabBrowser): Promise<Figure[]> {
  const tapped = await lab.open('lightweight-charts-5');
  const lockMs = await tapped.page.evaluate(timeToLock);
  const painted = await pixels(tapped);
  const numbers = await textCost(tapped, '61,234.5');
  const words = await textCost(tapped, 'Moving average');
  await tapped.runViews(SEED, VIEWS);
  const flushes = await tapped.page.evaluate(() => window.__liqlensLab?.clock.flushMs.slice(20) ?? []);
  await tapped.close();
  const bare = await lab.openBare('lightweight-charts-5');
  const changed = painted === (await pixels(bare)) ? 0 : 1;
  const bareNumbers = await textCost(bare, '61,234.5');
  const bareWords = await textCost(bare, 'Moving average');
  await bare.close();
  return [
    figure('anchor.lockMs', lockMs, 'ms', { op: '<=', value: MAX_LOCK_MS }),
    ...repaintFigures('anchor', flushes),
    figure('anchor.tapPerNumberUs', numbers - bareNumbers, 'us', { op: '<=', value: 8 }),
    figure('anchor.tapPerTextUs', words - bareWords, 'us', { op: '<=', value: 0.3 }),
    figure('anchor.changedCanvases', changed, '', { op: '<=', value: 0 }),
  ];
}

function pixels({ page }: LabPage): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL()).join(),
  );
}

/**
 * Median time of one `fillText` in microseconds, over rounds on a canvas of the page; long ones, as its clock ticks
 * ten times a millisecond.
 */
function textCost({ page }: LabPage, text: string): Promise<number> {
  return page.evaluate(async (painted) => {
    const canvas = document.body.appendChild(document.createElement('canvas'));
    const context = canvas.getContext('2d');
    const rounds: number[] = [];
    for (let round = 0; round < 40; round++) {
      const before = performance.now();
      for (let i = 0; i < 3000; i++) context?.fillText(painted, 10, 20 + (i % 100));
      rounds.push(((performance.now() - before) / 3000) * 1000);
      await new Promise((resolve) => setTimeout(resolve));
    }
    canvas.remove();
    return rounds.sort((a, b) => a - b)[20];
  }, text);
}
