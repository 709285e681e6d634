import type { Page } from 'puppeteer';
import { type LayerReading, readLayers } from '../browsers/read-liqlens';
import { findInPanel, panelText } from '../browsers/use-panel';
import { until } from './stage';

/** Newest column of the page's frame: USD of each bin, both sides. */
export interface Profile {
  logPriceMin: number;
  logBin: number;
  usd: number[];
}

export async function readProfile(page: Page): Promise<Profile> {
  const answer = await page.evaluate(() => {
    const panel = document.querySelector<HTMLElement>('liqlens-panel');
    panel?.dispatchEvent(new Event('liqlens-ask-profile'));
    return panel?.dataset.profile ?? 'null';
  });
  return JSON.parse(answer) as Profile;
}

export async function readTotal(page: Page): Promise<number> {
  return (await readProfile(page)).usd.reduce((sum, usd) => sum + usd, 0);
}

/** What legend and caption of the layer say: the contents of the pictures that are on its canvas. */
export interface Chips {
  legend: { text: { tag: string; marks: string[]; largest: string; less: string; more: string } };
  caption: { tag: string; sum: string };
}

/** Null before both were painted. */
export async function readChips(page: Page): Promise<Chips | null> {
  const texts = await page.evaluate(
    () => document.querySelector<HTMLElement>('liqlens-layer[data-state="drawn"]')?.dataset.chips ?? '[]',
  );
  const [legend, caption] = JSON.parse(texts) as string[];
  return legend && caption ? { legend: JSON.parse(legend), caption: JSON.parse(caption) } : null;
}

export function drawnLayer(page: Page): Promise<LayerReading> {
  return until('a drawn layer', async () =>
    (await readLayers(page)).find(({ state, mapping }) => state === 'drawn' && mapping?.price),
  );
}

/** Height in the pane, CSS px from its top, of a ln price. */
export function yOf({ mapping }: LayerReading, logPrice: number): number {
  if (!mapping?.price) throw new Error('no price axis');
  const { a, b, scale } = mapping.price;
  return a * (scale === 'log' ? logPrice : Math.exp(logPrice)) + b - mapping.pane.top;
}

/** Opaque stretches of one row of the layer's canvas, CSS px from its left; `y` from its top. */
export function readRow(page: Page, y: number): Promise<{ from: number; to: number }[]> {
  return page.evaluate((at) => {
    const canvas = document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
    if (!canvas) return [];
    const dpr = canvas.width / canvas.getBoundingClientRect().width;
    const data = canvas.getContext('2d')?.getImageData(0, Math.round(at * dpr), canvas.width, 1).data ?? [];
    const runs: { from: number; to: number }[] = [];
    for (let x = 0; x < canvas.width; x += 1) {
      if (data[4 * x + 3] < 128) continue;
      if (x > 0 && data[4 * x - 1] >= 128) runs[runs.length - 1].to = (x + 1) / dpr;
      else runs.push({ from: x / dpr, to: (x + 1) / dpr });
    }
    return runs;
  }, y);
}

/** How far the histogram reaches inward from the right edge at each row of the canvas, device px; 0 between bars. */
export function readMapLengths(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
    const { width = 0, height = 0 } = canvas ?? {};
    const data = canvas?.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const lengths: number[] = [];
    for (let y = 0; y < height; y += 1) {
      let x = width;
      while (x > 0 && data[4 * (y * width + x) - 1] > 40) x -= 1;
      lengths.push(width - x);
    }
    return lengths;
  });
}

/** How many pixels of the left third of the layer, above the strip of bars, carry heat. */
export function countHeat(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
    const { width = 3, height = 0 } = canvas ?? {};
    const part = canvas?.getContext('2d')?.getImageData(0, 0, Math.floor(width / 3), height * 0.7).data ?? [];
    let count = 0;
    for (let at = 3; at < part.length; at += 4) if (part[at] > 0) count += 1;
    return count;
  });
}

/** Opens a fold of "More". */
export async function openFold(page: Page, title: string): Promise<void> {
  const summary = await until(`fold ${title}`, () => findInPanel(page, '.fold summary', title));
  await summary.click();
}

/** Presses a key on a control of the panel, as often as said. */
export async function pressOn(
  page: Page,
  selector: string,
  key: 'Home' | 'PageUp' | 'ArrowUp' | 'ArrowDown',
  times = 1,
): Promise<void> {
  const control = await until(selector, () => findInPanel(page, selector));
  await control.focus();
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
}

/** Amount in words like "max est. $42M", USD. */
export function dollarsIn(words: string): number {
  const [, digits, unit] = /\$([\d.]+)([KMB]?)/.exec(words) ?? [];
  return Number(digits) * (unit ? { K: 1e3, M: 1e6, B: 1e9 }[unit as 'K' | 'M' | 'B'] : 1);
}

/** Pearson's coefficient of pairs of numbers. */
export function correlation(pairs: readonly (readonly number[])[]): number {
  const mean = (column: number) => pairs.reduce((sum, pair) => sum + pair[column], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const product = (one: number, other: number, a: number, b: number) =>
    pairs.reduce((sum, pair) => sum + (pair[one] - a) * (pair[other] - b), 0);
  return product(0, 1, x, y) / Math.sqrt(product(0, 0, x, x) * product(1, 1, y, y));
}

/** The panel's first badge, which tells the age of its data. */
export const readAgeBadge = (page: Page): Promise<string> => panelText(page, '.header .badge:first-child');

/** Lets the page note how new its badge said its data are, its first badge that is not LIVE any more, and when its layer turns grey. */
export async function noteAgeing(page: Page): Promise<void> {
  await page.evaluate(() => {
    const badges = document.querySelector('liqlens-panel')?.shadowRoot?.querySelector('.header .badges');
    const canvas = document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
    if (!badges || !canvas) throw new Error('no badges or no layer');
    const note = () => {
      const words = badges.firstElementChild?.textContent ?? '';
      const [, seconds] = /^LIVE (\d+)s$/.exec(words) ?? [];
      if (seconds) window.__heardMs = Date.now() - 1000 * Number(seconds);
      else window.__agedBadge ??= words;
    };
    note();
    new MutationObserver(note).observe(badges, { subtree: true, childList: true, characterData: true });
    new MutationObserver(() => {
      if (getComputedStyle(canvas).filter === 'grayscale(1)') window.__greyMs ??= Date.now();
    }).observe(canvas, { attributeFilter: ['style'] });
  });
}

declare global {
  interface Window {
    __agedBadge?: string;
    /** Unix ms of the newest message, by the last LIVE badge's age. */
    __heardMs?: number;
    /** Unix ms at which the layer turned grey. */
    __greyMs?: number;
  }
}
