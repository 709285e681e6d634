import { describe, expect, it } from 'vitest';
import { openHarness } from '../overlay/harness';
import type { HarnessView } from '../overlay/harness-page';
import { packFrame } from '../overlay/pack-frame';
import { syntheticFrame } from '../overlay/synthetic-frame';

/** A level in one bin only, in every column. */
function frameWithLevel(bin: number) {
  const frame = syntheticFrame({ columns: 60, bins: 400, warmUp: 50 });
  frame.grid.salience.fill(0);
  for (let column = 0; column < 60; column += 1) frame.grid.salience[column * 400 + bin] = 255;
  return frame;
}

const BIN = 230;
const FRAME = frameWithLevel(BIN);
const ONLY_HEAT = { showMap: false, showObserved: false, showLabels: false, style: 'banded' } as const;

const VIEWS: Pick<HarnessView, 'scale' | 'isInverted'>[] = [
  { scale: 'linear', isInverted: false },
  { scale: 'linear', isInverted: true },
  { scale: 'log', isInverted: false },
  { scale: 'log', isInverted: true },
];

function viewOf(change: Partial<HarnessView>): HarnessView {
  const { grid, markPrice } = FRAME;
  return {
    theme: 'dark',
    width: 700,
    height: 440,
    scale: 'linear',
    isInverted: false,
    lowPrice: markPrice * 0.95,
    highPrice: markPrice * 1.06,
    fromMs: grid.startMs,
    toMs: grid.startMs + grid.columns * grid.columnMs,
    barMs: grid.columnMs,
    hasTime: true,
    ...change,
  };
}

/** Where the level belongs by the axis, CSS px from the pane's top. */
function expectedRows(view: HarnessView): [number, number] {
  const height = view.height - 26;
  const u = (price: number) => (view.scale === 'log' ? Math.log(price) : price);
  const [top, bottom] = view.isInverted ? [view.lowPrice, view.highPrice] : [view.highPrice, view.lowPrice];
  const y = (bin: number) => {
    const price = Math.exp(FRAME.grid.logPriceMin + bin * FRAME.grid.logBin);
    return ((u(price) - u(top)) / (u(bottom) - u(top))) * height;
  };
  const [one, other] = [y(BIN), y(BIN + 1)];
  return [Math.min(one, other), Math.max(one, other)];
}

describe('the layer in Chromium', () => {
  it.each([0.5, 1, 1.25, 2, 4])(
    'CORE-02 a level lies on its price within one pixel at a scale of %s',
    async (dpr) => {
      const { browser, page, errors } = await openHarness(720, 460, dpr);
      try {
        await page.evaluate((text) => window.harness.packed(text), packFrame(FRAME));
        for (const change of VIEWS) {
          const view = viewOf(change);
          const drawn = await page.evaluate(
            (shown, look) => {
              window.harness.show(shown, look);
              const host = document.querySelector('liqlens-layer');
              const canvas = host?.shadowRoot?.querySelector('canvas');
              const context = canvas?.getContext('2d');
              if (!host || !canvas || !context) return null;
              const { data } = context.getImageData(Math.floor(canvas.width / 2), 0, 1, canvas.height);
              const rows: number[] = [];
              for (let y = 0; y < canvas.height; y += 1) if (data[y * 4 + 3] > 20) rows.push(y);
              const rect = host.getBoundingClientRect();
              return {
                rows,
                width: rect.width,
                height: rect.height,
                canvas: canvas.height,
                dpr: devicePixelRatio,
              };
            },
            view,
            ONLY_HEAT,
          );
          if (drawn === null) throw new Error('no layer');
          expect(drawn.dpr).toBe(dpr);
          expect([drawn.width, drawn.height]).toEqual([636, 414]);
          expect(drawn.canvas).toBe(Math.round(414 * dpr));
          const [top, bottom] = expectedRows(view);
          expect(Math.abs(drawn.rows[0] / dpr - top)).toBeLessThanOrEqual(Math.max(1, 1 / dpr));
          expect(Math.abs((drawn.rows[drawn.rows.length - 1] + 1) / dpr - bottom)).toBeLessThanOrEqual(
            Math.max(1, 1 / dpr),
          );
        }
        expect(errors).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );

  it('the saved picture shows chart, heat and a caption', async () => {
    const { browser, page, errors } = await openHarness(720, 460);
    try {
      await page.evaluate((text) => window.harness.packed(text), packFrame(FRAME));
      await page.evaluate((view) => window.harness.show(view, {}), viewOf({}));
      const size = await page.evaluate(async () => {
        const blob = await window.harness.picture('Estimate, not advice');
        if (!blob) return null;
        const image = await createImageBitmap(blob);
        return { type: blob.type, width: image.width, height: image.height };
      });
      expect(size).toEqual({ type: 'image/png', width: 700, height: 462 });
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('fifty charts opened and closed leave no layer and no listener that draws', async () => {
    const { browser, page, errors } = await openHarness(720, 460);
    try {
      await page.evaluate((text) => window.harness.packed(text), packFrame(FRAME));
      const left = await page.evaluate((view) => {
        for (let round = 0; round < 50; round += 1) window.harness.show(view, {});
        window.harness.layer()?.destroy();
        return document.querySelectorAll('liqlens-layer').length;
      }, viewOf({}));
      expect(left).toBe(0);
      await page.mouse.move(300, 200);
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
