import { type LiqlensDatabase, openDatabase } from '../store/open-database';
import { type StoreFault, toStoreFault } from '../store/store-fault';
import { type FrameMemory, freshMemory } from './make-frame';
import { createDesk, type RuntimeDesk } from './runtime-desk';
import { createSlices, type TimeSlices } from './time-slices';

export interface EngineOptions {
  databaseName: string;
  /** Unix ms. */
  now(): number;
  /** Monotonic ms, for slicing long work. */
  monotonicNow?(): number;
}

/** What the engine's calls share. */
export interface EngineContext {
  now(): number;
  slices: TimeSlices;
  database(): Promise<LiqlensDatabase>;
  desk: RuntimeDesk;
  memory: FrameMemory;
  /** Trouble with the store that is not over. */
  fault: StoreFault | null;
  nextRetentionMs: number;
}

/** The shared parts; nothing is opened before the first call. */
export function createContext({ databaseName, now, monotonicNow }: EngineOptions): EngineContext {
  let opening: Promise<LiqlensDatabase> | null = null;
  /** A connection that was lost is opened again by the next call, and what it held is read anew. */
  const database = (): Promise<LiqlensDatabase> => {
    opening ??= openDatabase(databaseName, () => {
      opening = null;
      forget(context);
    }).catch((error) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const context: EngineContext = {
    now,
    slices: createSlices(monotonicNow ?? (() => performance.now())),
    database,
    desk: createDesk(database, now),
    memory: freshMemory(),
    fault: null,
    nextRetentionMs: 0,
  };
  return context;
}

/** Drops everything in memory; the next call reads it from the store. */
export function forget(context: EngineContext): void {
  context.desk = createDesk(context.database, context.now);
  context.memory = freshMemory();
}

/** Remembers trouble with the store as state. */
export function noteFault(context: EngineContext, error: unknown): void {
  context.fault = toStoreFault(error);
}
