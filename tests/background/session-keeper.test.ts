import { describe, expect, it, vi } from 'vitest';
import { SessionKeeper } from '../../src/background/session-keeper';
import { newTabSession } from '../../src/background/tab-session';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings';
import { instrumentOf } from '../feeds/harness/instruments';

const BTC = instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' });

/** A keeper over one visible tab of Binance; `wanted` are the instruments it asks for with these settings. */
function wanted(settings: Settings, isVisible = true): string[] {
  const session = newTabSession(1);
  session.siteId = 'binance';
  session.instrument = BTC;
  session.ends.set(1, { isVisible } as never);
  const want = vi.fn();
  const keeper = new SessionKeeper({
    hub: { sessions: new Map([[1, session]]) },
    desk: { companions: () => [] },
    watch: { want, sourcesOf: () => [], priceOf: () => null },
    settings: { current: settings },
    exchanges: ['binance'],
    onOpened: () => undefined,
  } as never);
  keeper.refreshAudience();
  return want.mock.calls[0][0].map(({ instrument }: { instrument: { symbol: string } }) => instrument.symbol);
}

describe('SessionKeeper', () => {
  it('refreshAudience wants the market of a visible page', () => {
    expect(wanted(DEFAULT_SETTINGS)).toEqual(['BTCUSDT']);
  });

  it('refreshAudience wants nothing for a hidden page', () => {
    expect(wanted(DEFAULT_SETTINGS, false)).toEqual([]);
  });

  it('refreshAudience wants nothing for a site that is switched off, although its page is still there', () => {
    const off = { ...DEFAULT_SETTINGS.defaults, isOn: false };
    expect(wanted({ ...DEFAULT_SETTINGS, sites: { binance: off } })).toEqual([]);
  });
});
