import { describe, expect, it, vi } from 'vitest';
import { SessionKeeper } from '../../src/background/session-keeper';
import { newTabSession } from '../../src/background/tab-session';
import { barsOf } from '../../src/core/frame/frame-bars';
import type { PageInstrument } from '../../src/core/market/page-instrument';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings';
import type { BackgroundMessage, SessionState } from '../../src/messages/page-protocol';
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

describe('SessionKeeper, told what the chart of a page shows,', () => {
  type Ready = Partial<Extract<SessionState, { state: 'ready' }>>;

  /** A tab that shows 20 bars of the contract at 60,000; gives what it says of charts at so many times that. */
  function told(ratios: number[], state: Ready = { isOtherMarket: true }, charts = 1) {
    const session = newTabSession(1);
    const said: SessionState[] = [];
    const post = (message: { session: SessionState }) => said.push(message.session);
    for (let id = 0; id < charts; id++)
      session.ends.set(id, {
        isVisible: true,
        anchor: { state: 'locked' },
        post: id ? () => {} : post,
      } as never);
    session.instrument = BTC;
    session.session = { state: 'ready', instrument: BTC, ...state };
    const onOpened = vi.fn();
    const keeper = new SessionKeeper({ onOpened } as never);
    const prices = (up: number) =>
      Float32Array.from({ length: 20 }, (_, i) => 60_000 + up + 50 * Math.sin(i));
    const grid = {
      startMs: 0,
      columnMs: 300_000,
      columns: 20,
      high: prices(20),
      low: prices(-20),
      close: prices(0),
    };
    keeper.noteFrame(session, { grid, priceFactor: 1 } as never);
    for (const ratio of ratios) {
      const bars = barsOf(grid as never).map(({ high, low }, index) => ({
        index,
        high: high * ratio,
        low: low * ratio,
      }));
      keeper.noteChartCandles(session, {
        type: 'chart-candles',
        candles: { x0: 0, spacingPx: 6, bars, isLine: false },
        time: { pxPerSec: 0.02, x0: 0, inliers: 5, ambiguous: false },
      });
    }
    return { factor: session.priceFactor, said, frames: onOpened.mock.calls.length };
  }

  it('shifts all prices of a page of another market to those of its chart, and says by how much', () => {
    const { factor, said, frames } = told([1.0008, 1.0008]);
    expect(frames).toBe(1);
    expect(factor).toBeCloseTo(1.0008, 9);
    expect(said).toMatchObject([
      { state: 'ready', basis: { pct: expect.closeTo(0.08, 6), isShifted: true } },
    ]);
  });

  it.each([
    ['one reading', [1.0008]],
    ['two that do not agree', [1.0008, 0.9993]],
  ])('shifts nothing after %s', (_, ratios) => {
    expect(told(ratios)).toEqual({ factor: 1, said: [], frames: 0 });
  });

  it('shifts nothing on a chart farther away than two markets of one coin are, and says so', () => {
    const { factor, said } = told([1.03, 1.03]);
    expect(factor).toBe(1);
    expect(said).toMatchObject([{ basis: { pct: expect.closeTo(3, 6), isShifted: false } }]);
  });

  it('leaves the page of the contract itself alone, and one with charts in several frames', () => {
    expect(told([1.0008, 1.0008], {})).toEqual({ factor: 1, said: [], frames: 0 });
    expect(told([1.0008, 1.0008], { isOtherMarket: true }, 2)).toEqual({ factor: 1, said: [], frames: 0 });
  });

  it('says nothing new of the same distance', () => {
    expect(told([1.0008, 1.0008, 1.0008, 1.0008]).said).toHaveLength(1);
  });
});

describe('SessionKeeper, told that the page shows something,', () => {
  const perp: PageInstrument = {
    siteId: 'binance',
    exchange: 'binance',
    symbol: 'BTCUSDT',
    market: 'perp',
  };
  const spot: PageInstrument = { ...perp, market: 'spot' };

  /** What a frame hears while the listing is still being fetched, of a page that showed the perpetual before. */
  function heard(pages: (PageInstrument | null)[], before: SessionState | null): BackgroundMessage[] {
    const session = newTabSession(1);
    const said: BackgroundMessage[] = [];
    session.page = before && perp;
    session.session = before;
    session.ends.set(1, {
      post: (message: BackgroundMessage) => said.push(message),
      missed: new Map(),
    } as never);
    const keeper = new SessionKeeper({
      hub: { sessions: new Map([[1, session]]) },
      desk: { resolve: () => new Promise(() => {}) },
      watch: { want: () => {}, sourcesOf: () => [] },
      settings: { ready: Promise.resolve(), current: DEFAULT_SETTINGS },
      exchanges: [],
    } as never);
    for (const instrument of pages)
      void keeper.setInstrument(session, { type: 'instrument', instrument, reason: 'none' });
    return said;
  }
  const ready: SessionState = { state: 'ready', instrument: BTC };
  const unknown: SessionState = { state: 'loading', instrument: null, done: 0, total: 0 };

  it('takes back what was said of the page before at once, whatever the new one turns out to be', () => {
    expect(heard([spot], ready)).toEqual([{ type: 'session', session: unknown, page: spot }]);
  });

  it('says of each of two pages in a row which it means', () => {
    expect(heard([spot, { ...perp }], ready)).toEqual([
      { type: 'session', session: unknown, page: spot },
      { type: 'session', session: unknown, page: perp },
    ]);
  });

  it('leaves the picture of a page that says the same again, and of one that a new background does not know', () => {
    expect(heard([{ ...perp }], ready)).toEqual([]);
    expect(heard([spot], null)).toEqual([]);
  });

  it('says that there is nothing to show, and of which page', () => {
    const session: SessionState = { state: 'no-instrument', reason: 'none' };
    expect(heard([null], ready)).toEqual([{ type: 'session', session, page: null }]);
  });
});

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
