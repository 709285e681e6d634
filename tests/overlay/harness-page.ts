import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { DEFAULT_LOOK, type LookSettings } from '../../src/core/settings/settings';
import { composePicture } from '../../src/overlay/export-picture';
import { HeatLayer } from '../../src/overlay/heat-layer';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { unpackFrame } from './pack-frame';
import { type SyntheticOptions, syntheticFrame } from './synthetic-frame';

/** The view of the test chart; everything in CSS px and quote currency. */
export interface HarnessView {
  theme: 'dark' | 'light';
  width: number;
  height: number;
  scale: 'linear' | 'log';
  isInverted: boolean;
  lowPrice: number;
  highPrice: number;
  fromMs: number;
  toMs: number;
  barMs: number;
  hasTime: boolean;
}

const AXIS_WIDTH = 64;
const AXIS_HEIGHT = 26;
/** Room for one label of the time axis, px. */
const LABEL_WIDTH = 90;
const PLOT = { dark: '#131722', light: '#ffffff' };

let layer: HeatLayer | null = null;
let frame: HeatmapFrame | null = null;
let seq = 0;

/** A chart of our own with a price axis and a time axis, drawn on one canvas a pane, as chart libraries do. */
class TestChart {
  readonly canvas = document.createElement('canvas');
  readonly pane = document.createElement('div');
  view: HarnessView;

  constructor(view: HarnessView) {
    this.view = view;
    document.body.replaceChildren();
    document.body.style.cssText = `margin:0;background:${PLOT[view.theme]}`;
    this.pane.style.cssText = `position:relative;width:${view.width}px;height:${view.height}px`;
    this.canvas.style.cssText = 'display:block;width:100%;height:100%';
    this.pane.append(this.canvas);
    document.body.append(this.pane);
  }

  mapping(): AxisMapping {
    const { view } = this;
    const width = view.width - AXIS_WIDTH;
    const height = view.height - AXIS_HEIGHT;
    const u = (price: number) => (view.scale === 'log' ? Math.log(price) : price);
    const [top, bottom] = view.isInverted ? [view.lowPrice, view.highPrice] : [view.highPrice, view.lowPrice];
    const rect = this.pane.getBoundingClientRect();
    const a = height / (u(bottom) - u(top));
    const pxPerSec = (width / (view.toMs - view.fromMs)) * 1000;
    seq += 1;
    return {
      v: 1,
      seq,
      chartKey: 'harness',
      source: 'host-api',
      state: 'locked',
      pane: { left: rect.left, top: rect.top, width, height },
      price: { scale: view.scale, a, b: rect.top - a * u(top), samples: 8, inliers: 8, rmsPx: 0 },
      time: view.hasTime
        ? {
            pxPerSec,
            x0: rect.left - (view.fromMs / 1000) * pxPerSec,
            barSec: view.barMs / 1000,
            inliers: 8,
            ambiguous: false,
          }
        : null,
    };
  }

  draw(): void {
    const { view, canvas } = this;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
    const context = canvas.getContext('2d');
    if (context === null || frame === null) return;
    context.scale(ratio, ratio);
    context.fillStyle = PLOT[view.theme];
    context.fillRect(0, 0, view.width, view.height);
    const { price, time, pane } = this.mapping();
    if (price === null) return;
    const y = (p: number) => price.a * (view.scale === 'log' ? Math.log(p) : p) + price.b - pane.top;
    const x = (ms: number) => ((ms - view.fromMs) / (view.toMs - view.fromMs)) * pane.width;
    this.#axes(context, y, x, pane.width, pane.height);
    context.save();
    context.beginPath();
    context.rect(0, 0, pane.width, pane.height);
    context.clip();
    const barPx = (view.barMs / (view.toMs - view.fromMs)) * pane.width;
    for (const bar of chartBars(frame, view.barMs)) {
      if (time !== null && (bar.timeMs < view.fromMs - view.barMs || bar.timeMs > view.toMs)) continue;
      const isUp = bar.close >= bar.open;
      context.fillStyle = isUp ? '#089981' : '#f23645';
      const centre = Math.round(x(bar.timeMs));
      const body = Math.max(1, Math.floor(barPx * 0.7));
      context.fillRect(centre, Math.min(y(bar.high), y(bar.low)), 1, Math.abs(y(bar.high) - y(bar.low)));
      context.fillRect(
        centre - Math.floor(body / 2),
        Math.min(y(bar.open), y(bar.close)),
        body,
        Math.max(1, Math.abs(y(bar.open) - y(bar.close))),
      );
    }
    context.restore();
  }

  #axes(
    context: CanvasRenderingContext2D,
    y: (price: number) => number,
    x: (ms: number) => number,
    width: number,
    height: number,
  ): void {
    const { view } = this;
    const isDark = view.theme === 'dark';
    context.strokeStyle = isDark ? '#1f2533' : '#eef0f4';
    context.fillStyle = isDark ? '#b2b5be' : '#333840';
    context.font = '11px sans-serif';
    context.textBaseline = 'middle';
    const step = niceStep((view.highPrice - view.lowPrice) / 8);
    for (let p = Math.ceil(view.lowPrice / step) * step; p < view.highPrice; p += step) {
      context.fillRect(width, y(p), 4, 1);
      context.beginPath();
      context.moveTo(0, Math.round(y(p)) + 0.5);
      context.lineTo(width, Math.round(y(p)) + 0.5);
      context.stroke();
      context.fillText(p.toPrecision(6), width + 8, y(p));
    }
    const labels = Math.max(1, Math.floor(width / LABEL_WIDTH));
    const hours = niceStep((view.toMs - view.fromMs) / Math.min(8, labels) / 3_600_000) * 3_600_000;
    for (let t = Math.ceil(view.fromMs / hours) * hours; t < view.toMs; t += hours) {
      context.fillText(new Date(t).toISOString().slice(5, 16).replace('T', ' '), x(t) - 30, height + 14);
    }
  }
}

function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= raw) ?? 10 * power;
}

function chartBars(source: HeatmapFrame, barMs: number) {
  const { grid } = source;
  const bars: { timeMs: number; open: number; high: number; low: number; close: number }[] = [];
  for (let column = 0; column < grid.columns; column += 1) {
    const timeMs = grid.startMs + column * grid.columnMs;
    const start = Math.floor(timeMs / barMs) * barMs;
    const last = bars[bars.length - 1];
    if (last === undefined || last.timeMs !== start) {
      const open = column > 0 ? grid.close[column - 1] : grid.close[0];
      bars.push({
        timeMs: start,
        open,
        high: grid.high[column],
        low: grid.low[column],
        close: grid.close[column],
      });
    } else {
      last.high = Math.max(last.high, grid.high[column]);
      last.low = Math.min(last.low, grid.low[column]);
      last.close = grid.close[column];
    }
  }
  return bars;
}

const harness = {
  chart: null as TestChart | null,
  setFrame(next: HeatmapFrame | null): void {
    frame = next;
    layer?.setFrame(next);
  },
  /** Takes a frame written by `packFrame`. */
  packed(text: string): { fromMs: number; toMs: number; low: number; high: number; close: number } {
    return harness.take(unpackFrame(text));
  },
  synthetic(options: SyntheticOptions): {
    fromMs: number;
    toMs: number;
    low: number;
    high: number;
    close: number;
  } {
    return harness.take(syntheticFrame(options));
  },
  take(made: HeatmapFrame): { fromMs: number; toMs: number; low: number; high: number; close: number } {
    harness.setFrame(made);
    const { grid } = made;
    return {
      fromMs: grid.startMs,
      toMs: grid.startMs + grid.columns * grid.columnMs,
      low: Math.min(...grid.low),
      high: Math.max(...grid.high),
      close: made.markPrice,
    };
  },
  show(view: HarnessView, look: Partial<LookSettings>): void {
    layer?.destroy();
    harness.chart = new TestChart(view);
    harness.chart.draw();
    layer = new HeatLayer({ document, isOpenForTests: true, words: ENGLISH });
    layer.setFrame(frame);
    layer.setLook({ ...DEFAULT_LOOK, ...look });
    layer.attach(harness.chart.canvas, harness.chart.mapping());
  },
  move(change: Partial<HarnessView>): void {
    if (harness.chart === null || layer === null) return;
    Object.assign(harness.chart.view, change);
    harness.chart.draw();
    layer.setMapping(harness.chart.mapping());
  },
  layer: () => layer,
  picture: (caption: string) => layer?.picture(caption, composePicture),
};

export type Harness = typeof harness;
declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
