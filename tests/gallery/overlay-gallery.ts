import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import type { PlanMark } from '../../src/core/plan/plan-mark';
import type { LookSettings } from '../../src/core/settings/settings';
import { PALETTES } from '../../src/palettes/registry';
import { openHarness } from '../overlay/harness';
import type { HarnessView } from '../overlay/harness-page';
import { packFrame } from '../overlay/pack-frame';
import { realFrame } from '../overlay/real-frame';

/** One picture: its file name and what differs from the default look and view. */
interface Shot {
  name: string;
  look?: Partial<LookSettings>;
  view?: Partial<HarnessView>;
  /** Where the pointer rests, CSS px. */
  pointer?: [number, number];
  /** Where lines of a plan lie, parts of the view's prices from its lowest up. */
  planAt?: number[];
}

const FOLDER = fileURLToPath(new URL('../../demo/gallery/', import.meta.url));
const SIZE = { width: 1000, height: 560 };
const THEMES = ['dark', 'light'] as const;
const STYLES = ['smooth', 'banded'] as const;
const REST_MS = 350;

/** Every style x palette x theme, then each element and trap once a theme. */
function shots(theme: HarnessView['theme']): Shot[] {
  const ramps = PALETTES.flatMap(({ name }) =>
    STYLES.map((style) => ({ name: `${style}-${name}-${theme}`, look: { palette: name, style } })),
  );
  const elements: Shot[] = [
    { name: 'usd-scale', look: { scale: 'usd' } },
    { name: 'usd-scale-log', look: { scale: 'usd', isLog: true } },
    { name: 'map-by-leverage', look: { mapColours: 'leverage', showCumulative: true } },
    { name: 'map-cumulative', look: { showCumulative: true } },
    { name: 'bars-colour-blind', look: { barColours: 'colour-blind' } },
    { name: 'tooltip', pointer: [905, 200] },
    { name: 'price-only', view: { hasTime: false } },
    { name: 'log-axis-inverted', view: { scale: 'log', isInverted: true } },
    { name: 'hour-bars', view: { barMs: 3_600_000 } },
    { name: 'narrow-pane', view: { width: 260, height: 180 } },
    { name: 'tiny-pane', view: { width: 104, height: 66 } },
    { name: 'plan-over-legends', planAt: [0.04, 0.13, 0.15, 0.155, 0.93] },
    { name: 'plan-narrow-pane', planAt: [0.13, 0.9], view: { width: 420, height: 360 } },
    { name: 'strong', look: { opacity: 0.7 } },
    { name: 'faint', look: { opacity: 0.2 } },
    { name: 'only-strongest', look: { intensity: [0.5, 1] } },
  ];
  return [...ramps, ...elements.map((shot) => ({ ...shot, name: `${shot.name}-${theme}` }))];
}

async function take(page: Page, theme: HarnessView['theme'], range: FrameRange, shot: Shot): Promise<void> {
  const pad = (range.high - range.low) * 0.35;
  const view: HarnessView = {
    theme,
    ...SIZE,
    scale: 'linear',
    isInverted: false,
    lowPrice: range.low - pad,
    highPrice: range.high + pad,
    fromMs: range.fromMs,
    toMs: range.toMs + (range.toMs - range.fromMs) * 0.06,
    barMs: 900_000,
    hasTime: true,
    ...shot.view,
  };
  await page.evaluate((shown, look) => window.harness.show(shown, look), view, shot.look ?? {});
  await page.evaluate((marks) => window.harness.layer()?.setMarks(marks), planMarks(view, shot.planAt ?? []));
  if (shot.pointer) {
    // The pointer hits what the last picture showed: wait for the one with this chart.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.mouse.move(...shot.pointer);
  }
  await new Promise((done) => setTimeout(done, REST_MS));
  const clip = { x: 0, y: 0, width: view.width, height: view.height };
  // A picture beyond the viewport resizes the page, which takes the pointer off the chart.
  await page.screenshot({ path: `${FOLDER}${shot.name}.png`, clip, captureBeyondViewport: false });
  if (shot.pointer) await page.mouse.move(SIZE.width - 1, SIZE.height - 1);
}

function planMarks({ lowPrice, highPrice }: HarnessView, parts: number[]): PlanMark[] {
  return parts.map((part, index) => {
    const price = lowPrice + (highPrice - lowPrice) * part;
    return { price, tone: index === 0 ? 'caution' : 'plain', text: `Your stop ${price.toPrecision(5)}` };
  });
}

type FrameRange = { fromMs: number; toMs: number; low: number; high: number; close: number };

/**
 * Renders the gallery, or what of it has `part` in its name; returns the number of pictures. Real data is drawn too
 * where its folder is there.
 */
export async function renderOverlayGallery(report: (line: string) => void, part = ''): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const { browser, page, errors } = await openHarness(SIZE.width, SIZE.height);
  let count = 0;
  try {
    const range = await page.evaluate(() => window.harness.synthetic({ columns: 864, bins: 600 }));
    for (const theme of THEMES) {
      for (const shot of shots(theme).filter(({ name }) => name.includes(part))) {
        await take(page, theme, range, shot);
        count += 1;
        report(`${count} ${shot.name}`);
      }
    }
    const real = 'real-fortnight'.includes(part) ? realFrame(2016, 0.25, true) : undefined;
    if (real === null) report('no real data beside the repository: the two pictures of it are left out');
    else if (real !== undefined) {
      const realRange = await page.evaluate((text) => window.harness.packed(text), packFrame(real));
      for (const theme of THEMES) {
        await take(page, theme, realRange, { name: `real-fortnight-${theme}`, view: { barMs: 3_600_000 } });
        count += 1;
      }
    }
    if (errors.length > 0) throw new Error(errors.join('; '));
  } finally {
    await browser.close();
  }
  return count;
}
