import { existsSync } from 'node:fs';
import type { MarketSource } from './market/market-source';
import { openRecordedSource } from './market/recorded-source';
import { openSimulatedSource } from './market/simulated-source';

/** The recorded folder when one is named, else the simulation. */
export function openSource(options: {
  marketFolder?: string;
  seed?: number;
  nowMs: number;
  /** Of the simulation; the recording has what it has. */
  historyDays?: number;
}): MarketSource {
  if (options.marketFolder === undefined) {
    const { seed = 3, nowMs, historyDays } = options;
    return openSimulatedSource({ seed, nowMs, historyDays });
  }
  if (!existsSync(options.marketFolder)) throw new Error(`no market folder: ${options.marketFolder}`);
  return openRecordedSource({ folder: options.marketFolder, nowMs: options.nowMs });
}
