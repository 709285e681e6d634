// @vitest-environment happy-dom
import type { ComponentType } from 'preact';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withBell } from '../../../src/core/alerts/bell';
import type { LookSettings } from '../../../src/core/settings/settings';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import type { PanelModel } from '../../../src/panel/panel-model';
import { ClustersSection } from '../../../src/panel/sections/clusters';
import { ImbalanceSection } from '../../../src/panel/sections/imbalance';
import { LookSection } from '../../../src/panel/sections/look';
import type { SectionProps } from '../../../src/panel/sections/section';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { SAMPLE_NOW_MS, sampleCluster, sampleClusters, sampleFrame } from '../frame-samples';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

let root: HTMLElement;

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
  root = document.createElement('div');
  document.body.replaceChildren(root);
});

async function show(model: PanelModel, Section: ComponentType<SectionProps> = ClustersSection) {
  const { actions, calls } = recordingActions();
  await act(() => render(<Section model={model} actions={actions} />, root));
  return calls;
}

function withLook(change: Partial<LookSettings>): PanelModel {
  const model = fullModel();
  const { defaults } = model.settings.value;
  const look = { ...defaults.look, ...change };
  model.settings.value = { ...model.settings.value, defaults: { ...defaults, look } };
  return model;
}

const cards = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.card')];
const card = (band: string): HTMLElement => {
  const found = cards().find(({ textContent }) => textContent?.includes(band));
  if (!found) throw new Error(`no card: ${band}`);
  return found;
};

describe('a cluster card', () => {
  it('gives the amount in hours of volume', async () => {
    await show(fullModel());
    expect(card('97,940–98,120').textContent).toContain('0.4 h of volume');
  });

  it('leaves the hours out where no volume is known', async () => {
    const model = fullModel();
    const { volumeHourUsd: _, ...frame } = sampleFrame();
    model.frame.value = frame;
    await show(model);
    expect(root.textContent).not.toContain('h of volume');
  });

  it('tells the scenario of its touch: forced USD, how far, hours of volume, the next cluster', async () => {
    await show(fullModel());
    const words = card('97,940–98,120').textContent ?? '';
    expect(words).toMatch(/Scenario: once touched, up to est\. ~\$\d+M of forced orders within the next \d/);
    expect(words).toContain('Next cluster 1.2% further.');
    const title = root.querySelector('.backing span:last-of-type[title]')?.getAttribute('title');
    expect(title).toMatch(/^Scenario:/);
  });

  it('LIVE-03 is marked while an alert of the last minute speaks of it, and no other card is', async () => {
    const model = fullModel();
    await show(model);
    expect(root.querySelectorAll('.card-rung')).toHaveLength(0);
    const { markPrice, clusters } = sampleFrame();
    const [cluster] = clusters;
    const event = { ruleId: 'a', kind: 'spike', key: 'binance:BTCUSDT', timeMs: SAMPLE_NOW_MS } as const;
    await act(() => {
      model.rung.value = {
        event: { ...event, priceAgeMs: 0, price: markPrice, cluster, zone: null, figure: 60, detail: '' },
        heardMs: SAMPLE_NOW_MS,
      };
    });
    expect(root.querySelectorAll('.card-rung')).toHaveLength(1);
    await act(() => {
      model.now.value = SAMPLE_NOW_MS + 61_000;
    });
    expect(root.querySelectorAll('.card-rung')).toHaveLength(0);
  });

  it('has one word for its confidence, with the reason', async () => {
    await show(fullModel());
    expect(card('97,940–98,120').textContent).toContain('conf. high: 4 of 4 sources agree');
    expect(card('99,300–99,420').textContent).toContain('conf. high: 3 of 4 sources agree');
    const model = fullModel();
    model.frame.value = sampleFrame({ isThin: true, clusters: [sampleCluster({ exchanges: 2 })] });
    await show(model);
    expect(root.textContent).toContain('conf. low: 2 of 4 sources agree, thin market');
  });

  it('gives its distance in the ATR of the chosen bars, from the newest price', async () => {
    await show(fullModel());
    expect(card('97,940–98,120').textContent).toContain('+1.17%');
    expect(card('97,940–98,120').textContent).toContain('1.6 ATR(14,1h)');
    const model = withLook({ atr: { timeframe: '5m', period: 21 } });
    await show(model);
    expect(card('97,940–98,120').textContent).toContain('12.5 ATR(21,5m)');
    await act(() => {
      model.price.value = { price: 97_490, timeMs: SAMPLE_NOW_MS };
    });
    expect(card('97,940–98,120').textContent).toContain('5.0 ATR(21,5m)');
  });

  it('tags a level that broke together with it', async () => {
    await show(fullModel());
    expect(card('95,910–96,050').textContent).toContain('swing low broke with it');
    expect(card('97,940–98,120').textContent).not.toContain('broke with it');
  });
});

describe('the ladder', () => {
  it('lists as many cards a side as the user chose', async () => {
    const clusters = [
      ...sampleClusters(),
      sampleCluster({ id: 'more', lowPrice: 101_000, highPrice: 101_200 }),
    ];
    for (const [cardsPerSide, expected] of [
      [1, 2],
      [2, 4],
      [3, 5],
      [5, 5],
    ]) {
      const model = withLook({ cardsPerSide });
      model.frame.value = sampleFrame({ clusters });
      await show(model);
      expect(cards()).toHaveLength(expected);
    }
  });

  it('names a cleared cluster whose level broke with it', async () => {
    await show(fullModel());
    expect(root.textContent).toContain('SHORTS 96,900–96,950 · cleared');
    expect(root.textContent).toContain('swing high broke with it');
  });

  it('says that a cascade is running, with its count, while price is inside a cluster', async () => {
    const model = fullModel();
    const columnMs = 300_000;
    const endMs = Math.floor((SAMPLE_NOW_MS - 2000) / columnMs) * columnMs;
    const bars = [{ timeMs: endMs - 24 * 3_600_000, longUsd: 144e6, shortUsd: 0 }];
    const observed = { ...sampleFrame().observed, bars, lastMinute: { count: 37, usd: 1_200_000 } };
    model.frame.value = sampleFrame({ observed });
    await show(model);
    expect(root.textContent).not.toContain('cascade running');
    await act(() => {
      model.price.value = { price: 96_000, timeMs: SAMPLE_NOW_MS };
    });
    expect(root.textContent).toContain('cascade running: 37 a minute, ×12 usual');
  });
});

describe('the bell of a card', () => {
  const bell = (band: string): HTMLButtonElement => {
    const found = card(band).querySelector<HTMLButtonElement>('.bell');
    if (!found) throw new Error(`no bell: ${band}`);
    return found;
  };

  it('arms an approach alert for that cluster alone', async () => {
    const calls = await show(fullModel());
    expect(bell('97,940–98,120').getAttribute('aria-pressed')).toBe('false');
    expect(bell('97,940–98,120').getAttribute('aria-label')).toBe(
      'Alert when price comes near SHORTS 97,940–98,120',
    );
    await act(() => bell('97,940–98,120').click());
    const zone = { side: 'short', lowPrice: 97_940, highPrice: 98_120 };
    expect(calls).toMatchObject([['setAlerts', { rules: [{ kind: 'approach', isOn: true, zone }] }]]);
  });

  /** A card whose bell is armed. */
  async function armed() {
    const model = fullModel();
    const { settings, frame } = model;
    const alerts = withBell(settings.value.alerts, sampleFrame(), 'approach', sampleCluster(), true);
    settings.value = { ...settings.value, alerts };
    frame.value = sampleFrame();
    return { model, calls: await show(model) };
  }

  it('shows that it is armed, and removes the alert when 10 s are over, but none that came meanwhile', async () => {
    vi.useFakeTimers();
    const { model, calls } = await armed();
    expect(bell('97,940–98,120').getAttribute('aria-pressed')).toBe('true');
    expect(bell('99,300–99,420').getAttribute('aria-pressed')).toBe('false');
    await act(() => bell('97,940–98,120').click());
    expect(bell('97,940–98,120').textContent).toBe('Undo');
    expect(card('97,940–98,120').querySelector('[role=status]')?.textContent).toBe('Deleted in 10 s');
    const { settings } = model;
    const { alerts } = settings.value;
    const other = { ...alerts.rules[0], id: 'other', kind: 'cleared' as const };
    await act(() => {
      settings.value = { ...settings.value, alerts: { ...alerts, rules: [...alerts.rules, other] } };
      vi.advanceTimersByTime(9_999);
    });
    expect(calls).toEqual([]);
    await act(() => void vi.advanceTimersByTime(1));
    expect(calls).toMatchObject([['setAlerts', { rules: [other] }]]);
    vi.useRealTimers();
  });

  it('keeps the alert when its removal is undone, or nobody sees it through', async () => {
    vi.useFakeTimers();
    const { calls } = await armed();
    await act(() => bell('97,940–98,120').click());
    await act(() => bell('97,940–98,120').click());
    await act(() => void vi.advanceTimersByTime(60_000));
    expect(bell('97,940–98,120').textContent).toBe('');
    await act(() => bell('97,940–98,120').click());
    await act(() => render(null, root));
    await act(() => void vi.advanceTimersByTime(60_000));
    expect(calls).toEqual([]);
    vi.useRealTimers();
  });
});

describe('the gauge of imbalance', () => {
  it('gives the shares within one, two and three ATR and how unusual they are', async () => {
    const model = fullModel();
    const columns = 72;
    const bins = 400;
    const frame = sampleFrame();
    const grid = {
      ...frame.grid,
      columnMs: 3_600_000,
      columns,
      frozenColumns: columns,
      frozenHash: 'seen',
      logPriceMin: frame.profile.logPriceMin,
      bins,
      usd: new Uint8Array(columns * bins),
      split: new Uint16Array(columns).fill(200),
      close: new Float32Array(columns).fill(frame.markPrice),
    };
    for (let column = 0; column < columns; column += 1) {
      grid.usd[column * bins + 195] = 200 + (column % 3);
      grid.usd[column * bins + 205] = 200;
    }
    model.frame.value = { ...frame, grid };
    await show(model, ImbalanceSection);
    expect(root.textContent).toMatch(/Shorts in 1 \/ 2 \/ 3 ATR: \d+% \/ \d+% \/ \d+%/);
    expect(root.textContent).toMatch(/z [+-]\d+\.\d/);
    expect(root.querySelector('[title*="72 hours in view"]')).not.toBeNull();
  });

  it('has no score before there are ten hours', async () => {
    await show(fullModel(), ImbalanceSection);
    expect(root.textContent).not.toMatch(/z [+-]/);
  });
});

describe('LookSection', () => {
  it('sets cards a side and the bars of the ATR', async () => {
    const calls = await show(fullModel(), LookSection);
    const choose = (label: string, value: string): Promise<void> =>
      act(() => {
        const field = [...root.querySelectorAll('label')].find((item) => item.textContent?.startsWith(label));
        const select = field?.querySelector('select');
        if (!select) throw new Error(`no select: ${label}`);
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
    await choose('Clusters listed a side', '4');
    await choose('Distances in ATR of', '15m');
    await choose('Bars averaged', '21');
    expect(calls).toEqual([
      ['setLook', { cardsPerSide: 4 }],
      ['setLook', { atr: { timeframe: '15m', period: 14 } }],
      ['setLook', { atr: { timeframe: '1h', period: 21 } }],
    ]);
  });
});
