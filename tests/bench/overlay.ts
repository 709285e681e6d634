import type { BenchSamples } from '../overlay/bench-page';
import { openHarness } from '../overlay/harness';
import { type Figure, figure, median, quantile } from './figure';

/** What painting costs with 1,440 columns x 1,000 bins in a pane of 1,200 x 620 px, without a graphics card. */
export async function overlayFigures(): Promise<Figure[]> {
  const { browser, page, errors } = await openHarness(1200, 640, 1, 'bench-page.ts');
  try {
    const samples: BenchSamples = await page.evaluate(() => window.measureOverlay(400));
    if (errors.length > 0) throw new Error(errors.join('; '));
    const repaint = median(samples.repaintMeans);
    return [
      figure('overlay.rasterMs', median(samples.raster), 'ms'),
      figure('overlay.repaintMedianMs', repaint, 'ms', { op: '<=', value: 1 }),
      figure('overlay.repaintP95Ms', quantile(samples.repaint, 0.95), 'ms', { op: '<=', value: 3 }),
      figure('overlay.ratioToNaive', median(samples.naive) / repaint, 'x'),
      figure('overlay.filterToPixelsMs', median(samples.filterToPixels), 'ms', { op: '<=', value: 50 }),
      figure('overlay.liveUpdateMs', median(samples.tick), 'ms'),
      figure('overlay.canvas2dDoneMs', median(samples.canvasDone), 'ms'),
      figure('overlay.webgl2DoneMs', median(samples.webglDone), 'ms'),
    ];
  } finally {
    await browser.close();
  }
}
