import { type LabBrowser, openLab } from '../pages/lab/lab-browser';
import type { LabView } from '../pages/lab/lab-probe';
import { type Figure, figure } from './figure';

/** Charts whose options are drawn by chance: nobody wrote a rule for any of them. */
export const WILD_SCENES = [
  'wild-lightweight',
  'wild-klinecharts',
  'wild-dxcharts',
  'wild-echarts',
  'wild-uplot',
  'wild-chart-js',
  'wild-hand-made',
];
/** Further off than this, a lock is a wrong one, px. */
const WRONG_PX = 2;
const VIEWS = 12;

/** What a wild chart gave over its views. */
export interface WildChart {
  scene: string;
  seed: number;
  locked: number;
  wrong: LabView[];
  timed: number;
  wrongTimes: LabView[];
  errors: string[];
}

/** Opens the chart of one seed and moves it about. */
export async function lookAtWild(lab: LabBrowser, scene: string, seed: number): Promise<WildChart> {
  const page = await lab.open(scene, String(seed));
  try {
    const views = await page.runViews(seed, VIEWS);
    const locked = views.filter((view) => view.isLocked);
    const timed = locked.filter((view) => view.timeErrorPx !== null);
    return {
      scene,
      seed,
      locked: locked.length,
      wrong: locked.filter(({ errors }) => Math.max(...errors) > WRONG_PX),
      timed: timed.length,
      wrongTimes: timed.filter(({ timeErrorPx }) => (timeErrorPx ?? 0) > WRONG_PX),
      errors: page.errors,
    };
  } finally {
    await page.close();
  }
}

/** `wild.<scene>.*`: charts of `WILD_SEEDS=1-10` and, of all, `WILD_SCENES=wild-uplot,wild-echarts`; also with `WILD_BROWSER=firefox`. */
export async function wildFigures(): Promise<Figure[]> {
  const [first, last] = (process.env.WILD_SEEDS ?? '1-10').split('-').map(Number);
  const lab = await openLab(process.env.WILD_BROWSER === 'firefox' ? 'firefox' : 'chrome');
  const figures: Figure[] = [];
  try {
    for (const scene of process.env.WILD_SCENES?.split(',') ?? WILD_SCENES) {
      const charts: WildChart[] = [];
      for (let seed = first; seed <= last; seed++) charts.push(await lookAtWild(lab, scene, seed));
      figures.push(...figuresOf(scene, charts));
    }
  } finally {
    await lab.close();
  }
  return figures;
}

function figuresOf(scene: string, charts: readonly WildChart[]): Figure[] {
  const count = (of: (chart: WildChart) => number) => charts.reduce((sum, chart) => sum + of(chart), 0);
  for (const { seed, wrong, wrongTimes, errors } of charts)
    if (wrong.length + wrongTimes.length + errors.length > 0)
      process.stdout.write(
        `${scene} ${seed}: ${wrong.length} wrong, up to ${Math.max(0, ...wrong.flatMap((view) => view.errors)).toFixed(1)} px; ${wrongTimes.length} wrong times; ${errors.join()}\n`,
      );
  const views = charts.length * VIEWS;
  return [
    figure(
      `wild.${scene}.wrongLocks`,
      count(({ wrong }) => wrong.length),
      'views',
      { op: '<=', value: 0 },
    ),
    figure(
      `wild.${scene}.wrongTimes`,
      count(({ wrongTimes }) => wrongTimes.length),
      'views',
      { op: '<=', value: 0 },
    ),
    figure(`wild.${scene}.lockedShare`, count(({ locked }) => locked) / views, ''),
    figure(`wild.${scene}.timedShare`, count(({ timed }) => timed) / views, ''),
    figure(
      `wild.${scene}.pageErrors`,
      count(({ errors }) => errors.length),
      'errors',
      { op: '<=', value: 0 },
    ),
  ];
}
