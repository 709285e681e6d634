import type { InstrumentKey } from '../core/market/instrument';
import type { LiqlensSchema, LiquidationRecord } from './schema';

/**
 * A forced closing to be stored; with `sumOfMs` the sum of all of its side in the so long part of time that begins at
 * `timeMs`, a multiple of that length: only what is not stored one by one is added.
 */
export type IncomingLiquidation = LiquidationRecord & { sumOfMs?: number };

type LiquidationKey = LiqlensSchema['liquidations']['key'];

interface LiquidationStore {
  getAllKeys(range: IDBKeyRange): Promise<LiquidationKey[]>;
  put(record: LiquidationRecord): Promise<unknown>;
}

/** Contracts are rounded: less than this share of a sum is not missing. */
const ROUNDING = 1e-4;

/** Stores what is not stored yet and returns it. One reading and no waiting for single records: days of them may come at once. */
export async function writeLiquidations(
  store: LiquidationStore,
  instrument: InstrumentKey,
  incoming: readonly IncomingLiquidation[],
): Promise<LiquidationRecord[]> {
  if (incoming.length === 0) return [];
  const known = createKnown(incoming);
  for (const [, timeMs, side, price, base, id] of await store.getAllKeys(spanOf(instrument, incoming))) {
    known.add({ timeMs, side, price, base, id });
  }
  const fresh: LiquidationRecord[] = [];
  for (const { sumOfMs, ...record } of incoming) {
    const added = sumOfMs === undefined ? record : restOfSum(record, known.sum(record, sumOfMs));
    if (added === null || known.has(added)) continue;
    known.add(added);
    fresh.push(added);
  }
  await Promise.all(fresh.map(async (record) => store.put(record)));
  return fresh;
}

function spanOf(instrument: InstrumentKey, incoming: readonly IncomingLiquidation[]): IDBKeyRange {
  const fromMs = incoming.reduce((least, { timeMs }) => Math.min(least, timeMs), Number.POSITIVE_INFINITY);
  const toMs = incoming.reduce((most, { timeMs, sumOfMs = 0 }) => Math.max(most, timeMs + sumOfMs), 0);
  return IDBKeyRange.bound([instrument, fromMs], [instrument, toMs + 1], false, true);
}

/** The part of a sum that is not known one by one; null when nothing is left. */
function restOfSum(record: LiquidationRecord, knownBase: number): LiquidationRecord | null {
  const base = record.base - knownBase;
  if (!(base > ROUNDING * record.base)) return null;
  return { ...record, base, notionalUsd: (record.notionalUsd * base) / record.base };
}

type Content = Pick<LiquidationRecord, 'timeMs' | 'side' | 'price' | 'base' | 'id'>;

function createKnown(incoming: readonly IncomingLiquidation[]) {
  const contents = new Set<string>();
  const sums = new Map<string, number>();
  const lengthsMs = new Set(incoming.flatMap(({ sumOfMs }) => sumOfMs ?? []));
  const nameOf = ({ timeMs, side, price, base, id }: Content) => `${timeMs} ${side} ${price} ${base} ${id}`;
  const partOf = ({ timeMs, side }: Content, lengthMs: number) =>
    `${lengthMs} ${Math.floor(timeMs / lengthMs)} ${side}`;
  return {
    add(content: Content): void {
      contents.add(nameOf(content));
      for (const lengthMs of lengthsMs) {
        const part = partOf(content, lengthMs);
        sums.set(part, (sums.get(part) ?? 0) + content.base);
      }
    },
    has: (content: Content): boolean => contents.has(nameOf(content)),
    sum: (content: Content, lengthMs: number): number => sums.get(partOf(content, lengthMs)) ?? 0,
  };
}
