import { PNG } from 'pngjs';
import type { Page } from 'puppeteer';
import { topClusters } from '../../src/core/context/top-clusters';
import type { Settings } from '../../src/core/settings/settings';
import type { LaunchedBrowser } from '../browsers/launched-browser';
import { type LayerReading, readPanel, waitForHeat } from '../browsers/read-liqlens';
import { askBackground } from '../browsers/read-usage';
import { futuresUrl } from '../pages/futures/futures-sites';
import { type Figure, figure } from './figure';

const LINE = '#ff00ff';
const MIN_PICTURES = 100;
const LABELS_A_SIDE = 2;
const JOIN_MS = 12_000;
const LONGEST_MS = 20_000;
/** Least green of a tick, both of its rows together, of 255. */
const TICK_INK = 50;
/** Rows searched for the layer's tick on both sides of the chart's line. */
const REACH = 40;
/** The chart puts its line on a whole row, the tick lies between rows: half a row and what antialiasing leaves open. */
const SAME_ROW_PX = 0.6;

/**
 * Pictures of the browser's compositor while the chart is panned and rescaled in every animation frame: how far the
 * layer's tick at a cluster is from a price line that the chart itself draws at the same price, in rows of one picture.
 */
export async function framePictureFigures(launched: LaunchedBrowser): Promise<Figure[]> {
  await showLabelsOnly(launched);
  const page = await launched.browser.newPage();
  await page.goto(futuresUrl('binance'), { waitUntil: 'load' });
  const layer = await waitForHeat(page, 60_000);
  // Clusters move while exchanges join.
  await new Promise((resolve) => setTimeout(resolve, JOIN_MS));
  await drawLineAtCluster(page, layer);
  const pictures = await recordMoves(page, layer);
  const pane = await layer.frame.evaluate(() => window.__chart?.rect() ?? null);
  await page.close();
  if (pane === null) throw new Error('the page has no chart');
  const distances = pictures.flatMap((png) => rowDistance(PNG.sync.read(png), pane));
  if (distances.length < MIN_PICTURES) throw new Error(`line and tick were seen in ${distances.length} only`);
  const same = distances.filter((px) => px <= SAME_ROW_PX).length;
  return [
    figure('overlay.frameStepPictures', distances.length, 'pictures', { op: '>=', value: MIN_PICTURES }),
    figure('overlay.frameStepSameRowPct', (100 * same) / distances.length, '%', { op: '>=', value: 98 }),
    figure('overlay.frameStepWorstPx', Math.max(...distances), 'px', { op: '<=', value: 1 }),
  ];
}

/** Ticks and chips stay, everything else that could be taken for a tick goes. */
async function showLabelsOnly(launched: LaunchedBrowser): Promise<void> {
  const settings = await askBackground<Settings>(launched, { to: 'background', type: 'get-settings' });
  if (settings === null) throw new Error('the background does not answer');
  for (const { look } of [settings.defaults, ...Object.values(settings.sites)]) {
    Object.assign(look, { showHeat: false, showMap: false, showObserved: false, showLabels: true });
  }
  await askBackground(launched, { to: 'background', type: 'change-settings', settings });
}

/** Zooms out until a cluster of the panel lies inside the pane, and lets the chart draw its own line there. */
async function drawLineAtCluster(page: Page, layer: LayerReading): Promise<void> {
  const { clusters = [], markPrice: mark = 0 } = (await readPanel(page))?.frame ?? {};
  const { above, below } = topClusters(clusters, LABELS_A_SIDE);
  const prices = [...above, ...below].map(({ centrePrice }) => centrePrice);
  prices.sort((one, other) => Math.abs(one - mark) - Math.abs(other - mark));
  const found = await layer.frame.evaluate(
    async (wanted, colour) => {
      const chart = window.__chart;
      if (!chart) return false;
      for (let turn = 0; turn < 12; turn += 1) {
        const { top, height } = chart.rect();
        const y = chart.p2y(wanted) ?? Number.NaN;
        if (y > top + height * 0.25 && y < top + height * 0.75) break;
        chart.zoomPrice(0.8);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      chart.drawPriceLine?.(wanted, colour);
      return chart.drawPriceLine !== undefined;
    },
    prices[0] ?? mark,
    LINE,
  );
  if (!found) throw new Error('the chart of the page draws no price lines');
}

/** Lossless pictures of what the compositor showed while the chart moved. */
async function recordMoves(page: Page, layer: LayerReading): Promise<Buffer[]> {
  const client = await page.createCDPSession();
  const pictures: Buffer[] = [];
  client.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(Buffer.from(data, 'base64'));
    void client.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await client.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  const untilMs = Date.now() + LONGEST_MS;
  while (pictures.length < MIN_PICTURES * 1.3 && Date.now() < untilMs) {
    await layer.frame.evaluate(moveForAWhile);
  }
  await client.send('Page.stopScreencast');
  await client.detach();
  return pictures;
}

/** Forty frames, each at another place and another scale, and back again. */
async function moveForAWhile(): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    window.__chart?.pan(step % 2 === 0 ? 3 : -3, step % 20 < 10 ? 5 : -5);
    window.__chart?.zoomPrice(step % 8 < 4 ? 1.02 : 1 / 1.02);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

interface Pane {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Px between the chart's line and the nearest tick; nothing for a picture in which the line is not in the pane. The
 * chart fills row `round(y)` for a price at `y`, the tick is half a pixel on either side of `y`.
 */
export function rowDistance({ data, width }: PNG, { left, top, width: paneWidth, height }: Pane): number[] {
  const channel = (x: number, y: number, part: number) => data[(y * width + x) * 4 + part];
  const first = Math.ceil(top) + 2;
  const end = Math.floor(top + height) - 2;
  const middle = Math.round(left + paneWidth * 0.6);
  const tickX = Math.round(left + paneWidth) - 4;
  const isLine = (y: number) =>
    channel(middle, y, 0) > 200 && channel(middle, y, 1) < 60 && channel(middle, y, 2) > 200;
  let line = Number.NaN;
  for (let y = first; y < end; y += 1) if (isLine(y)) line = y;
  if (Number.isNaN(line) || line - REACH < first || line + REACH >= end) return [];
  // The marks of both sides have much green, the line and the ground have little.
  const rest = channel(tickX, line - REACH, 1) + 6;
  const ink = (y: number) => Math.max(0, channel(tickX, y, 1) - rest);
  let best = Number.POSITIVE_INFINITY;
  for (let y = line - REACH; y < line + REACH; y += 1) {
    // A tick of one pixel lies on two rows at most; only whole ones count, not the halves of one.
    const [above, here, below, next] = [y - 1, y, y + 1, y + 2].map(ink);
    if (here === 0 || above > 0 || next > 0 || here + below < TICK_INK) continue;
    best = Math.min(best, Math.abs(y + 0.5 + below / (here + below) - line));
  }
  return [best];
}
