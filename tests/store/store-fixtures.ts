import { IDBFactory } from 'fake-indexeddb';
import type { InputBatch } from '../../src/store/input-store';
import { type LiqlensDatabase, openDatabase } from '../../src/store/open-database';
import type { LiquidationRecord } from '../../src/store/schema';
import { BTC_PERPETUAL } from '../core/market/btc-perpetual';

export const BTC = BTC_PERPETUAL;

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 9, 1);

/** An empty database that no other test sees. */
export function freshDatabase(): Promise<LiqlensDatabase> {
  globalThis.indexedDB = new IDBFactory();
  return openDatabase('test');
}

export function candleRow(timeMs: number, price = 100): number[] {
  return [timeMs, price, price * 1.001, price * 0.999, price, 10, 5];
}

export function liquidation(timeMs: number, price = 100): LiquidationRecord {
  return {
    instrument: 'binance:BTCUSDT',
    timeMs,
    side: 'long',
    price,
    base: 1,
    id: '',
    notionalUsd: price,
    priceKind: 'average-fill',
    isSampled: true,
  };
}

export function batch(change: Partial<InputBatch> = {}): InputBatch {
  return { rows: {}, liquidations: [], meta: [], ...change };
}
