import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { InstrumentDesk } from '../../src/background/instrument-desk';
import type { PageInstrument } from '../../src/core/market/page-instrument';
import { createTransport } from '../../src/feeds/transport/transport';
import { binanceFixture } from '../feeds/fixtures/binance';
import { type FakeCall, fakeNetwork } from '../feeds/harness/fake-network';

const BTC: PageInstrument = { siteId: 'binance', exchange: 'binance', symbol: 'BTCUSDT', market: 'perp' };

function answer({ url }: FakeCall) {
  if (url.host !== 'fapi.binance.com') return 'fail' as const;
  return { json: binanceFixture.listing[url.pathname.endsWith('fundingInfo') ? 1 : 0] };
}

/** A desk over a network that can be switched off; `retry` counts how often it says that a listing may be asked for. */
function open() {
  const network = { isDown: false };
  const { environment } = fakeNetwork((call) => (network.isDown ? 'fail' : answer(call)));
  const onListing = vi.fn();
  return { network, onListing, desk: new InstrumentDesk(createTransport({ environment }), onListing) };
}

describe('InstrumentDesk', () => {
  beforeEach(() => {
    fakeBrowser.reset();
    vi.useFakeTimers({ now: Date.UTC(2026, 9, 1) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const settle = async <T>(promise: Promise<T>): Promise<T> => {
    await vi.advanceTimersByTimeAsync(30_000);
    return promise;
  };

  it('resolve of a listed symbol gives the contract', async () => {
    const { desk } = open();
    const resolved = await settle(desk.resolve(BTC));
    expect(resolved).toMatchObject({ kind: 'listed', instrument: { symbol: 'BTCUSDT', base: 'BTC' } });
  });

  it('resolve during an outage says so and reports, again and again, when to try once more', async () => {
    const { desk, network, onListing } = open();
    network.isDown = true;
    expect((await settle(desk.resolve(BTC))).kind).toBe('unreachable');
    expect(onListing).toHaveBeenCalledTimes(1);
    expect((await settle(desk.resolve(BTC))).kind).toBe('unreachable');
    expect(onListing).toHaveBeenCalledTimes(2);
    network.isDown = false;
    expect((await settle(desk.resolve(BTC))).kind).toBe('listed');
    expect(onListing).toHaveBeenCalledTimes(2);
  });

  it('resolve of a page without a venue of ours does not call it unlisted before the lists were seen', async () => {
    const { desk, network } = open();
    network.isDown = true;
    const elsewhere = { ...BTC, siteId: 'other', exchange: 'no-such-exchange' };
    expect((await settle(desk.resolve(elsewhere))).kind).toBe('unreachable');
  });

  it('companions asks for a listing that is missing and tells when it has come', async () => {
    const { desk, onListing } = open();
    expect(desk.companions('BTC', ['binance'])).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(onListing).toHaveBeenCalled();
    expect(desk.companions('BTC', ['binance']).map(({ symbol }) => symbol)).toEqual(['BTCUSDT']);
  });
});
