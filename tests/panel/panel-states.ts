import { withBell } from '../../src/core/alerts/bell';
import type { AnchorReport } from '../../src/messages/page-protocol';
import { createPanelModel, type PanelModel } from '../../src/panel/panel-model';
import {
  emptyFrame,
  SAMPLE_INSTRUMENT,
  SAMPLE_NOW_MS,
  SAMPLE_SCORECARD,
  sampleCluster,
  sampleFrame,
  sampleSource,
  sampleSources,
} from './frame-samples';

export const ANCHORED: AnchorReport = {
  state: 'locked',
  source: 'host-api',
  hasPrice: true,
  hasTime: true,
  reason: '',
  rmsPx: 0.2,
};

/** The panel with everything present and fresh. */
export function fullModel(): PanelModel {
  const model = createPanelModel('binance', SAMPLE_NOW_MS);
  setPanel(model, 'open');
  model.frame.value = sampleFrame();
  model.session.value = { state: 'ready', instrument: SAMPLE_INSTRUMENT };
  model.anchor.value = ANCHORED;
  model.sources.value = sampleSources();
  model.price.value = { price: 96_812, timeMs: SAMPLE_NOW_MS - 2000 };
  return model;
}

type Change = (model: PanelModel) => void;

/** Every state of the panel, as a change to the full one. */
export const PANEL_STATES: Record<string, Change> = {
  live: () => undefined,
  ageing: (model) => age(model, 38_000),
  stale: (model) => age(model, 180_000, 'stale'),
  offline: (model) => age(model, 900_000, 'offline'),
  partial: (model) => {
    model.sources.value = [
      ...sampleSources().slice(0, 2),
      sampleSource('okx', 'rate-limited', {
        retryAtMs: SAMPLE_NOW_MS + 40_000,
        lastDataMs: SAMPLE_NOW_MS - 95_000,
      }),
      sampleSource('hyperliquid', 'quarantined', {
        refused: { l2Book: 14 },
        lastDataMs: SAMPLE_NOW_MS - 300_000,
      }),
    ];
  },
  thin: (model) => {
    model.frame.value = sampleFrame({ isThin: true });
  },
  demo: (model) => {
    model.badge.value = 'demo';
  },
  replay: (model) => {
    model.badge.value = 'replay';
    model.frame.value = sampleFrame({ badge: 'replay', asOfMs: SAMPLE_NOW_MS - 86_400_000 });
  },
  'not-aligned': (model) => {
    model.anchor.value = { ...ANCHORED, state: 'unsupported', hasPrice: false, reason: '' };
  },
  'price-only': (model) => {
    model.anchor.value = { ...ANCHORED, hasTime: false };
  },
  'blocked-region': (model) => {
    model.frame.value = null;
    model.price.value = null;
    model.sources.value = ['binance', 'bybit'].map((exchange) =>
      sampleSource(exchange, 'blocked', { lastDataMs: 0, historyMs: 0, reason: 'HTTP 451' }),
    );
  },
  'rate-limited': (model) => {
    model.sources.value = [
      sampleSource('binance', 'rate-limited', {
        retryAtMs: SAMPLE_NOW_MS + 45_000,
        lastDataMs: SAMPLE_NOW_MS - 70_000,
      }),
    ];
  },
  'no-permission': (model) => {
    model.frame.value = null;
    model.price.value = null;
    model.sources.value = ['binance', 'bybit'].map((exchange) =>
      sampleSource(exchange, 'no-permission', {
        lastDataMs: 0,
        historyMs: 0,
        why: { code: 'host-not-allowed', value: `api.${exchange}.com` },
      }),
    );
  },
  unsupported: (model) => {
    model.sources.value = [
      ...sampleSources().slice(0, 3),
      sampleSource('deribit', 'unsupported', { lastDataMs: 0, historyMs: 0, wantedHistoryMs: 0 }),
    ];
  },
  uncalibrated: (model) => {
    const frame = sampleFrame();
    model.frame.value = { ...frame, provenance: { ...frame.provenance, calibration: 'uncalibrated' } };
  },
  loading: (model) => {
    model.frame.value = null;
    model.session.value = { state: 'loading', instrument: SAMPLE_INSTRUMENT, done: 2, total: 7 };
    model.sources.value = [sampleSource('binance', 'loading', { historyMs: 2 * 86_400_000 })];
  },
  'ask-to-load': (model) => {
    clear(model);
    model.session.value = {
      state: 'ask-to-load',
      instrument: { ...SAMPLE_INSTRUMENT, symbol: 'DOGEUSDT', base: 'DOGE' },
    };
  },
  'no-instrument': (model) => {
    clear(model);
    model.session.value = { state: 'no-instrument', reason: '' };
  },
  unlisted: (model) => {
    clear(model);
    model.session.value = { state: 'unlisted', symbol: 'ABCXYZ' };
  },
  'engine-down': (model) => {
    clear(model);
    model.session.value = { state: 'engine-down', reason: '' };
  },
  empty: (model) => {
    model.frame.value = emptyFrame();
    model.sources.value = [sampleSource('binance', 'live')];
  },
  plan: (model) => {
    model.settings.value = {
      ...model.settings.value,
      plans: {
        'binance:BTCUSDT': {
          version: 1,
          plan: {
            side: 'long',
            entryPrice: 96_800,
            leverage: 10,
            stopPrice: 95_980,
            targetPrice: 98_000,
            notionalUsd: 10_000,
            marginMode: 'isolated',
          },
          note: '',
          ticked: [],
          savedMs: SAMPLE_NOW_MS,
        },
      },
    };
  },
  scored: (model) => {
    model.frame.value = sampleFrame({ scorecard: SAMPLE_SCORECARD });
  },
  cascade: (model) => {
    const { alerts } = model.settings.value;
    const frame = sampleFrame();
    const columnMs = frame.grid.columnMs;
    const endMs = Math.floor(frame.asOfMs / columnMs) * columnMs;
    const bars = [{ timeMs: endMs - 86_400_000, longUsd: 144e6, shortUsd: 0 }];
    const observed = { ...frame.observed, bars, lastMinute: { count: 37, usd: 1_200_000 } };
    model.frame.value = { ...frame, observed };
    model.price.value = { price: 96_000, timeMs: SAMPLE_NOW_MS - 2000 };
    const armed = withBell(alerts, frame, 'approach', sampleCluster(), true);
    model.settings.value = { ...model.settings.value, alerts: armed };
  },
  beginner: (model) => {
    model.settings.value = { ...model.settings.value, isBeginner: true };
  },
  pill: foldPanel,
};

/** The model of one named state. */
export function panelState(name: string): PanelModel {
  const model = fullModel();
  PANEL_STATES[name]?.(model);
  return model;
}

/** Folds the panel to the pill. */
export function foldPanel(model: PanelModel): void {
  setPanel(model, 'pill');
}

function setPanel(model: PanelModel, panel: 'open' | 'pill'): void {
  const settings = model.settings.value;
  const look = { ...settings.defaults.look, panel };
  model.settings.value = { ...settings, defaults: { ...settings.defaults, look } };
}

function clear(model: PanelModel): void {
  model.frame.value = null;
  model.price.value = null;
  model.sources.value = [];
  model.anchor.value = null;
}

function age(model: PanelModel, ageMs: number, state: 'stale' | 'offline' | 'ageing' = 'ageing'): void {
  const lastDataMs = SAMPLE_NOW_MS - ageMs;
  model.frame.value = sampleFrame({ asOfMs: lastDataMs });
  model.price.value = { price: 96_812, timeMs: lastDataMs };
  model.sources.value = sampleSources().map((source) => ({ ...source, state, lastDataMs }));
}
