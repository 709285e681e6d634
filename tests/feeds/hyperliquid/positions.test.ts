import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExactPosition } from '../../../src/core/market/exact-position';
import { parseState, stateRequest } from '../../../src/feeds/hyperliquid/positions/clearinghouse';
import { followPositions } from '../../../src/feeds/hyperliquid/positions/follow-positions';
import {
  type LeaderboardAccount,
  leaderboardRequest,
  parseLeaderboard,
} from '../../../src/feeds/hyperliquid/positions/leaderboard';
import { stratifiedSample } from '../../../src/feeds/hyperliquid/positions/stratified-sample';
import { createTransport } from '../../../src/feeds/transport/transport';
import { BAR_START_MS } from '../fixtures/fixture';
import { hyperliquidFixture, hyperliquidState } from '../fixtures/hyperliquid';
import { type FakeCall, fakeNetwork } from '../harness/fake-network';
import { seeded } from '../harness/seeded';

const ADDRESS = '0x5e9ee1089755c3435139848e47e6635505d5a13a';

/** The recorded state with the first position changed. */
function stateWith(position: Record<string, unknown>) {
  const [first] = hyperliquidState.assetPositions;
  return {
    ...hyperliquidState,
    assetPositions: [{ ...first, position: { ...first.position, ...position } }],
  };
}

describe('parseState', () => {
  it('of a long and a short, takes the venue liquidation prices as they are', () => {
    const { events, errors } = parseState(hyperliquidState, ADDRESS, 0);
    expect(errors).toEqual([]);
    expect(events).toEqual([
      {
        coin: 'BTC',
        position: {
          account: ADDRESS,
          timeMs: BAR_START_MS,
          positionSide: 'long',
          base: 4.5,
          entryPrice: 81_285,
          liquidationPrice: 74_501.802790436,
        },
      },
      {
        coin: 'ETH',
        position: {
          account: ADDRESS,
          timeMs: BAR_START_MS,
          positionSide: 'short',
          base: 20,
          entryPrice: 3100,
          liquidationPrice: null,
        },
      },
    ]);
  });

  it('of a long that would die above the mark, refuses it', () => {
    const { events, errors } = parseState(stateWith({ liquidationPx: '99000' }), ADDRESS, 0);
    expect(events).toEqual([]);
    expect(errors[0]).toMatchObject({ channel: 'clearinghouseState', field: 'liquidationPx' });
  });

  it('of a short that would die below the mark, refuses it', () => {
    const { events } = parseState(stateWith({ szi: '-4.5', liquidationPx: '70000' }), ADDRESS, 0);
    expect(events).toEqual([]);
  });

  it('of a short that dies just above the mark, keeps it', () => {
    const { events } = parseState(stateWith({ szi: '-4.5', liquidationPx: '84500' }), ADDRESS, 0);
    expect(events[0].position).toMatchObject({ positionSide: 'short', liquidationPrice: 84_500 });
  });

  it('of a size of 0, gives no position', () => {
    expect(parseState(stateWith({ szi: '0.0' }), ADDRESS, 0)).toEqual({ events: [], errors: [] });
  });

  it('of a liquidation price of 0, reads an account that would survive', () => {
    expect(
      parseState(stateWith({ liquidationPx: '0.0' }), ADDRESS, 0).events[0].position.liquidationPrice,
    ).toBeNull();
  });

  it('of an account without positions, gives none and no error', () => {
    expect(parseState({ assetPositions: [], time: BAR_START_MS }, ADDRESS, 0)).toEqual({
      events: [],
      errors: [],
    });
  });
});

describe('parseLeaderboard', () => {
  const row = (ethAddress: string, accountValue: string, vlm: string) => ({
    ethAddress,
    accountValue,
    windowPerformances: [
      ['day', { pnl: '1.0', roi: '0.1', vlm }],
      ['week', { pnl: '2.0', roi: '0.2', vlm: '9' }],
    ],
    prize: 0,
    displayName: null,
  });

  it('of rows, gives address in lower case, value and the volume of the day', () => {
    const { events } = parseLeaderboard({ leaderboardRows: [row('0xABC', '1000.5', '77.0')] });
    expect(events).toEqual([{ address: '0xabc', accountValue: 1000.5, dayVolume: 77 }]);
  });

  it('of an empty account, leaves it out; of a broken row, refuses it alone', () => {
    const rows = [row('0x1', '0.0', '1'), { ethAddress: '0x2' }, row('0x3', '5', '1')];
    const { events, errors } = parseLeaderboard({ leaderboardRows: rows });
    expect(events.map(({ address }) => address)).toEqual(['0x3']);
    expect(errors.map(({ field }) => field)).toEqual(['accountValue']);
  });

  it('of another shape, is one error', () => {
    expect(parseLeaderboard([]).errors.length).toBe(1);
  });
});

describe('leaderboardRequest', () => {
  it('is patient, tells its progress and is limited to a few an hour', () => {
    const request = leaderboardRequest(() => undefined);
    expect(request.timeoutMs).toBeGreaterThanOrEqual(60_000);
    expect(request.onBytes).toBeDefined();
    expect(request.charges[0].budget.windowMs).toBe(3_600_000);
  });
});

describe('stratifiedSample', () => {
  const accounts: LeaderboardAccount[] = [5e7, 2e6, 2e5, 2e4, 2e3, 2e2].flatMap((accountValue, stratum) =>
    Array.from({ length: stratum === 0 ? 5 : 200 }, (_, index) => ({
      address: `0x${stratum}-${index}`,
      accountValue,
      dayVolume: index % 2,
    })),
  );
  const stratumOf = ({ address }: LeaderboardAccount) => Number(address[2]);

  it('of enough accounts, picks exactly as many as asked, no one twice', () => {
    const sample = stratifiedSample(accounts, 120, seeded(1));
    expect(sample.length).toBe(120);
    expect(new Set(sample.map(({ address }) => address)).size).toBe(120);
  });

  it('gives every stratum above 1000 dollars its places and the ones below none', () => {
    const sample = stratifiedSample(accounts, 120, seeded(2));
    expect(new Set(sample.map(stratumOf))).toEqual(new Set([0, 1, 2, 3, 4]));
    for (const stratum of [1, 2, 3, 4]) {
      expect(sample.filter((account) => stratumOf(account) === stratum).length).toBeGreaterThanOrEqual(9);
    }
  });

  it('leaves out accounts that did not trade within the day', () => {
    expect(stratifiedSample(accounts, 300, seeded(3)).every(({ dayVolume }) => dayVolume > 0)).toBe(true);
  });

  it('of equal seeds picks equal accounts, of other seeds others', () => {
    const first = stratifiedSample(accounts, 60, seeded(4));
    expect(stratifiedSample(accounts, 60, seeded(4))).toEqual(first);
    expect(stratifiedSample(accounts, 60, seeded(5))).not.toEqual(first);
  });

  it('of fewer accounts than asked, takes all of them', () => {
    expect(stratifiedSample(accounts.slice(0, 5), 50, seeded(6)).length).toBe(2);
  });

  it('of nobody, is empty', () => {
    expect(stratifiedSample([], 50, seeded(7))).toEqual([]);
  });
});

describe('followPositions', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: BAR_START_MS });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const userOf = ({ init }: FakeCall) => String(JSON.parse(String(init.body)).user);

  function start(answer: (user: string) => unknown, addresses: string[]) {
    const network = fakeNetwork((call) => ({ json: answer(userOf(call)) }));
    const stop = new AbortController();
    const delivered: ExactPosition[][] = [];
    const progress: number[] = [];
    const refused: string[] = [];
    const done = followPositions({
      addresses,
      instruments: () => [hyperliquidFixture.instrument],
      onEvents: async (_, events) => {
        for (const event of events) if (event.type === 'exact-positions') delivered.push(event.positions);
      },
      onProgress: (read) => progress.push(read),
      onRefusal: (error) => refused.push(error.field),
      transport: createTransport({ environment: network.environment }),
      signal: stop.signal,
    });
    return { calls: network.calls, stop, delivered, progress, refused, done };
  }

  it('reads each address, delivers the positions of open contracts and says how far it is', async () => {
    const addresses = Array.from({ length: 60 }, (_, index) => `0x${index}`);
    const follow = start(() => hyperliquidState, addresses);
    await vi.advanceTimersByTimeAsync(36_000);
    expect(follow.progress.slice(0, 3)).toEqual([25, 50, 60]);
    expect(follow.delivered.slice(0, 3).flat().length).toBe(60);
    follow.stop.abort();
  });

  it('stays within a sixth of the budget of the venue', async () => {
    const addresses = Array.from({ length: 200 }, (_, index) => `0x${index}`);
    const follow = start(() => hyperliquidState, addresses);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(follow.calls.length * 2).toBeLessThanOrEqual(1200 / 6 + 50);
    follow.stop.abort();
  });

  it('of a position that is gone, delivers it once more with 0 coins', async () => {
    let round = 0;
    const follow = start(
      () => (round++ === 0 ? hyperliquidState : { assetPositions: [], time: BAR_START_MS }),
      ['0xa'],
    );
    await vi.advanceTimersByTimeAsync(5000);
    expect(follow.delivered.map((positions) => positions.map(({ base }) => base))).toEqual([[4.5], [0]]);
    follow.stop.abort();
  });

  it('of an address that answers nonsense, counts the refusal and lets the older reading stand', async () => {
    let round = 0;
    const follow = start(() => (round++ === 0 ? hyperliquidState : { assetPositions: 'none' }), ['0xa']);
    await vi.advanceTimersByTimeAsync(3000);
    expect(follow.delivered.length).toBe(1);
    expect(follow.refused[0]).toBe('assetPositions');
    follow.stop.abort();
  });

  it('aborted, asks no more', async () => {
    const follow = start(() => hyperliquidState, ['0xa', '0xb']);
    await vi.advanceTimersByTimeAsync(1000);
    follow.stop.abort();
    await vi.advanceTimersByTimeAsync(100);
    await follow.done;
    const asked = follow.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(follow.calls.length).toBe(asked);
  });

  it('asks each state at the documented weight', () => {
    expect(stateRequest('0xa').charges[0].weight).toBe(2);
  });
});
