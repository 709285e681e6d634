import { describe, expect, it } from 'vitest';
import { newAlertRule } from '../../src/core/alerts/alert-rule';
import { DEFAULT_LOOK, DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings';
import { parseSettings } from '../../src/store/settings-store';

describe('the stored settings', () => {
  it('keep everything that the panel lets a user choose', () => {
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      sites: {
        binance: {
          isOn: true,
          look: {
            ...DEFAULT_LOOK,
            panelPlace: { left: 1, top: 2 },
            panelDock: 'left',
            isLog: true,
            mapColours: 'leverage',
            showCumulative: true,
            unit: 'coin',
            cardsPerSide: 5,
            atr: { timeframe: '4h', period: 21 },
          },
          query: DEFAULT_SETTINGS.defaults.query,
        },
      },
      alerts: {
        ...DEFAULT_SETTINGS.alerts,
        rules: [
          {
            ...newAlertRule('approach', 'binance:BTCUSDT', 'bell'),
            zone: { side: 'short', lowPrice: 97_940, highPrice: 98_120, priceFactor: 0.001 },
          },
        ],
      },
      plans: {
        'binance:BTCUSDT': {
          version: 1,
          plan: {
            side: 'short',
            entryPrice: null,
            leverage: 10,
            stopPrice: 96_000,
            targetPrice: null,
            notionalUsd: null,
            marginMode: 'cross',
            firstTargetShare: 0.3,
          },
          note: 'n',
          ticked: [7],
          savedMs: 1,
        },
      },
    };
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it('hold no moment of a replay: that belongs to one tab', () => {
    const query = { ...DEFAULT_SETTINGS.defaults.query, untilMs: 5 };
    const stored = { ...DEFAULT_SETTINGS, defaults: { ...DEFAULT_SETTINGS.defaults, query } };
    expect(parseSettings(stored)?.defaults.query).not.toHaveProperty('untilMs');
  });
});
