import { startDrawing } from '../../../src/anchor/drawing/start-drawing';
import { startProbe } from '../../../src/anchor/probe';
import type { AxisMapping } from '../../../src/core/axis/axis-mapping';
import { coordinateToPrice, timeToCoordinate } from '../../../src/core/axis/axis-mapping';
import { type LostChart, type MappingReceiver, receiveMappings } from '../../../src/page/mapping-receiver';
import { LAB_NOW_MS, labBars, seededRandom } from './lab-candles';
import type { LabChart, LabScene } from './lab-chart';

/** What one view of a chart gave. */
export interface LabView {
  action: string;
  isLocked: boolean;
  state: string;
  source: string;
  /** Distance between mapping and the chart's own function at 21 heights, px. */
  errors: number[];
  /** Largest distance of visible bars, px; null where time is not locked. */
  timeErrorPx: number | null;
  /** The same in bars. */
  timeErrorBars: number | null;
  /** Bars of which the middle is in view. */
  visibleBars: number;
  paneErrorPx: number;
}

/** The laboratory's hands inside the page. */
export interface Lab {
  /** Newest mapping of each chart that is locked now. */
  locked: Map<string, AxisMapping>;
  lost: LostChart[];
  events: number;
  firstLockMs: number;
  /** First text of a chart on a canvas and in an element, and what each flush of the probe took in all, ms. */
  clock: { firstPaintMs: number; firstElementMs: number; flushMs: number[] };
  receiver: MappingReceiver;
  runViews(seed: number, count: number): Promise<LabView[]>;
  /** Stirs a trap and returns how many charts were locked after each stir. */
  runTrap(seed: number, count: number): Promise<number[]>;
  look(): LabView;
  start(): void;
}

declare global {
  interface Window {
    __liqlensLab?: Lab;
  }
}

Date.now = () => LAB_NOW_MS;
const clock = { firstPaintMs: 0, firstElementMs: 0, flushMs: [] as number[] };
const endTiming = timeFlushes();
let layer: OffscreenCanvasRenderingContext2D | null = null;
let heat: OffscreenCanvas | null = null;
startProbe(window);
endTiming();
noteFirstPaint();
window.__liqlensLab = makeLab();

function makeLab(): Lab {
  const locked = new Map<string, AxisMapping>();
  const lab: Lab = {
    locked,
    lost: [],
    events: 0,
    firstLockMs: 0,
    clock,
    receiver: receiveMappings({
      document,
      onMapping: (mapping) => {
        drawLayer(mapping);
        locked.set(mapping.chartKey, mapping);
        lab.events++;
        if (!lab.firstLockMs) lab.firstLockMs = performance.now();
      },
      onLost: (lost) => {
        locked.delete(lost.chartKey);
        lab.lost.push(lost);
      },
      bringDrawing: async () => startDrawing(window),
      signal: new AbortController().signal,
    }),
    start: () => {
      lab.receiver.setReferencePrice(scene().referencePrice);
      lab.receiver.setBars(labBars(scene().candles));
    },
    look: () => compare(mainChart(), locked, 'look'),
    runViews: async (seed, count) => {
      const random = seededRandom(seed);
      const views: LabView[] = [];
      for (let i = 0; i < count; i++) {
        const action = move(mainChart(), random);
        await twoFrames();
        views.push(compare(mainChart(), locked, action));
      }
      return views;
    },
    runTrap: async (seed, count) => {
      const random = seededRandom(seed);
      const counts: number[] = [];
      for (let i = 0; i < count; i++) {
        scene().stir?.(random);
        await twoFrames();
        counts.push(locked.size);
      }
      return counts;
    },
  };
  return lab;
}

/**
 * The probe flushes in a microtask: a timed one tells what a repaint costs. Who starts later gets the native one, since
 * some charts paint themselves in a microtask.
 */
function timeFlushes(): () => void {
  const native = window.queueMicrotask;
  window.queueMicrotask = (work) =>
    Reflect.apply(native, window, [
      () => {
        const before = performance.now();
        work();
        clock.flushMs.push(performance.now() - before);
      },
    ]);
  return () => {
    window.queueMicrotask = native;
  };
}

/** The first text on a canvas; where a chart paints none there, the first that stands in an element. */
function noteFirstPaint(): void {
  const lookForText = () => {
    if (document.getElementById('chart')?.textContent) clock.firstElementMs = performance.now();
    else requestAnimationFrame(lookForText);
  };
  lookForText();
  const prototype = CanvasRenderingContext2D.prototype;
  const tapped = prototype.fillText;
  // Over the probe's, and gone after the first text: what a text costs is measured without it.
  const first: typeof tapped = function fillText(this: CanvasRenderingContext2D, ...given) {
    clock.firstPaintMs ||= performance.now();
    if (prototype.fillText === first) prototype.fillText = tapped;
    // The page may have put something there whose properties throw.
    return Reflect.apply(tapped, this, given);
  };
  prototype.fillText = first;
}

/** A stand-in for the layer: one prepared bitmap, stretched to the mapping. */
function drawLayer({ price }: AxisMapping): void {
  layer ??= new OffscreenCanvas(800, 450).getContext('2d');
  heat ??= new OffscreenCanvas(512, 512);
  if (!price || !layer) return;
  layer.clearRect(0, 0, 800, 450);
  layer.drawImage(heat, 0, (price.b % 450) - 100, 800, 600);
}

function scene(): LabScene {
  if (!window.__lab) throw new Error('the page has no scene');
  return window.__lab;
}

function mainChart(): LabChart {
  const { chart } = scene();
  if (!chart) throw new Error('the scene has no chart');
  return chart;
}

/** Model and picture agree after two frames at the latest. */
async function twoFrames(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
}

/** One thing a user might do, by chance. */
function move(chart: LabChart, random: () => number): string {
  const { width } = chart.rect();
  const actions: [string, () => void][] = [
    ['pan', () => chart.pan((random() - 0.45) * width)],
    ['pan', () => chart.pan((random() - 0.45) * width * 0.3)],
    ['zoom', () => chart.zoom(0.7 + random() * 0.7)],
    ['resize', () => chart.resize(640 + Math.round(random() * 400), 340 + Math.round(random() * 200))],
  ];
  const { squeeze, mode, invert } = chart;
  if (squeeze) actions.push(['squeeze', () => squeeze(random())]);
  if (mode) actions.push(['mode', () => mode(random() < 0.5 ? 'log' : 'linear')]);
  if (invert) actions.push(['invert', () => invert(random() < 0.5)]);
  const [name, act] = actions[Math.floor(random() * actions.length)];
  // A user's pans and zooms come from a hand.
  if (name === 'pan' || name === 'zoom') document.dispatchEvent(new WheelEvent('wheel'));
  act();
  return name;
}

function overlaps(mapping: AxisMapping, chart: LabChart): boolean {
  const { left, top, width, height } = chart.rect();
  const { pane } = mapping;
  const x = left + width / 2;
  const y = top + height / 2;
  return x > pane.left && x < pane.left + pane.width && y > pane.top && y < pane.top + pane.height;
}

function compare(chart: LabChart, locked: Map<string, AxisMapping>, action: string): LabView {
  const mapping = [...locked.values()].find((m) => overlaps(m, chart));
  const rect = chart.rect();
  const { pane, price } = mapping ?? {};
  const errors: number[] = [];
  if (price)
    for (let i = 0; i <= 20; i++) {
      const y = rect.top + (rect.height * i) / 20;
      const truth = chart.p2y(coordinateToPrice(price, y));
      if (truth !== null && Number.isFinite(truth)) errors.push(Math.abs(truth - y));
    }
  return {
    action,
    isLocked: mapping !== undefined,
    state: mapping?.state ?? 'none',
    source: mapping?.source ?? '',
    errors,
    ...timeErrors(visibleTimes(chart), chart, mapping),
    visibleBars: visibleTimes(chart).length,
    paneErrorPx: pane
      ? Math.max(
          Math.abs(pane.left - rect.left),
          Math.abs(pane.top - rect.top),
          Math.abs(pane.width - rect.width),
          Math.abs(pane.height - rect.height),
        )
      : 0,
  };
}

function visibleTimes(chart: LabChart): number[] {
  const { left, width } = chart.rect();
  return scene()
    .candles.map(({ timeSec }) => timeSec)
    .filter((timeSec) => {
      const x = chart.t2x(timeSec);
      return x !== null && x >= left && x <= left + width;
    });
}

function timeErrors(
  visible: number[],
  chart: LabChart,
  mapping: AxisMapping | undefined,
): Pick<LabView, 'timeErrorPx' | 'timeErrorBars'> {
  const time = mapping?.time;
  if (!time || time.ambiguous || visible.length < 2) return { timeErrorPx: null, timeErrorBars: null };
  const error = Math.max(
    ...visible.map((t) => Math.abs((chart.t2x(t) ?? 0) - timeToCoordinate(time, t * 1000))),
  );
  const [first, last] = [visible[0], visible[visible.length - 1]];
  const spacing = ((chart.t2x(last) ?? 0) - (chart.t2x(first) ?? 0)) / (visible.length - 1);
  return { timeErrorPx: error, timeErrorBars: error / spacing };
}
