import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { DEFAULT_LOOK } from '../../src/core/settings/settings';
import { codeScale } from '../../src/overlay/code-scale';
import { colourTable } from '../../src/overlay/colour-table';
import { HeatBitmap } from '../../src/overlay/heat-bitmap';
import { HeatLayer } from '../../src/overlay/heat-layer';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { allCells } from '../../src/overlay/visible-cells';
import { paletteByName } from '../../src/palettes/registry';
import { syntheticFrame } from './synthetic-frame';
import { webglContestant } from './webgl-contestant';

/** Samples in ms; one number a repaint, or a mean of ten where the clock is too coarse. */
export interface BenchSamples {
  raster: number[];
  repaint: number[];
  repaintMeans: number[];
  naive: number[];
  filterToPixels: number[];
  tick: number[];
  canvasDone: number[];
  webglDone: number[];
}

const WIDTH = 1200;
const HEIGHT = 620;
const FRAME = syntheticFrame({ columns: 1440, bins: 1000, logBin: 0.0005, warmUp: 300 });
const { grid } = FRAME;
/** What another filter would bring: the same market with every cell different. */
const OTHER_FILTER: HeatmapFrame = {
  ...FRAME,
  grid: { ...grid, salience: grid.salience.map((code) => (code >> 1) + 9), frozenHash: 'other' },
};

/** The frame with another forming bar. */
function tickLater(frame: HeatmapFrame): HeatmapFrame {
  const { bins, columns } = frame.grid;
  const salience = frame.grid.salience.slice();
  salience.reverse().copyWithin((columns - 1) * bins, 0, bins);
  salience.set(frame.grid.salience.subarray(0, (columns - 1) * bins));
  return { ...frame, grid: { ...frame.grid, salience } };
}

const TICK = tickLater(FRAME);

/** A view that pans and zooms with `step`, as a hand on the chart does. */
function mappingAt(step: number, rect: DOMRect): AxisMapping {
  const zoom = 1 + 0.4 * Math.sin(step / 17);
  const middle = FRAME.markPrice * (1 + 0.01 * Math.sin(step / 29));
  const half = FRAME.markPrice * 0.04 * zoom;
  const spanMs = grid.columns * grid.columnMs * 0.6 * zoom;
  const fromMs = grid.startMs + grid.columns * grid.columnMs * (0.2 + 0.15 * Math.sin(step / 23));
  const a = -HEIGHT / (2 * half);
  const pxPerSec = (WIDTH / spanMs) * 1000;
  return {
    v: 1,
    seq: step,
    chartKey: 'bench',
    source: 'axis-tap',
    state: 'locked',
    pane: { left: rect.left, top: rect.top, width: WIDTH, height: HEIGHT },
    price: { scale: 'linear', a, b: rect.top - a * (middle + half), samples: 9, inliers: 9, rmsPx: 0 },
    time: { pxPerSec, x0: rect.left - (fromMs / 1000) * pxPerSec, barSec: 300, inliers: 9, ambiguous: false },
  };
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Paints the whole grid, as a chart that shows all of it needs. */
function paintWhole(table: Uint32Array): void {
  const bitmap = new HeatBitmap(document);
  bitmap.set({ codes: grid.salience, columns: grid.columns, bins: grid.bins }, table);
  const level = bitmap.level(1, 1);
  if (level !== null) bitmap.cover(level, 0, 0, level.columns, level.rows);
}

const nextPicture = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

function stage(): { layer: HeatLayer; pane: HTMLElement; canvas: HTMLCanvasElement } {
  const pane = document.createElement('div');
  pane.style.cssText = `position:relative;width:${WIDTH}px;height:${HEIGHT}px`;
  const canvas = document.createElement('canvas');
  pane.append(canvas);
  document.body.replaceChildren(pane);
  const layer = new HeatLayer({ document, isOpenForTests: true, words: ENGLISH });
  layer.setLook(DEFAULT_LOOK);
  layer.setFrame(FRAME);
  layer.attach(canvas, mappingAt(0, pane.getBoundingClientRect()));
  return { layer, pane, canvas };
}

async function measure(rounds: number): Promise<BenchSamples> {
  const samples: BenchSamples = {
    raster: [],
    repaint: [],
    repaintMeans: [],
    naive: [],
    filterToPixels: [],
    tick: [],
    canvasDone: [],
    webglDone: [],
  };
  const { layer, pane } = stage();
  const rect = pane.getBoundingClientRect();
  const table = colourTable(
    grid,
    codeScale(grid, 'salience', allCells(grid)),
    DEFAULT_LOOK,
    paletteByName('viridis'),
    'dark',
  );
  for (let round = 0; round < 8; round += 1) {
    samples.raster.push(time(() => paintWhole(table)));
  }
  for (let step = 1; step <= rounds; step += 1) {
    samples.repaint.push(time(() => layer.setMapping(mappingAt(step, rect))));
    if (step % 4 === 0) await nextPicture();
  }
  for (let batch = 0; batch < rounds / 20; batch += 1) {
    const spent = time(() => {
      for (let step = 0; step < 10; step += 1) layer.setMapping(mappingAt(batch * 10 + step, rect));
    });
    samples.repaintMeans.push(spent / 10);
    await nextPicture();
  }
  for (let step = 1; step <= 12; step += 1) {
    samples.naive.push(
      time(() => {
        paintWhole(table);
        layer.setMapping(mappingAt(step, rect));
      }),
    );
    await nextPicture();
    samples.filterToPixels.push(time(() => layer.setFrame(step % 2 === 0 ? FRAME : OTHER_FILTER)));
    await nextPicture();
    layer.setFrame(FRAME);
    await nextPicture();
    samples.tick.push(time(() => layer.setFrame(TICK)));
    await nextPicture();
  }
  measureDone(samples, layer, rect, table);
  layer.destroy();
  return samples;
}

/** Until the pixels are there, for both ways of drawing: reading one pixel waits for all work before it. */
function measureDone(samples: BenchSamples, layer: HeatLayer, rect: DOMRect, table: Uint32Array): void {
  const canvas = document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
  const context = canvas?.getContext('2d');
  const draw = webglContestant(grid, table, WIDTH, HEIGHT);
  layer.setLook({ ...DEFAULT_LOOK, showLabels: false, showMap: false, showObserved: false });
  for (let step = 1; step <= 30; step += 1) {
    samples.canvasDone.push(
      time(() => {
        layer.setMapping(mappingAt(step, rect));
        context?.getImageData(0, 0, 1, 1);
      }),
    );
    if (draw !== null) samples.webglDone.push(time(() => draw(0.1 + step / 1000)));
  }
}

declare global {
  interface Window {
    measureOverlay: typeof measure;
  }
}
window.measureOverlay = measure;
