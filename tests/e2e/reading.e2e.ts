import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { miniMapBars } from '../../src/panel/parts/mini-map-bars';
import { readPanel, waitForHeat } from '../browsers/read-liqlens';
import { findInPanel, openPanel, panelText, pressInPanel } from '../browsers/use-panel';
import { futuresUrl } from '../pages/futures/futures-sites';
import {
  correlation,
  countHeat,
  dollarsIn,
  drawnLayer,
  noteAgeing,
  openFold,
  pressOn,
  readAgeBadge,
  readChips,
  readMapLengths,
  readProfile,
  readRow,
  readTotal,
  yOf,
} from './reading-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

const HOUR_MS = 3_600_000;
/** Limits of the requirement: age that the badge may have when it first shows, and time from the cut to grey. */
const BADGE_LIMIT_S = 15;
const GREY_LIMIT_MS = 60_000;
/** How old the shown age may be itself; how long before the cut the last message may have come, and on a busy machine after it. */
const REDRAW_S = 3;
const QUIET_S = 6;
const LATE_S = 10;
/** How far a shown price may be from the one of now, a fraction: it moves on while the page is asked. */
const NEAR = 0.001;

async function openChart(stage: Stage): Promise<Page> {
  const page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
  await waitForHeat(page, 30_000);
  await openPanel(page);
  return page;
}

async function everySource(page: Page): Promise<void> {
  await until(
    'every source',
    async () => {
      const sources = (await readPanel(page))?.frame?.sources ?? [];
      return sources.length > 3 && sources.every(({ state }) => state === 'live');
    },
    60_000,
  );
}

/** How far the exchange's clock is ahead of the machine's: a wrong clock must not make live data look old, or old data live. */
const AHEAD_MS = { chrome: 60_000, firefox: -60_000 };
/** Feeds that are cut before everything else, since a map turns grey only after most of a minute. */
const cut: { name: string; stage: Stage; page: Page; cutMs: number }[] = [];
afterAll(async () => {
  for (const { stage } of cut) await stage.close();
});

describe('a feed that is cut', () => {
  it('LIVE-02 shows its age in the badge within 15 s, however the clock of the machine is set', async () => {
    for (const name of BROWSERS) {
      const stage = await openStage(name);
      stage.exchange.clock.jumpTo(Date.now() + AHEAD_MS[name]);
      const page = await openChart(stage);
      cut.push({ name, stage, page, cutMs: 0 });
    }
    // While pages of history are under way, what was asked before the cut may be heard after it.
    for (const { page } of cut) await everySource(page);
    for (const each of cut) {
      await until('a live badge', async () => (await readAgeBadge(each.page)).startsWith('LIVE'));
      await noteAgeing(each.page);
      each.stage.exchange.faults.add({ action: { kind: 'drop' } });
      each.stage.exchange.sockets.cut();
      each.cutMs = Date.now();
    }
    for (const { page } of cut) {
      const badge = await until('an age', () => page.evaluate(() => window.__agedBadge), GREY_LIMIT_MS);
      const [, seconds] = /^AGEING (\d+)s$/.exec(badge) ?? [];
      expect([badge, Number(seconds) <= BADGE_LIMIT_S]).toEqual([badge, true]);
    }
  });

  it('LIVE-01 counts the age it shows from the last message of the feed', async () => {
    for (const { page, cutMs } of cut) {
      const heardMs = (await page.evaluate(() => window.__heardMs)) ?? Number.NaN;
      const badge = await readAgeBadge(page);
      const sinceS = (Date.now() - heardMs) / 1000;
      const [, seconds] = /^(?:AGEING|STALE) (\d+)s$/.exec(badge) ?? [];
      expect([badge, sinceS, Math.abs(Number(seconds) - sinceS) <= REDRAW_S]).toEqual([badge, sinceS, true]);
      const afterCutS = (heardMs - cutMs) / 1000;
      expect([afterCutS, afterCutS > -QUIET_S && afterCutS < LATE_S]).toEqual([afterCutS, true]);
    }
  });
});

describe.each(BROWSERS)('what map and panel say in %s', (name) => {
  let stage: Stage;
  let options: Page;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage(name);
    options = await stage.launched.openExtensionPage('options.html');
    page = await openChart(stage);
    await everySource(page);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('LIVE-01 shows prices as the feed sends them, and their age', async () => {
    const shown = new Map<string, number>();
    await until('three prices', async () => {
      const words = await panelText(page, '.price-row strong');
      const sent = stage.exchange.market.markPrice('binance', 'BTC') ?? Number.NaN;
      if (!shown.has(words)) shown.set(words, Number(words.replaceAll(',', '')) / sent);
      return shown.size >= 3;
    });
    for (const [words, ratio] of shown) expect([words, Math.abs(ratio - 1) < NEAR]).toEqual([words, true]);
    expect(await readAgeBadge(page)).toMatch(/^LIVE \d+s$/);
  });

  it('READ-01 has two cards above the price and two below, UXR-02 each with its band and its confidence', async () => {
    const lists = await until('four cards', async () => {
      const found = await page.evaluate(() => {
        const root = document.querySelector('liqlens-panel')?.shadowRoot;
        const ladders = [...(root?.querySelectorAll('.ladder .cards') ?? [])];
        return ladders.map(({ children }) => [...children].map(({ textContent }) => textContent ?? ''));
      });
      return found.length === 2 && found.every(({ length }) => length === 2) ? found : null;
    });
    for (const card of lists.flat()) {
      expect(card).toMatch(/~?\$[\d.]+[KMB]? ?est\. \(\$.+–.+\)/);
      expect(card).toMatch(/conf\. (high|medium|low): \d+ of \d+ sources agree/);
    }
    expect(await panelText(page)).toContain('Estimate from public data');
  });

  it('CORE-05 tags the heat as estimated and the bars below it as actual', async () => {
    const { legend, caption } = await until('legend and caption', () => readChips(page));
    expect([legend.text.tag, caption.tag]).toEqual(['EST', 'ACTUAL']);
    expect([legend.text.less, legend.text.more]).toEqual(['less', 'more']);
  });

  it('VIS-05 names the largest amount of the prices in view in the legend, at any zoom', async () => {
    for (const factor of [1, 3]) {
      await page.evaluate((zoom) => window.__chart?.zoomPrice(zoom), factor);
      await until('a legend that is right', async () => {
        const layer = await drawnLayer(page);
        const { logPriceMin, logBin, usd } = await readProfile(page);
        const height = layer.mapping?.pane.height ?? 0;
        const shown = usd.filter((_, bin) => {
          const [one, other] = [0, 1].map((edge) => yOf(layer, logPriceMin + (bin + edge) * logBin));
          return Math.max(one, other) > 0 && Math.min(one, other) < height;
        });
        const largest = Number(Math.max(...shown).toPrecision(2));
        const said = (await readChips(page))?.legend.text.largest ?? '';
        if (dollarsIn(said) !== largest) throw new Error(`${said}, not ${largest}`);
        return true;
      });
    }
    await page.evaluate(() => window.__chart?.zoomPrice(1 / 3));
  });

  it('VIS-10 draws fewer cells when the first handle of the slider moves up, and all of them again', async () => {
    const handle = '.intensity input';
    const all = await until('heat', () => countHeat(page));
    await pressOn(page, handle, 'PageUp', 5);
    const few = await until('fewer cells', async () => {
      const count = await countHeat(page);
      return count < all / 2 ? count : null;
    });
    expect(few).toBeGreaterThan(0);
    await pressOn(page, handle, 'Home');
    await until('the cells again', async () => (await countHeat(page)) > all * 0.9);
  });

  it('READ-15 sets range, column width and the unit of distances together by a preset', async () => {
    const presets = [
      { key: 'ArrowUp', times: 1, columnMs: 300_000, hours: [11, 13], unit: 'ATR(14,5m)' },
      { key: 'ArrowDown', times: 2, columnMs: HOUR_MS, hours: [73, 745], unit: 'ATR(14,4h)' },
      { key: 'ArrowUp', times: 1, columnMs: 300_000, hours: [13, 74], unit: 'ATR(14,1h)' },
    ] as const;
    for (const { key, times, columnMs, hours, unit } of presets) {
      await pressOn(page, 'select.preset', key, times);
      await until(unit, async () => {
        const frame = (await readPanel(page))?.frame;
        const range = ((frame?.columns ?? 0) * (frame?.columnMs ?? 0)) / HOUR_MS;
        const words = await panelText(page, '.card-atr');
        if (frame?.columnMs !== columnMs || range < hours[0] || range > hours[1] || !words.includes(unit))
          throw new Error(`${frame?.columnMs} ms, ${range} h, ${words}`);
        return true;
      });
    }
  });

  it('CORE-08 leaves an exchange that is pressed off out of the sum, says so and takes it back', async () => {
    await pressInPanel(page, '.footer button', 'More');
    await openFold(page, 'Model and filters');
    await until('the chips with shares', () => findInPanel(page, '.toggle', 'BIN '));
    const whole = await readTotal(page);
    await pressInPanel(page, '.toggle', 'BIN ');
    await until('a smaller sum', async () => (await readTotal(page)) < whole * 0.9);
    await openFold(page, 'How this was made');
    await until('the word', async () =>
      (await panelText(page, '.provenance li')).includes('Binance · left out'),
    );
    await pressInPanel(page, '.toggle', 'BIN ');
    await until('the whole sum', async () => Math.abs((await readTotal(page)) / whole - 1) < 0.03);
  });

  it('CORE-11 lists the inputs of every exchange with their age', async () => {
    const exchanges = (await readPanel(page))?.frame?.sources.length ?? 0;
    const inputs = (await panelText(page, '.provenance .plain-list:first-of-type li')).split('\n');
    const aged = (input: string) =>
      inputs.filter((line) => line.includes(` · ${input}`) && /\d+[smhd]$/.test(line)).length;
    expect([aged('candles · 5 min'), aged('Mark price'), aged('Funding')]).toEqual(Array(3).fill(exchanges));
    // Exchanges that tell no history of it begin with the bar in which we came.
    expect(aged('Open interest')).toBeGreaterThan(0);
    expect(inputs.filter((line) => line.includes('margin brackets'))).toHaveLength(exchanges);
  });

  it('CORE-04 puts the bars of past liquidations on the bars of the chart', async () => {
    await openFold(page, 'Look');
    await pressInPanel(page, '.check', 'Heat bands');
    await until('a layer without heat', async () => (await countHeat(page)) < 2000);
    const { mapping } = await drawnLayer(page);
    const bars = await page.evaluate(() => {
      const chart = window.__chart;
      return chart?.candles().map(({ openTimeMs }) => chart.t2x(openTimeMs) ?? -1) ?? [];
    });
    const pitch = bars[bars.length - 1] - bars[bars.length - 2];
    const middle = (mapping?.pane.height ?? 0) - 30;
    const runs = [...(await readRow(page, middle - 3)), ...(await readRow(page, middle + 3))];
    const wide = runs.filter(({ from, to }) => Math.abs(to - from - 0.7 * pitch) < 1.5);
    const misses = wide.map(({ from, to }) => {
      const centre = (mapping?.pane.left ?? 0) + (from + to) / 2;
      return Math.min(...bars.map((x) => Math.abs(x - centre)));
    });
    expect(misses.length).toBeGreaterThan(1);
    expect(Math.max(...misses)).toBeLessThanOrEqual(1);
  });

  it('CORE-03 has the peak of the upright map of the popup in the histogram on the chart', async () => {
    await pressInPanel(page, '.check', 'Cluster labels');
    await pressInPanel(page, '.check', 'Liquidations that happened');
    // The popup inside a page of the extension behind the chart: it reads the tab in front, in both browsers.
    await options.evaluate(() => {
      const popup = document.createElement('iframe');
      popup.src = '/popup.html';
      document.body.append(popup);
    });
    const heights = await until('the upright map', () =>
      options.evaluate(() => {
        const popup = document.querySelector('iframe')?.contentDocument;
        const rects = [...(popup?.querySelectorAll('.mini-map rect') ?? [])];
        return rects.length > 0 ? rects.map((rect) => Number(rect.getAttribute('height'))) : null;
      }),
    );
    const { logPriceMin, logBin, usd } = await readProfile(page);
    const { markPrice, sigmaDay } = (await readPanel(page))?.frame ?? { markPrice: 0, sigmaDay: 0 };
    const profile = { logPriceMin, logBin, bins: usd.length, long: usd, short: usd.map(() => 0) };
    const shape = miniMapBars({ profile, markPrice, sigmaDay } as unknown as HeatmapFrame, heights.length);
    if (!shape) throw new Error('no map');
    const layer = await drawnLayer(page);
    const lengths = await readMapLengths(page);
    const scale = lengths.length / (layer.mapping?.pane.height ?? 1);
    const width = (shape.logHigh - shape.logLow) / heights.length;
    const pairs = heights.flatMap((height, bar) => {
      const edges = [0, 1].map((edge) => yOf(layer, shape.logLow + (bar + edge) * width) * scale);
      const rows = lengths
        .slice(Math.max(0, Math.round(Math.min(...edges))), Math.max(0, Math.round(Math.max(...edges))))
        .filter((length) => length > 0);
      const isInView = Math.min(...edges) >= 0 && Math.max(...edges) <= lengths.length;
      return isInView && rows.length > 0
        ? [{ height, length: rows.reduce((sum, row) => sum + row, 0) / rows.length }]
        : [];
    });
    // Bars of one map hold several of the other, whose longest are cut: alike, not equal.
    expect(pairs.length).toBeGreaterThan(8);
    const peak = pairs.reduce((best, pair) => (pair.height > best.height ? pair : best));
    expect(peak.length).toBeGreaterThan(0.7 * Math.max(...pairs.map(({ length }) => length)));
    expect(correlation(pairs.map(({ height, length }) => [height, length]))).toBeGreaterThan(0.8);
  });
});

describe('a feed that was cut', () => {
  it('LIVE-02 has greyed its map within 60 s and gives the colours back', async () => {
    for (const { name, stage, page, cutMs } of cut) {
      const greyMs = await until('a grey map', () => page.evaluate(() => window.__greyMs), GREY_LIMIT_MS);
      process.stderr.write(`${name}: grey after ${greyMs - cutMs} ms\n`);
      expect(greyMs - cutMs).toBeLessThanOrEqual(GREY_LIMIT_MS);
      stage.exchange.faults.clear();
      await until(
        'colours',
        () =>
          page.evaluate(() => {
            const canvas = document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
            return canvas ? getComputedStyle(canvas).filter === 'none' : false;
          }),
        20_000,
      );
    }
  });
});
