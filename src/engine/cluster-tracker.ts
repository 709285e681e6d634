import type { Cluster } from '../core/clusters/cluster';
import type { TouchBar } from '../core/clusters/cluster-touch';
import type { ClusterDraft } from '../core/clusters/measure-clusters';
import {
  advanceHistory,
  type ClusterHistory,
  EMPTY_HISTORY,
  judgeTouches,
  nameClusters,
} from '../core/clusters/track-clusters';
import type { EstimatorBar } from '../core/estimate/estimator-bar';
import { DEFAULT_QUERY, type FrameQuery } from '../core/frame/frame-query';
import type { InstrumentKey } from '../core/market/instrument';

/** Histories of zones by view: ids and life states belong to what the user looks at. */
export interface ClusterTracker {
  histories: Map<string, TrackedView>;
}

/** The history of one view and the newest bar it has taken in; plain data, stored as it is. */
export interface TrackedView {
  history: ClusterHistory;
  lastBarMs: number;
}

const MAX_VIEWS = 40;

export function createTracker(): ClusterTracker {
  return { histories: new Map() };
}

/** Name of what decides the zones; ranges and column widths do not. */
export function viewName(key: InstrumentKey, query: FrameQuery): string {
  const { model, exchanges, groups, side } = query;
  return [key, model, exchanges?.join() ?? '*', [...groups].sort().join(), side].join('|');
}

/** True for the view whose history outlives the Worker. */
export function isDefaultView(query: FrameQuery): boolean {
  return viewName('a:b', query) === viewName('a:b', DEFAULT_QUERY);
}

/**
 * Takes in the bars that closed since the view was last looked at, the zones found now after the newest of them, and
 * gives these their ids and life states. True in `isChanged` when the history has to be stored again.
 */
export function trackView(
  tracker: ClusterTracker,
  name: string,
  drafts: readonly ClusterDraft[],
  bars: readonly EstimatorBar[],
  nowMs: number,
): { clusters: Cluster[]; view: TrackedView; isChanged: boolean } {
  const view = tracker.histories.get(name) ?? { history: EMPTY_HISTORY, lastBarMs: 0 };
  const first =
    view.lastBarMs === 0 ? bars.length - 1 : bars.findIndex((bar) => bar.openTimeMs > view.lastBarMs);
  const fresh = first < 0 ? [] : bars.slice(first);
  let { history } = view;
  fresh.forEach((bar, index) => {
    const isNewest = index === fresh.length - 1;
    history = isNewest
      ? advanceHistory(history, drafts, touchBar(bar))
      : judgeTouches(history, touchBar(bar));
  });
  const next = { history, lastBarMs: fresh.at(-1)?.openTimeMs ?? view.lastBarMs };
  remember(tracker, name, next);
  return { clusters: nameClusters(history, drafts, nowMs), view: next, isChanged: fresh.length > 0 };
}

/** The view as it was stored; anything else starts afresh. */
export function restoreView(tracker: ClusterTracker, name: string, stored: unknown): void {
  if (typeof stored !== 'object' || stored === null || !('history' in stored) || !('lastBarMs' in stored))
    return;
  const { history } = stored as TrackedView;
  const isUsable = Array.isArray(history?.tracks) && Array.isArray(history?.touches) && history.nextId >= 1;
  if (isUsable) tracker.histories.set(name, stored as TrackedView);
}

function remember(tracker: ClusterTracker, name: string, view: TrackedView): void {
  tracker.histories.delete(name);
  tracker.histories.set(name, view);
  const [oldest] = tracker.histories.keys();
  if (tracker.histories.size > MAX_VIEWS && oldest !== undefined) tracker.histories.delete(oldest);
}

/** Zones are removed by the mark price where it is known, so that is what touches them. */
export function touchBar(bar: EstimatorBar): TouchBar {
  return {
    closeMs: bar.openTimeMs + bar.intervalMs,
    high: bar.markHigh ?? bar.high,
    low: bar.markLow ?? bar.low,
    close: bar.close,
  };
}
