import { describe, expect, it } from 'vitest';
import { DEFAULT_LOOK, DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings';
import { parseSettings } from '../../src/store/settings-store';

describe('the stored settings', () => {
  it('keep everything that the panel lets a user choose', () => {
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      sites: {
        binance: {
          isOn: true,
          look: { ...DEFAULT_LOOK, panelPlace: { left: 1, top: 2 }, panelDock: 'left' },
          query: { ...DEFAULT_SETTINGS.defaults.query, untilMs: 5 },
        },
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
          },
          note: 'n',
          ticked: [7],
          savedMs: 1,
        },
      },
    };
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });
});
