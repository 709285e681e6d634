import { newestRow } from '../store/input-reader';
import type { LiqlensDatabase } from '../store/open-database';
import { ROW_WIDTH } from '../store/series-rows';
import { measureUsage } from '../store/usage';
import type { EngineUsage } from './engine-api';

/** What is stored, by instrument. */
export async function engineUsage(database: LiqlensDatabase): Promise<EngineUsage> {
  const usages = await measureUsage(database);
  const instruments = await Promise.all(
    usages.map(async ({ key, candleBytes, liquidations }) => ({
      key,
      bars: candleBytes / (ROW_WIDTH.candle * Float64Array.BYTES_PER_ELEMENT),
      liquidations,
      newestMs: (await newestRow(database, key, 'candle'))?.[0] ?? 0,
    })),
  );
  return { storedBytes: usages.reduce((sum, { storedBytes }) => sum + storedBytes, 0), instruments };
}
