// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../src/panel/format/number-locale';
import en from '../../src/panel/locales/en.json';
import { mountPanel } from '../../src/panel/mount-panel';
import { mountWithPill } from '../../src/panel/mount-with-pill';
import type { PanelModel } from '../../src/panel/panel-model';
import { REST_SECTIONS } from '../../src/panel/rest/rest-registry';
import { takeRestSections } from '../../src/panel/rest/rest-sections';
import { tableLookup } from '../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../src/panel/strings/text';
import { SAMPLE_NOW_MS, sampleFrame, sampleSource } from './frame-samples';
import { fullModel, panelState } from './panel-states';
import { recordingActions } from './recording-actions';

let root: HTMLElement;
let stop: AbortController;

beforeEach(() => {
  takeRestSections(REST_SECTIONS);
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
  root = document.createElement('div');
  document.body.append(root);
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  root.remove();
});

async function mount(model: PanelModel) {
  const { actions, calls } = recordingActions();
  await act(() => mountPanel(root, model, actions, stop.signal));
  return calls;
}

function dispatch(target: EventTarget, event: Event): void {
  target.dispatchEvent(event);
}

function query(selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches: ${selector}`);
  return found;
}

const words = (): string => root.textContent ?? '';

describe('mountPanel', () => {
  it('shows two clusters above and two below, in the order of a price ladder', async () => {
    await mount(fullModel());
    const cards = [...root.querySelectorAll('.card strong')].map((band) => band.textContent);
    expect(cards).toEqual(['99,300–99,420', '97,940–98,120', '95,910–96,050', '93,020–93,480']);
    const sides = [...root.querySelectorAll('.card-side')].map((side) => side.textContent);
    expect(sides).toEqual(['SHORTS', 'SHORTS', 'LONGS', 'LONGS']);
  });

  it('gives each amount as an estimate with its band', async () => {
    await mount(fullModel());
    expect(words()).toContain('~$38M est. ($20–61M)');
  });

  it('has at most seven controls when it is first opened', async () => {
    await mount(fullModel());
    // The bells of the cards come up with pointer or focus; tests/e2e/flow.e2e.ts counts what is really seen.
    const controls = root.querySelectorAll('button:not(.bell), select, input, summary, a[href]');
    expect(controls.length).toBeLessThanOrEqual(7);
  });

  it('follows the price without a new frame', async () => {
    const model = fullModel();
    await mount(model);
    expect(words()).toContain('+1.17%');
    await act(() => {
      model.price.value = { price: 97_500, timeMs: SAMPLE_NOW_MS };
    });
    expect(words()).toContain('+0.45%');
  });

  it('says that the price is inside a cluster', async () => {
    const model = fullModel();
    await mount(model);
    await act(() => {
      model.price.value = { price: 98_000, timeMs: SAMPLE_NOW_MS };
    });
    expect(words()).toContain('price inside');
  });

  it('grows old by the clock alone', async () => {
    const model = fullModel();
    await mount(model);
    expect(words()).toContain('LIVE 2s');
    await act(() => {
      model.now.value = SAMPLE_NOW_MS + 40_000;
    });
    expect(words()).toContain('AGEING 42s');
  });

  it('asks before it loads a symbol and passes the answer on', async () => {
    const calls = await mount(panelState('ask-to-load'));
    expect(words()).toContain('Load DOGEUSDT?');
    await act(() => query('.notice .primary').click());
    expect(calls).toEqual([['loadInstrument', 'binance:DOGEUSDT', false]]);
  });

  it('offers to always load what is opened', async () => {
    const calls = await mount(panelState('ask-to-load'));
    await act(() => query('.notice .button:not(.primary)').click());
    expect(calls).toEqual([['loadInstrument', 'binance:DOGEUSDT', true]]);
  });

  it('says in words that the chart is not aligned and offers to align it by hand', async () => {
    const calls = await mount(panelState('not-aligned'));
    expect(words()).toContain('CHART NOT ALIGNED');
    expect(words()).toContain('This kind of chart cannot be read.');
    await act(() => query('.notice .button').click());
    expect(calls).toEqual([['startCalibration']]);
  });

  it('lets a stale source be tried again', async () => {
    const model = fullModel();
    model.sources.value = [sampleSource('binance', 'live'), sampleSource('okx', 'stale')];
    const calls = await mount(model);
    await act(() => query('.source .button').click());
    expect(calls).toEqual([['retrySource', 'okx']]);
  });

  it('sets range, column width and the bars of the ATR together by the preset', async () => {
    const calls = await mount(fullModel());
    const select = query('.preset') as HTMLSelectElement;
    select.value = 'swing';
    await act(() => dispatch(select, new Event('change', { bubbles: true })));
    expect(calls).toEqual([
      ['setQuery', { rangeMs: 30 * 86_400_000, columnMs: 3_600_000 }],
      ['setLook', { atr: { timeframe: '4h', period: 14 } }],
    ]);
  });

  it('collapses on Escape', async () => {
    const calls = await mount(fullModel());
    await act(() =>
      dispatch(query('.window'), new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    );
    expect(calls).toEqual([['togglePanel']]);
  });

  it('builds folded parts only when they are opened', async () => {
    await mount(fullModel());
    expect(words()).not.toContain('Nobody publishes');
    const more = [...root.querySelectorAll('button')].find((button) => button.textContent === 'More');
    await act(() => more?.click());
    const made = [...root.querySelectorAll('details')].find(
      (fold) => fold.textContent === 'How this was made',
    );
    if (!made) throw new Error('no provenance fold');
    made.open = true;
    await act(() => dispatch(made, new Event('toggle')));
    expect(words()).toContain('Covers 74% of the known open interest.');
  });

  it('shows fewer figures and a reading line to beginners', async () => {
    await mount(panelState('beginner'));
    expect(words()).toContain('Above the price lie liquidations of shorts');
    expect(words()).not.toContain('RSI');
    expect(root.querySelector('.chips')).toBeNull();
    expect(root.querySelectorAll('.card')).toHaveLength(4);
  });

  it('takes the colours of the page', async () => {
    const model = fullModel();
    model.theme.value = { isDark: false, surface: 'rgb(255, 255, 255)' };
    await mount(model);
    expect(query('.liqlens').className).toContain('light');
  });

  it('updates in place when a new frame comes', async () => {
    const model = fullModel();
    await mount(model);
    const before = query('.window');
    await act(() => {
      model.frame.value = sampleFrame({ markPrice: 97_000 });
    });
    expect(query('.window')).toBe(before);
  });

  it('leaves nothing behind when it is stopped', async () => {
    await mount(fullModel());
    stop.abort();
    expect(root.childNodes.length).toBe(0);
  });
});

describe('mountWithPill', () => {
  it('shows pill or panel as the look says, and opens the plan by its key', async () => {
    const model = panelState('pill');
    const { actions, calls } = recordingActions();
    await act(() => mountWithPill(root, model, actions, stop.signal));
    expect([query('.pill').hidden, root.querySelector('.window')]).toEqual([false, null]);
    expect(words()).toMatch(/98\.03K \+1\.17%.*95\.98K -0\.79%/);
    await act(() => query('.pill-open').click());
    await act(() => dispatch(document, new KeyboardEvent('keydown', { code: 'KeyK', altKey: true })));
    expect(calls).toEqual([['setLook', { panel: 'open' }], ['togglePanel']]);
    await act(() => {
      model.settings.value = fullModel().settings.value;
    });
    expect(query('.pill').hidden).toBe(true);
    expect(query('.window').querySelector('.plan-field-stop')).not.toBeNull();
    stop.abort();
    expect(root.childNodes.length).toBe(0);
  });
});
