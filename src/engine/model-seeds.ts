import type { InstrumentKey } from '../core/market/instrument';
import type { DensityModel, ModelState } from '../core/models/density-model';
import { OI_DELTA } from '../core/models/oi-delta';
import { TURNOVER } from '../core/models/turnover';
import { readBars } from '../store/estimate-store';
import { readMeta } from '../store/input-reader';
import { writeMeta } from '../store/input-store';
import type { LiqlensDatabase } from '../store/open-database';
import { fromBarRecord } from './bar-rows';
import { engineConfig } from './instrument-config';

/** State of a foreign method after bars that are no longer stored; the ones after them lead on from it. */
export interface ModelSeed {
  /** Start of the last bar in it, Unix ms. */
  lastBarMs: number;
  state: ModelState;
}

/** Foreign methods that a frame can ask for. */
const SEEDED: readonly DensityModel[] = [TURNOVER, OI_DELTA];

/**
 * Takes the bars before `beforeMs` (Unix ms), which are about to be dropped, into the seeds of every instrument: a
 * method started later has the same columns as one that saw them.
 */
export async function keepSeeds(database: LiqlensDatabase, beforeMs: number): Promise<void> {
  for (const { key, instrument } of await database.getAll('instruments')) {
    const records = await readBars(database, key, 0);
    const bars = records.filter(({ dayMs }) => dayMs < beforeMs).flatMap(fromBarRecord);
    if (bars.length === 0) continue;
    const { binWidth } = engineConfig(instrument, null, null);
    for (const model of SEEDED) {
      const seed = await readSeed(database, key, model, binWidth);
      const { state, lastBarMs } = seed ?? { state: model.create(binWidth), lastBarMs: -1 };
      for (const bar of bars) if (bar.openTimeMs > lastBarMs) model.update(state, bar);
      const next: ModelSeed = { state, lastBarMs: Math.max(lastBarMs, bars[bars.length - 1].openTimeMs) };
      await writeMeta(database, seedName(key, model), next);
    }
  }
}

/** The seed of a method, null when no bar was dropped yet or the bins have another width. */
export async function readSeed(
  database: LiqlensDatabase,
  key: InstrumentKey,
  model: DensityModel,
  binWidth: number,
): Promise<ModelSeed | null> {
  const stored = (await readMeta(database, seedName(key, model))) as ModelSeed | undefined;
  return stored?.state?.long?.logBin === binWidth ? stored : null;
}

function seedName(key: InstrumentKey, { id }: DensityModel): string {
  return `seed:${id}:${key}`;
}
