import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import { instrumentKey } from '../core/market/instrument';
import { viewName } from './cluster-tracker';
import { type EngineContext, noteFault } from './engine-context';
import type { Participant } from './frame-view';
import { judgeHistory, MOMENT_MS } from './judge-history';
import type { ViewPast } from './view-past';

/** Views whose past is remembered, some 20 kB each. */
const MAX_VIEWS = 40;

/**
 * Judges the past of the view behind `frame` when it is asked for again and four more hours have been frozen: beside
 * the frames, not before them, and one view at a time. What it finds is part of later frames.
 */
export function startJudging(
  context: EngineContext,
  participants: readonly Participant[],
  frame: HeatmapFrame,
): void {
  const { memory, database, slices } = context;
  const { grid, query, instrument } = frame;
  const name = viewName(instrumentKey(instrument), query);
  const past = memory.pasts.get(name);
  if (!past) {
    remember(memory.pasts, name);
    return;
  }
  const frozenMs = grid.startMs + grid.frozenColumns * grid.columnMs;
  const untilMs = Math.floor(frozenMs / MOMENT_MS) * MOMENT_MS;
  const isDue = grid.frozenColumns > 0 && (past.judged?.untilMs ?? 0) < untilMs;
  if (!isDue || memory.isJudging) return;
  memory.isJudging = true;
  database()
    .then((open) => judgeHistory(participants, query, untilMs, open, slices))
    .then((judged) => {
      past.judged = judged;
    })
    .catch((error) => noteFault(context, error))
    .finally(() => {
      memory.isJudging = false;
    });
}

function remember(pasts: Map<string, ViewPast>, name: string): void {
  pasts.set(name, { judged: null, crowding: null });
  const [oldest] = pasts.keys();
  if (pasts.size > MAX_VIEWS && oldest !== undefined) pasts.delete(oldest);
}
