// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scorecard } from '../../../src/core/frame/scorecard';
import { type SiteSettings, siteSettings } from '../../../src/core/settings/settings';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { mountPanel } from '../../../src/panel/mount-panel';
import { REST_SECTIONS } from '../../../src/panel/rest/rest-registry';
import { takeRestSections } from '../../../src/panel/rest/rest-sections';
import { SECTIONS } from '../../../src/panel/sections/registry';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { SAMPLE_CONTEXT, SAMPLE_SCORECARD, sampleCluster, sampleFrame } from '../frame-samples';
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
  const section = [...SECTIONS, ...REST_SECTIONS].find((entry) => entry.id === id);
  if (!section) throw new Error(`no section: ${id}`);
  const { component: Component } = section;
  const { actions, calls } = recordingActions();
  await act(() => render(<Component model={model} actions={actions} />, root));
  return { words: root.textContent ?? '', calls };
}

describe('the first screen of the panel', () => {
  it('offers the plan check, which opens with one press', async () => {
    const stop = new AbortController();
    takeRestSections(REST_SECTIONS);
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

  it('counts the price levels on the way to the cluster', async () => {
    const model = fullModel();
    const { context, markPrice } = sampleFrame();
    if (context === undefined) throw new Error('no context');
    const level = { kind: 'swing-high', price: markPrice + 300, timeMs: 0 } as const;
    model.frame.value = sampleFrame({ context: { ...context, levels: [level] } });
    expect((await show('side-sentence', model)).words).toContain('Levels in between: 1.');
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
    const chips = [...root.querySelectorAll('.card .chips')].map((line) => line.textContent);
    expect(chips[1]).toContain('PDH');
    expect(chips[2]).toContain('partly cleared');
    expect(chips[3]).toContain('floating');
    expect(root.querySelector('.score')?.getAttribute('aria-label')).toMatch(/Confluence \d of 3/);
  });

  it('leaves scattered clusters out, alone too, until the slider is all the way down', async () => {
    const noise = sampleCluster({ id: 'noise', class: 'scattered', importance: 99 });
    const model = fullModel();
    model.frame.value = sampleFrame({ clusters: [sampleCluster(), noise] });
    await show('clusters', model);
    expect(root.querySelectorAll('.card')).toHaveLength(1);
    model.frame.value = sampleFrame({ clusters: [noise] });
    await show('clusters', model);
    expect(root.querySelectorAll('.card')).toHaveLength(0);
    const { settings, siteId } = model;
    const site = siteSettings(settings.value, siteId.value);
    const down: SiteSettings = { ...site, look: { ...site.look, intensity: [0, 1] } };
    settings.value = { ...settings.value, defaults: down, sites: {} };
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
    expect(words).toMatch(/Longs\d+%/);
  });

  it('gives crowding and how far forced orders may overshoot, and leaves out what is not known of it', async () => {
    const model = fullModel();
    const crowding = { index: 0.62, moments: 180, longVulnerability: 0.31, shortVulnerability: 0.12 };
    model.frame.value = sampleFrame({ crowding });
    const { words } = await show('context', model);
    expect(words).toContain('Crowd+0.6');
    expect(words).toContain('Overshoot↓ 31% ↑ 12%');
    model.frame.value = sampleFrame({ crowding: { ...crowding, index: Number.NaN } });
    expect((await show('context', model)).words).not.toContain('Crowd');
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

  const wordsOf = async (change: Partial<Scorecard>): Promise<string> => {
    const model = fullModel();
    model.frame.value = sampleFrame({ scorecard: { ...SAMPLE_SCORECARD, ...change } });
    return (await show('scorecard', model)).words;
  };

  it('gives touches of top clusters beside their controls with n and interval', async () => {
    expect(await wordsOf({})).toContain(
      'Top clusters touched within 24h: 41%; control 35%; difference +6% (-1% to +13%); n = 212.',
    );
  });

  it('READ-04 gives the outcomes of touches by the badge of the cluster, only where there are any', async () => {
    const words = await wordsOf({});
    expect(words).toContain('PDH12: 4 through, 7 reversed, 1 partial');
    expect(words).toContain('floating17: 9 through, 5 reversed, 3 partial');
    expect(await wordsOf({ byBadge: [] })).not.toContain(en.scoreByBadge);
  });

  it('gives the part of the reports inside the bands with n and interval', async () => {
    expect(await wordsOf({})).toContain(
      'Bands: reports lay inside in 72% (60%–82%) of 64 passages, nominal 80%; reported over estimate ×0.5.',
    );
  });

  it('says too few below thirty clusters or ten passages, and before the engine has looked', async () => {
    const few = await wordsOf({
      touches: { ...SAMPLE_SCORECARD.touches, count: 29 },
      bands: SAMPLE_SCORECARD.bands && { ...SAMPLE_SCORECARD.bands, count: 9 },
    });
    expect(few).toContain('Too few past clusters to judge yet: 29 of 30.');
    expect(few).toContain('too few passages with every report heard, 9 of 10.');
    const model = fullModel();
    model.frame.value = sampleFrame();
    expect((await show('scorecard', model)).words).toContain('Too few past clusters to judge yet: 0 of 30.');
  });

  it('says why bands are not judged without a feed that reports everything', async () => {
    expect(await wordsOf({ bands: null })).toContain('no exchange in view reports every liquidation');
  });
});

describe('GlossarySection', () => {
  it('explains leverage, risk management and open interest without a network', async () => {
    const { words } = await show('glossary');
    for (const term of [
      'Leverage',
      'Risk management',
      'Open interest',
      'Funding',
      'Maintenance margin',
      'ATR',
    ]) {
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
    for (const { rel, target } of links) {
      expect(rel).toContain('noreferrer');
      expect(target).toBe('_blank');
    }
  });

  it('UXR-07 tells whether a cluster lies at a level of another tool, else the nearest and how far', async () => {
    await show('cross-check');
    const input = root.querySelector('input');
    const say = async (value: string): Promise<string> => {
      await act(() => {
        if (input) input.value = value;
        input?.dispatchEvent(new Event('input', { bubbles: true }));
      });
      return root.querySelector('[role=status]')?.textContent ?? '';
    };
    expect(await say('98,000')).toBe('Agrees with SHORTS 97,940–98,120.');
    expect(await say('97000')).toBe('No cluster there; the nearest is SHORTS 97,940–98,120, 0.97% away.');
    expect(await say('none')).toBe('');
  });
});
