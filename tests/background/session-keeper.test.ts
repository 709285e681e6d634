import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { PageHub } from '../../src/background/page-hub';
import { SessionKeeper } from '../../src/background/session-keeper';
import { newTabSession, type TabSession } from '../../src/background/tab-session';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import type { Instrument } from '../../src/core/market/instrument';
import type { PageInstrument } from '../../src/core/market/page-instrument';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings';

const BTC: Instrument = {
  exchange: 'binance',
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  settle: 'USDT',
  kind: 'linear',
  contractSize: 1,
  baseMultiplier: 1,
  tickSize: 0.1,
  maxLeverage: 125,
  fundingIntervalHours: 8,
};
const PERP: PageInstrument = { siteId: 'binance', exchange: 'binance', symbol: 'BTCUSDT', market: 'perp' };
const GUESS: PageInstrument = {
  siteId: 'https://charts.example',
  exchange: null,
  symbol: 'BTCUSDT',
  market: 'perp',
  isGuess: true,
};

type KeeperOptions = ConstructorParameters<typeof SessionKeeper>[0];

/** A keeper in whose world every page means BTCUSDT of Binance. */
function makeKeeper(change: Partial<typeof DEFAULT_SETTINGS> = {}): SessionKeeper {
  return new SessionKeeper({
    hub: new PageHub({} as ConstructorParameters<typeof PageHub>[0]),
    desk: {
      resolve: async () => ({ kind: 'listed', instrument: BTC }),
      companions: () => [],
    } as unknown as KeeperOptions['desk'],
    watch: { want: () => {}, priceOf: () => null, sourcesOf: () => [] } as unknown as KeeperOptions['watch'],
    settings: {
      ready: Promise.resolve(),
      current: { ...DEFAULT_SETTINGS, ...change },
    } as unknown as KeeperOptions['settings'],
    exchanges: ['binance'],
    onOpened: () => {},
  });
}

let session: TabSession;
beforeEach(() => {
  fakeBrowser.reset();
  session = newTabSession(1);
});

async function show(keeper: SessionKeeper, instrument: PageInstrument | null): Promise<string> {
  await keeper.setInstrument(session, { type: 'instrument', instrument, reason: '' });
  return session.session.state;
}

describe('the keeper of sessions', () => {
  it('opens a coin of the watch list without asking', async () => {
    expect(await show(makeKeeper(), PERP)).toBe('loading');
  });

  it('asks before it opens any other coin, once in a browser session', async () => {
    const keeper = makeKeeper({ watchList: [] });
    expect(await show(keeper, PERP)).toBe('ask-to-load');
    await keeper.load(session, { type: 'load-instrument', key: 'binance:BTCUSDT', always: false });
    expect(session.session.state).toBe('loading');
    expect(await show(keeper, null)).toBe('no-instrument');
    expect(await show(keeper, PERP)).toBe('loading');
  });

  it('never opens a guess unasked, whatever the settings allow', async () => {
    expect(await show(makeKeeper({ alwaysLoadWhatIOpen: true }), GUESS)).toBe('ask-to-load');
  });

  it('takes the consent to a guess for that site and those words only', async () => {
    const keeper = makeKeeper({ watchList: [] });
    await show(keeper, GUESS);
    await keeper.load(session, { type: 'load-instrument', key: 'binance:BTCUSDT', always: false });
    expect(await show(keeper, GUESS)).toBe('loading');
    expect(await show(keeper, { ...GUESS, symbol: 'XBTUSD' })).toBe('ask-to-load');
    expect(await show(keeper, PERP)).toBe('ask-to-load');
  });

  it.each([
    ['the contract itself', PERP, false],
    ['a spot pair', { ...PERP, market: 'spot' as const }, true],
    ['an exchange that is not read', { ...PERP, siteId: 'mexc', exchange: 'mexc' }, true],
    ['no exchange', { ...PERP, siteId: 'tradingview', exchange: null }, true],
  ])('says of a page of %s whether it is another market', async (_, page, isOther) => {
    const keeper = makeKeeper();
    await show(keeper, page);
    keeper.noteFrame(session, { instrument: BTC } as HeatmapFrame);
    expect(session.session).toEqual({
      state: 'ready',
      instrument: BTC,
      ...(isOther ? { isOtherMarket: true } : {}),
    });
  });
});
