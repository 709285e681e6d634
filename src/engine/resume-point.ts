import { readInstrument } from '../store/input-reader';
import type { LiqlensDatabase } from '../store/open-database';
import { ROW_WIDTH } from '../store/series-rows';
import type { ResumePoint } from './engine-api';
import { BAR_MS } from './event-faults';
import type { InstrumentRuntime } from './instrument-runtime';

/**
 * From where the feed goes on. Bars behind a hole do not count as long as sealed or older ones join up, so that the
 * hole is filled and not skipped; before anything is sealed the newest run of bars counts.
 */
export async function resumePointOf(
  runtime: InstrumentRuntime,
  database: LiqlensDatabase,
): Promise<ResumePoint> {
  const { key } = runtime;
  const run = runtime.sealedBarMs === null ? newestRun(runtime) : runFromSealed(runtime);
  return {
    lastClosedBarMs: run?.lastMs ?? null,
    firstBarMs: run?.firstMs ?? null,
    isHistoryComplete: runtime.isHistoryComplete,
    wholeUntilMs: (await readInstrument(database, key))?.wholeUntilMs ?? null,
  };
}

interface BarRun {
  firstMs: number;
  lastMs: number;
}

function newestRun({ window }: InstrumentRuntime): BarRun | null {
  const width = ROW_WIDTH.candle;
  const rows = window.rows.candle;
  if (rows.length === 0) return null;
  let at = rows.length - width;
  const lastMs = rows[at];
  while (at >= width && rows[at - width] === rows[at] - BAR_MS) at -= width;
  return { firstMs: rows[at], lastMs };
}

function runFromSealed({ sealedBarMs, firstSealedBarMs, window }: InstrumentRuntime): BarRun | null {
  if (sealedBarMs === null || firstSealedBarMs === null) return null;
  const width = ROW_WIDTH.candle;
  const rows = window.rows.candle;
  let lastMs = sealedBarMs;
  for (let at = 0; at < rows.length && rows[at] === lastMs + BAR_MS; at += width) lastMs = rows[at];
  return { firstMs: firstSealedBarMs, lastMs };
}
