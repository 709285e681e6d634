import { describe, expect, it } from 'vitest';
import {
  broadcast,
  newTabSession,
  type PageEnd,
  saySession,
  setSessionState,
  setVisible,
} from '../../src/background/tab-session';
import type { BackgroundMessage, SessionState } from '../../src/messages/page-protocol';
import { instrumentOf } from '../feeds/harness/instruments';

function oneEnd() {
  const session = newTabSession(1);
  const heard: BackgroundMessage[] = [];
  const end: PageEnd = {
    id: 1,
    isTop: true,
    isVisible: true,
    needsBase64: false,
    query: null,
    anchor: null,
    shown: null,
    sent: null,
    missed: new Map(),
    post: (message) => void heard.push(message),
  };
  session.ends.set(1, end);
  return { session, end, heard };
}

const price = (value: number): BackgroundMessage => ({
  type: 'price',
  key: 'binance:BTCUSDT',
  price: value,
  timeMs: value,
});

describe('broadcast', () => {
  it('to a visible page says every word at once', () => {
    const { session, heard } = oneEnd();
    broadcast(session, price(1));
    broadcast(session, price(2));
    expect(heard).toEqual([price(1), price(2)]);
  });

  it('to a hidden page keeps prices and source states for later, and says all else', () => {
    const { session, end, heard } = oneEnd();
    setVisible(end, false);
    broadcast(session, price(1));
    broadcast(session, { type: 'sources', sources: [] });
    broadcast(session, { type: 'store', fault: 'quota' });
    expect(heard).toEqual([{ type: 'store', fault: 'quota' }]);
  });

  it('tells a page that is seen again the last of each kind, once', () => {
    const { session, end, heard } = oneEnd();
    setVisible(end, false);
    for (const value of [1, 2, 3]) broadcast(session, price(value));
    broadcast(session, { type: 'sources', sources: [] });
    setVisible(end, true);
    expect(heard).toEqual([price(3), { type: 'sources', sources: [] }]);
    setVisible(end, true);
    expect(heard).toHaveLength(2);
  });
});

describe('setSessionState', () => {
  const BTC = instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' });
  const ETH = instrumentOf({ exchange: 'binance', symbol: 'ETHUSDT' });
  const ready = (instrument = BTC): SessionState => ({ state: 'ready', instrument });
  const loading = (instrument = BTC): SessionState => ({ state: 'loading', instrument, done: 0, total: 7 });
  const states = (heard: BackgroundMessage[]) =>
    heard.flatMap((message) => (message.type === 'session' ? [message.session.state] : []));

  it('lets a page that shows the instrument already keep its picture until the next one is there', () => {
    const { session, end, heard } = oneEnd();
    end.shown = ready();
    setSessionState(session, loading());
    setSessionState(session, { ...loading(), done: 3 } as SessionState);
    saySession(session, end);
    expect(heard).toEqual([]);
    setSessionState(session, ready());
    setSessionState(session, loading());
    expect(states(heard)).toEqual(['ready', 'loading']);
  });

  it.each<[string, SessionState | null, SessionState]>([
    ['shows nothing yet', null, loading()],
    ['was still loading', loading(), loading()],
    ['shows another instrument', ready(ETH), loading()],
    ['shows another exchange', ready({ ...BTC, exchange: 'bybit' }), loading()],
    ['has to drop its picture', ready(), { state: 'loading', instrument: null, done: 0, total: 0 }],
    ['has to ask', ready(), { state: 'ask-to-load', instrument: BTC }],
    ['cannot be served', ready(), { state: 'engine-down', reason: 'x' }],
  ])('tells a page that %s at once', (_, shown, state) => {
    const { session, end, heard } = oneEnd();
    end.shown = shown;
    setSessionState(session, state);
    expect(states(heard)).toEqual([state.state]);
  });

  it('says of which page it speaks', () => {
    const { session, heard } = oneEnd();
    session.page = { siteId: 'binance', exchange: 'binance', symbol: 'BTCUSDT', market: 'spot' };
    setSessionState(session, ready());
    expect(heard).toEqual([{ type: 'session', session: ready(), page: session.page }]);
  });

  it('leaves a page alone before it has said what it shows', () => {
    const { session, end, heard } = oneEnd();
    saySession(session, end);
    expect(heard).toEqual([]);
  });
});
