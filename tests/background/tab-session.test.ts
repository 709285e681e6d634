import { describe, expect, it } from 'vitest';
import { broadcast, newTabSession, type PageEnd, setVisible } from '../../src/background/tab-session';
import type { BackgroundMessage } from '../../src/messages/page-protocol';

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
