import type { HeatGrid } from '../core/frame/heatmap-frame';
import type { PanelFacts } from '../panel/panel-facts';
import { hashWindow } from './window-hash';

/** Event by which a test asks for the hash of a stretch of columns; the question and the answer stand on the host. */
const ASK_HASH = 'liqlens-ask-hash';
const ASK_PROFILE = 'liqlens-ask-profile';

/** In test builds the host carries the frame's essentials, so that tests and the demo report can read them. */
export function exposeForTests(host: HTMLElement, { frame, session, anchor }: PanelFacts): void {
  host.dataset.state = session?.state ?? 'none';
  host.dataset.anchor = JSON.stringify(anchor);
  if (!frame) {
    delete host.dataset.frame;
    return;
  }
  const { grid } = frame;
  host.dataset.frame = JSON.stringify({
    asOfMs: frame.asOfMs,
    markPrice: frame.markPrice,
    sigmaDay: frame.sigmaDay,
    startMs: grid.startMs,
    columnMs: grid.columnMs,
    columns: grid.columns,
    firstBin: Math.round(grid.logPriceMin / grid.logBin),
    bins: grid.bins,
    frozenColumns: grid.frozenColumns,
    frozenHash: grid.frozenHash,
    missingColumns: holesIn(grid),
    instrument: frame.instrument.symbol,
    clusters: frame.clusters,
    sources: frame.sources.map(({ exchange, state, reason }) => ({ exchange, state, reason })),
  });
}

/**
 * Answers a test's questions: for the hash of `data-hash-window`, a `GridWindow` as JSON, in `data-hash`, and for the
 * newest column's USD of each bin, both sides, in `data-profile`.
 */
export function answerTests(host: HTMLElement, facts: PanelFacts, signal: AbortSignal): void {
  const answer = () => {
    const { frame } = facts;
    const hash = frame && hashWindow(frame.grid, JSON.parse(host.dataset.hashWindow ?? '{}'));
    host.dataset.hash = JSON.stringify(hash);
  };
  const answerProfile = () => {
    const { logPriceMin = 0, logBin = 1, long = [], short = [] } = facts.frame?.profile ?? {};
    const usd = Array.from(long, (value, bin) => value + short[bin]);
    host.dataset.profile = JSON.stringify({ logPriceMin, logBin, usd });
  };
  host.addEventListener(ASK_HASH, answer, { signal });
  host.addEventListener(ASK_PROFILE, answerProfile, { signal });
}

/** Columns without a bar between the first and the last that have one. */
function holesIn({ close }: HeatGrid): number {
  const first = close.findIndex((price) => price > 0);
  return first < 0 ? 0 : close.subarray(first).filter((price) => !(price > 0)).length;
}
