import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { binanceUsdm } from '../../src/feeds/binance/usdm';
import { bybit } from '../../src/feeds/bybit/feed';
import { loadListing } from '../../src/feeds/load-listing';
import { createTransport } from '../../src/feeds/transport/transport';
import { binanceFixture } from './fixtures/binance';
import { answer, bybitRow } from './fixtures/bybit';
import { type FakeAnswer, type FakeCall, fakeNetwork } from './harness/fake-network';

describe('loadListing', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 9, 1) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function load(feed: typeof binanceUsdm | typeof bybit, reply: (call: FakeCall) => FakeAnswer) {
    const network = fakeNetwork(reply);
    const transport = createTransport({ environment: network.environment });
    const loading = loadListing(feed, transport, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(30_000);
    return { loaded: await loading, calls: network.calls };
  }

  it('asks every part and gives plain data that survives a store', async () => {
    const { loaded } = await load(binanceUsdm, ({ url }) => ({
      json: binanceFixture.listing[url.pathname.endsWith('fundingInfo') ? 1 : 0],
    }));
    expect(loaded.ok && loaded.instruments.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', '1000PEPEUSDT']);
    expect(JSON.parse(JSON.stringify(loaded))).toEqual(loaded);
  });

  it('follows cursors until the last page', async () => {
    const { loaded, calls } = await load(bybit, ({ url }) => {
      const cursor = url.searchParams.get('cursor');
      const isLinear = url.searchParams.get('category') === 'linear';
      if (!isLinear) return { json: answer({ list: [], nextPageCursor: '' }) };
      const symbol = cursor === null ? 'AUSDT' : 'BUSDT';
      const row = bybitRow(symbol, symbol[0], 'USDT', 'LinearPerpetual');
      return { json: answer({ list: [row], nextPageCursor: cursor === null ? 'page2' : '' }) };
    });
    expect(loaded.ok && loaded.instruments.map(({ symbol }) => symbol)).toEqual(['AUSDT', 'BUSDT']);
    expect(calls.length).toBe(3);
  });

  it('of a blocked exchange, says why and when to come back', async () => {
    const { loaded } = await load(binanceUsdm, () => ({ status: 451 }));
    expect(loaded).toMatchObject({ ok: false, reason: 'not available in your region' });
    expect(!loaded.ok && loaded.retryAtMs).toBeGreaterThan(Date.now());
  });

  it('of an empty list, fails, so that it never replaces a good one', async () => {
    const { loaded } = await load(binanceUsdm, ({ url }) => ({
      json: url.pathname.endsWith('Info') ? { symbols: [] } : [],
    }));
    expect(loaded.ok).toBe(false);
  });

  it('of an answer in another shape, fails with the field', async () => {
    const { loaded } = await load(binanceUsdm, () => ({ json: { symbols: 'none' } }));
    expect(!loaded.ok && loaded.reason).toMatch(/^symbols is "none"/);
  });
});
