import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionDir } from '../browsers/extension-build';
import { type LayerReading, measureFit, readLayers, waitForHeat } from '../browsers/read-liqlens';
import { futuresUrl } from '../pages/futures/futures-sites';
import { bomb, flood, learnNames, ownOurTags, plantFakes, storm, tamper } from './hostile-acts';
import { BROWSERS, openStage, type Stage, until } from './stage';

const FLOOD = 5000;
/** As in every test of alignment. */
const FIT_PX = 1;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The panel's own test data; fakes have none. */
const panelData = (page: Page) =>
  page.evaluate(() => {
    const panel = document.querySelector<HTMLElement>('liqlens-panel[data-state]');
    return panel === null ? null : `${panel.dataset.state} ${panel.dataset.frame ?? ''}`;
  });

async function expectLivePanel(page: Page): Promise<void> {
  const before = await until('the panel', () => panelData(page), 15_000);
  await until('new data in the panel', async () => {
    const now = await panelData(page);
    return now !== null && now !== before;
  });
}

/** The heat is where the chart's own prices are. */
async function expectTrueHeat(page: Page): Promise<void> {
  let seen = '';
  await until(
    'heat at the right place',
    async () => {
      const layer = await waitForHeat(page, 10_000);
      const fit = await measureFit(layer);
      seen = `${fit} px`;
      return fit <= FIT_PX;
    },
    15_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; ${seen}`);
  });
}

/** Never heat at a wrong place: drawn where the chart is, or not drawn. */
async function expectNoWrongHeat(page: Page): Promise<void> {
  const isWrong = async (layer: LayerReading) =>
    layer.state === 'drawn' && (await measureFit(layer)) > FIT_PX;
  await until('no heat at a wrong place', async () => {
    const wrong = await Promise.all((await readLayers(page)).map(isWrong));
    return !wrong.includes(true);
  });
}

/** The chart still does what its user wants. */
async function expectUsable(page: Page): Promise<void> {
  const change = await page.evaluate(() => {
    const chart = window.__chart;
    const price = chart?.candles().at(-1)?.close ?? 0;
    const before = chart?.p2y(price * 1.001);
    chart?.zoomPrice(1.3);
    return new Promise<boolean>((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(chart?.p2y(price * 1.001) !== before))),
    );
  });
  expect(change).toBe(true);
}

describe.each(BROWSERS)('a hostile page in %s', (name) => {
  let stage: Stage;
  let page: Page;
  /** Errors of the page that come from our scripts. */
  const ours: string[] = [];
  beforeAll(async () => {
    stage = await openStage(name);
    page = await stage.launched.browser.newPage();
    page.on('pageerror', (error) => {
      const text = error instanceof Error ? (error.stack ?? '') : String(error);
      // Firefox reports refused loads the same way.
      if (/Blocked:|Security Error|Content-Security-Policy/.test(text)) return;
      if (/extension:\/\/|liqlens|content-scripts/.test(text)) ours.push(text);
    });
    await learnNames(page);
    await page.goto(futuresUrl('binance', { variant: 'top' }), { waitUntil: 'load' });
    await waitForHeat(page, 30_000);
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('that forges events on every name it can learn gets its chart back', async () => {
    const id = name === 'chrome' ? stage.launched.extensionId : 'liqlens@liqlens.dev';
    const names = ['page', 'pill'].map((script) => `${id}:${script}:started`);
    expect(await flood(page, FLOOD, names)).toBeGreaterThanOrEqual(6 * FLOOD);
    await expectLivePanel(page);
    await expectUsable(page);
    await expectTrueHeat(page);
  });

  it('that tampers with prototypes sees no heat at a wrong place', async () => {
    await tamper(page);
    await expectUsable(page);
    await pause(1200);
    await expectNoWrongHeat(page);
    await page.evaluate(() => window.__repair?.());
    await expectUsable(page);
    await expectTrueHeat(page);
    await expectLivePanel(page);
  });

  it('that plants fakes and a style sheet against us keeps neither', async () => {
    await plantFakes(page);
    await page.evaluate(() => {
      const style = new CSSStyleSheet();
      style.replaceSync('* { opacity: 0 !important; display: none !important; transform: scale(9) }');
      document.adoptedStyleSheets = [style];
    });
    await pause(700);
    const shown = await page.evaluate(() => {
      const panel = document.querySelector('liqlens-panel[data-state]');
      const style = panel && getComputedStyle(panel);
      return { opacity: style?.opacity, transform: style?.transform };
    });
    expect(shown).toEqual({ opacity: '1', transform: 'none' });
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
    await expectUsable(page);
    await expectTrueHeat(page);
    await expectLivePanel(page);
    await page.evaluate(() => {
      for (const fake of document.querySelectorAll('.fake')) fake.remove();
    });
  });

  it('that reads files of the extension gets none', async () => {
    const { extensionId } = stage.launched;
    const read = await page.evaluate(async (id) => {
      const files = ['manifest.json', 'content-scripts/page.js', 'content-scripts/probe.js', 'options.html'];
      const urls = ['chrome', 'moz'].flatMap((kind) =>
        files.map((file) => `${kind}-extension://${id}/${file}`),
      );
      const answers = urls.map((url) =>
        fetch(url).then(
          (reply) => `${url} ${reply.status}`,
          () => '',
        ),
      );
      const pictures = urls.map(
        (url) =>
          new Promise<string>((resolve) => {
            const script = document.createElement('script');
            script.onload = () => resolve(url);
            script.onerror = () => resolve('');
            script.src = url;
            document.head.append(script);
          }),
      );
      return (await Promise.all([...answers, ...pictures])).filter((answer) => answer !== '');
    }, extensionId);
    expect(read).toEqual([]);
  });

  it('that puts pages of the extension into frames sees none of them', async () => {
    const { extensionId } = stage.launched;
    await page.evaluate(async (id) => {
      const urls = ['chrome', 'moz'].flatMap((kind) =>
        ['options', 'popup', 'welcome'].map((name) => `${kind}-extension://${id}/${name}.html`),
      );
      const answers = urls.map(
        (url) =>
          new Promise((resolve) => {
            const frame = document.createElement('iframe');
            frame.className = 'framed';
            frame.onload = resolve;
            frame.onerror = resolve;
            frame.src = url;
            document.body.append(frame);
            setTimeout(resolve, 500);
          }),
      );
      await Promise.all(answers);
    }, extensionId);
    const protocols = await Promise.all(
      page.frames().map((frame) => frame.evaluate(() => location.protocol).catch(() => '')),
    );
    expect(protocols.filter((protocol) => protocol.endsWith('-extension:'))).toEqual([]);
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll('.framed')) frame.remove();
    });
  });

  it('that throws heavy styles and a storm of changes at us has heat and panel after it, and never wrong heat', async () => {
    await bomb(page);
    const { changes, wrong } = await storm(page);
    expect(changes).toBeGreaterThanOrEqual(30_000);
    expect(wrong).toBe(0);
    await expectUsable(page);
    await expectTrueHeat(page);
    await expectLivePanel(page);
    expect(await page.evaluate(() => document.querySelectorAll('liqlens-panel, liqlens-layer').length)).toBe(
      2,
    );
    await page.evaluate(() => window.__defuse?.());
  });

  it('that keeps taking our elements out is left alone after five times', async () => {
    const removed = await page.evaluate(async () => {
      const counts = { panel: 0, layer: 0 };
      for (let round = 0; round < 30; round++) {
        for (const what of ['panel', 'layer'] as const) {
          const host = document.querySelector(`liqlens-${what}`);
          if (host) counts[what] += 1;
          host?.remove();
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return counts;
    });
    expect(removed.panel).toBe(6);
    expect(removed.layer).toBeLessThanOrEqual(6);
    await pause(300);
    expect(await page.evaluate(() => document.querySelectorAll('liqlens-panel, liqlens-layer').length)).toBe(
      0,
    );
    await expectUsable(page);
  });

  it('has seen no error of ours', () => {
    expect(ours).toEqual([]);
  });
});

describe.each(BROWSERS)('the released extension in %s', (name) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(name, { extensionDir: extensionDir(name, 'production') });
  });
  afterAll(async () => {
    await stage?.close();
  });

  it('lets the page read neither its shadow roots nor any data on its elements', async () => {
    const page = await stage.launched.openPage(futuresUrl('binance', { variant: 'top' }));
    const hosts = await until(
      'panel and layer',
      async () => {
        const found = await page.evaluate(() =>
          ['panel', 'layer'].map((what) => {
            const host = document.querySelector<HTMLElement>(`liqlens-${what}`);
            return host && { root: host.shadowRoot, data: { ...host.dataset }, text: host.textContent };
          }),
        );
        return found.includes(null) ? null : found;
      },
      30_000,
    );
    for (const host of hosts) expect(host).toEqual({ root: null, data: {}, text: '' });
    await page.close();
  });

  it('hides inside another element where the page owns our names', async () => {
    const page = await stage.launched.browser.newPage();
    await ownOurTags(page);
    await page.goto(futuresUrl('binance', { variant: 'top' }), { waitUntil: 'load' });
    const asked = () => page.evaluate(() => window.__internals?.length ?? 0);
    await until('both elements to be made', async () => (await asked()) >= 2, 30_000);
    await pause(500);
    const seen = await page.evaluate(() => ({
      roots: window.__internals?.filter(({ shadowRoot }) => shadowRoot !== null).length,
      named: document.querySelectorAll('liqlens-panel, liqlens-layer').length,
    }));
    expect(seen).toEqual({ roots: 0, named: 0 });
    await page.close();
  });
});
