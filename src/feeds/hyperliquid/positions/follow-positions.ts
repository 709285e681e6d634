import type { ExactPosition } from '../../../core/market/exact-position';
import type { Instrument } from '../../../core/market/instrument';
import type { MarketEvent } from '../../../core/market/market-event';
import type { FeedError } from '../../feed-error';
import { wait } from '../../transport/environment';
import type { Transport } from '../../transport/transport';
import { type AccountPosition, parseState, stateRequest } from './clearinghouse';

/** Addresses read a minute: 200 of the 1200 weight; the rest is for prices. */
const ADDRESSES_A_MINUTE = 100;
const BATCH = 25;

/** Following a list of addresses. */
export interface FollowRun {
  /** Lower-case public addresses. */
  addresses: readonly string[];
  /** Hyperliquid contracts that are open; asked anew for each batch. */
  instruments(): readonly Instrument[];
  /** Resolves when stored. */
  onEvents(instrument: Instrument, events: MarketEvent[]): Promise<unknown>;
  /** How many addresses of the round are read. */
  onProgress(read: number, total: number): void;
  onRefusal(error: FeedError): void;
  transport: Transport;
  signal: AbortSignal;
}

/**
 * Reads the positions of the addresses round after round until aborted, at `idle` priority within the venue's budget.
 * A position that is gone is delivered once more with 0 coins, so that the older reading is replaced.
 */
export async function followPositions(run: FollowRun): Promise<void> {
  const known = new Map<string, ExactPosition>();
  while (!run.signal.aborted && run.addresses.length > 0) {
    for (let start = 0; start < run.addresses.length && !run.signal.aborted; start += BATCH) {
      const startedMs = run.transport.now();
      const addresses = run.addresses.slice(start, start + BATCH);
      const readings = await Promise.all(addresses.map((address) => readAddress(run, address)));
      await deliver(
        run,
        known,
        readings.filter((reading) => reading !== null),
      );
      run.onProgress(Math.min(start + BATCH, run.addresses.length), run.addresses.length);
      const paceMs = (addresses.length / ADDRESSES_A_MINUTE) * 60_000;
      await wait(paceMs - (run.transport.now() - startedMs), run.signal);
    }
  }
}

interface Reading {
  address: string;
  positions: AccountPosition[];
}

/** Null when the address could not be read: its older reading stands and ages. */
async function readAddress(run: FollowRun, address: string): Promise<Reading | null> {
  const answer = await run.transport.request(stateRequest(address), 'idle', run.signal);
  if (!answer.ok) return null;
  const { events, errors } = parseState(answer.payload, address, run.transport.now());
  errors.forEach(run.onRefusal);
  return errors.length > 0 && events.length === 0 ? null : { address, positions: events };
}

async function deliver(
  run: FollowRun,
  known: Map<string, ExactPosition>,
  readings: readonly Reading[],
): Promise<void> {
  for (const instrument of run.instruments()) {
    const positions = readings.flatMap((reading) => positionIn(reading, instrument.symbol, known));
    if (positions.length === 0) continue;
    const asOfMs = run.transport.now();
    await run.onEvents(instrument, [{ type: 'exact-positions', positions, asOfMs }]);
  }
}

function positionIn(reading: Reading, coin: string, known: Map<string, ExactPosition>): ExactPosition[] {
  const key = `${reading.address} ${coin}`;
  const found = reading.positions.find((entry) => entry.coin === coin);
  if (found !== undefined) {
    known.set(key, found.position);
    return [found.position];
  }
  const gone = known.get(key);
  known.delete(key);
  return gone === undefined ? [] : [{ ...gone, base: 0, liquidationPrice: null }];
}
