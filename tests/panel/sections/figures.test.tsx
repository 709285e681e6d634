// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeatGrid } from '../../../src/core/frame/heatmap-frame';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { mountPanel } from '../../../src/panel/mount-panel';
import { SECTIONS } from '../../../src/panel/sections/registry';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { SAMPLE_CONTEXT, SAMPLE_NOW_MS, sampleCluster, sampleFrame } from '../frame-samples';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

let root: HTMLElement;

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
  root = document.createElement('div');
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
});

async function show(id: string, model = fullModel()) {
  const section = SECTIONS.find((entry) => entry.id === id);
  if (!section) throw new Error(`no section: ${id}`);
  const { component: Component } = section;
  const { actions, calls } = recordingActions();
  await act(() => render(<Component model={model} actions={actions} />, root));
  return { words: root.textContent ?? '', calls };
}

/** The sample with frozen columns in which one level stands out on each side and price reaches the lower one. */
function frameWithHistory() {
  const frame = sampleFrame();
  const columns = 72;
  const bins = 200;
  const { markPrice } = frame;
  const logBin = 0.001;
  const grid: HeatGrid = {
    ...frame.grid,
    startMs: SAMPLE_NOW_MS - columns * 3_600_000,
    columnMs: 3_600_000,
    columns,
    frozenColumns: columns,
    frozenHash: 'history',
    logPriceMin: Math.log(markPrice) - 100 * logBin,
    logBin,
    bins,
    usd: new Uint8Array(columns * bins),
    split: new Uint16Array(columns).fill(100),
    close: new Float32Array(columns).fill(markPrice),
    high: new Float32Array(columns).fill(markPrice * 1.001),
    low: new Float32Array(columns).fill(markPrice * 0.99),
  };
  for (let column = 0; column < columns; column++) {
    grid.usd[column * bins + 95] = 255;
    grid.usd[column * bins + 115] = 255;
  }
  return { ...frame, grid };
}

describe('the first screen of the panel', () => {
  it('offers the plan check, which opens with one press', async () => {
    const stop = new AbortController();
    await act(() => mountPanel(root, fullModel(), recordingActions().actions, stop.signal));
    const button = [...root.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Check my plan',
    );
    await act(() => button?.click());
    expect(root.textContent).toContain('Entry');
    expect(root.textContent).toContain('Leverage');
    stop.abort();
  });
});

describe('ImbalanceSection', () => {
  it('gives shorts above and longs below as shares of 100 %', async () => {
    const { words } = await show('imbalance');
    const [, above, below] = words.match(/Shorts above (\d+)%Longs below (\d+)%/) ?? [];
    expect(Number(above) + Number(below)).toBe(100);
  });

  it('shows nothing while the ATR is unknown', async () => {
    const model = fullModel();
    model.frame.value = sampleFrame({ atr1h: Number.NaN });
    expect((await show('imbalance', model)).words).toBe('');
  });
});

describe('SideSentenceSection', () => {
  it('names the vulnerable side and the tight range below it', async () => {
    const { words } = await show('side-sentence');
    expect(words).toMatch(/^Shorts are exposed above 97,\d+/);
    expect(words).toContain('Tight range below shorts.');
  });

  it('says nothing without a cluster', async () => {
    const model = fullModel();
    model.frame.value = sampleFrame({ clusters: [] });
    expect((await show('side-sentence', model)).words).toBe('');
  });
});

describe('ClustersSection', () => {
  it('badges the price levels inside a cluster, its state and its confluence', async () => {
    await show('clusters');
    const chips = [...root.querySelectorAll('.chips')].map((line) => line.textContent);
    expect(chips[1]).toContain('PDH');
    expect(chips[2]).toContain('partly cleared');
    expect(chips[3]).toContain('floating');
    expect(root.querySelector('.score')?.getAttribute('aria-label')).toMatch(/Confluence \d of 3/);
  });

  it('leaves scattered clusters out while a denser one exists', async () => {
    const model = fullModel();
    model.frame.value = sampleFrame({
      clusters: [sampleCluster(), sampleCluster({ id: 'noise', class: 'scattered', importance: 99 })],
    });
    await show('clusters', model);
    expect(root.querySelectorAll('.card')).toHaveLength(1);
  });
});

describe('ContextSection', () => {
  it('gives trend, RSI, volume, funding per 8 h and per year, open interest and observed sums', async () => {
    const { words } = await show('context');
    expect(words).toContain('4hup');
    expect(words).toContain('1Dflat');
    expect(words).toContain('RSI58');
    expect(words).toContain('×1.4');
    expect(words).toContain('+0.011% (+12%)');
    expect(words).toContain('+0.21% / +3.12%');
    expect(words).toContain('$4.24M');
    expect(words).toContain('RSI divergence down');
    expect(words).toContain('clean rise');
  });

  it('leaves out what is unknown', async () => {
    const model = fullModel();
    model.frame.value = sampleFrame({ context: { ...SAMPLE_CONTEXT, rsi: Number.NaN, trend1d: null } });
    const { words } = await show('context', model);
    expect(words).not.toContain('RSI58');
    expect(words).not.toContain('1D');
    expect(words).toContain('4hup');
  });
});

describe('IntensitySection', () => {
  it('names the largest level and moves one handle at a time', async () => {
    const { words, calls } = await show('intensity');
    expect(words).toMatch(/max est\. ~?\$/);
    const [low] = root.querySelectorAll<HTMLInputElement>('input[type=range]');
    low.value = '0.4';
    await act(() => {
      low.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(calls).toEqual([['setLook', { intensity: [0.4, 1] }]]);
  });
});

describe('FiltersSection', () => {
  const press = (label: RegExp) =>
    act(() => [...root.querySelectorAll('button')].find((b) => label.test(b.textContent ?? ''))?.click());

  it('names the exchanges with their share and leaves one out when pressed', async () => {
    const { words, calls } = await show('filters');
    expect(words).toMatch(/48%.*27%.*16%.*9%/);
    await press(/48%/);
    expect(calls).toEqual([['setQuery', { exchanges: ['bybit', 'okx', 'hyperliquid'] }]]);
  });

  it('leaves one leverage group out when pressed', async () => {
    const { calls } = await show('filters');
    await press(/50x and more/);
    expect(calls).toEqual([['setQuery', { groups: ['low', 'medium'] }]]);
  });
});

describe('ProvenanceSection', () => {
  it('lists every input with its exchange and age', async () => {
    await show('provenance');
    const lines = [...root.querySelectorAll('ul:first-of-type li')].map((line) => line.textContent ?? '');
    expect(lines.filter((line) => /Binance/.test(line)).length).toBeGreaterThanOrEqual(3);
    expect(lines.some((line) => /41s/.test(line))).toBe(true);
  });
});

describe('ScorecardSection', () => {
  it('counts past touches by outcome', async () => {
    const model = fullModel();
    model.frame.value = sampleFrame({ touches: { total: 30, through: 12, reversed: 14, partial: 4 } });
    const { words } = await show('scorecard', model);
    expect(words).toContain('Last 30 touched clusters: 12 went through, 14 reversed, 4 partial.');
  });

  it('gives the share of levels reached with interval, control and sample size', async () => {
    const model = fullModel();
    model.frame.value = frameWithHistory();
    const { words } = await show('scorecard', model);
    expect(words).toMatch(/reached within 4h: \d+% \(\d+%–\d+%\); control \d+%; n = \d+\./);
  });
});

describe('GlossarySection', () => {
  it('explains leverage, risk management and open interest without a network', async () => {
    const { words } = await show('glossary');
    for (const term of ['Leverage', 'Risk management', 'Open interest', 'Funding', 'ATR']) {
      expect(words).toContain(term);
    }
  });
});

describe('CrossCheckSection', () => {
  it('says that nothing is sent and opens each tool in a new tab', async () => {
    const { words } = await show('cross-check');
    expect(words).toContain('Liqlens sends nothing there.');
    const links = [...root.querySelectorAll('a')];
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect(link.rel).toContain('noreferrer');
  });
});
