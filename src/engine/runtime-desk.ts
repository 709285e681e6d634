import { type Instrument, type InstrumentKey, instrumentKey } from '../core/market/instrument';
import type { LiqlensDatabase } from '../store/open-database';
import { COARSE_KEEP_MS } from './column-writer';
import type { InstrumentRuntime } from './instrument-runtime';
import { openInstrument } from './open-instrument';
import { createTurns } from './turns';

/** The instruments in memory; work on one of them never overlaps. */
export interface RuntimeDesk {
  /** Runs `use` alone on the instrument, opened from the store when it is not in memory. */
  withRuntime<T>(instrument: Instrument, use: (runtime: InstrumentRuntime) => Promise<T>): Promise<T>;
  /** Opens the instrument and every stored one of the same base coin that has columns, silent ones too. */
  openBase(instrument: Instrument): Promise<void>;
  /** Instruments in memory with the base coin of `instrument`, which comes first; the others by key. */
  ofBase(instrument: Instrument): InstrumentRuntime[];
  /** Drops instruments, and foreign methods, not asked for since `beforeMs`. */
  release(beforeMs: number): void;
  /** Runs `work` while nothing else runs, then forgets every instrument; later calls wait for it. */
  exclusive(work: () => Promise<void>): Promise<void>;
}

export function createDesk(database: () => Promise<LiqlensDatabase>, now: () => number): RuntimeDesk {
  const runtimes = new Map<InstrumentKey, InstrumentRuntime>();
  /** Base coins whose stored instruments have all been looked at. */
  const openedBases = new Set<string>();
  const turns = createTurns();

  const withRuntime: RuntimeDesk['withRuntime'] = (instrument, use) => {
    const key = instrumentKey(instrument);
    return turns.alone(key, async () => {
      let runtime = runtimes.get(key);
      if (!runtime) {
        runtime = await openInstrument(await database(), instrument, now());
        runtimes.set(key, runtime);
      }
      runtime.instrument = instrument;
      runtime.lastAskedMs = now();
      return use(runtime);
    });
  };

  return {
    withRuntime,
    async openBase(instrument) {
      await withRuntime(instrument, async () => {});
      if (openedBases.has(instrument.base)) return;
      const records = await (await database()).getAll('instruments');
      for (const record of records) {
        const isOther = record.instrument.base === instrument.base && !runtimes.has(record.key);
        if (isOther && now() - (record.sealedBarMs ?? now()) < COARSE_KEEP_MS) {
          await withRuntime(record.instrument, async () => {});
        }
      }
      openedBases.add(instrument.base);
    },
    ofBase(instrument) {
      const ownKey = instrumentKey(instrument);
      const same = [...runtimes.values()].filter((runtime) => runtime.instrument.base === instrument.base);
      return same.sort(
        (a, b) => Number(b.key === ownKey) - Number(a.key === ownKey) || (a.key < b.key ? -1 : 1),
      );
    },
    release(beforeMs) {
      for (const [key, runtime] of runtimes) {
        for (const [id, track] of runtime.tracks) if (track.askedMs < beforeMs) runtime.tracks.delete(id);
        if (runtime.lastAskedMs >= beforeMs) continue;
        runtimes.delete(key);
        openedBases.delete(runtime.instrument.base);
      }
    },
    exclusive: (work) =>
      turns.exclusive(async () => {
        try {
          await work();
        } finally {
          runtimes.clear();
          openedBases.clear();
        }
      }),
  };
}
