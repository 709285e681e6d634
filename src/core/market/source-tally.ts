import type { SourceState, SourceStatus } from './source-status';

/** What a coin's sources amount to. Panel, popup and toolbar button all count by this. */
export interface SourceTally {
  /** Count of sources in the sum: they answer, or are beginning with history on hand. */
  have: number;
  /** Count of sources that should be in it: all but those that do not list the coin. */
  of: number;
  /** No source is in the sum or about to be. */
  isSilent: boolean;
  /** What is loaded of the past, over the sources that answer or begin. */
  history: HistoryTally;
}

/** How far the past is loaded. */
export interface HistoryTally {
  /** Count of sources with all of their history. */
  whole: number;
  /** Count of sources that load their history or have it. */
  of: number;
  /** Mean part on hand, 0..1; 1 without sources. */
  share: number;
}

const IN_TROUBLE: readonly SourceState[] = [
  'stale',
  'offline',
  'rate-limited',
  'blocked',
  'no-permission',
  'quarantined',
];
/** A gap that no eye sees on the map; after a short pause of the browser no message flashes up for it, ms. */
const UNSEEN_GAP_MS = 3_600_000;

/** Whether a source that should be in the sum is missing from it. */
export function isMissing({ state }: Pick<SourceStatus, 'state'>): boolean {
  return IN_TROUBLE.includes(state);
}

/** Whether no source is in the sum or about to be, although some should. */
export function isSilent(sources: readonly SourceStatus[]): boolean {
  const wanted = sources.filter(({ state }) => state !== 'unsupported');
  return wanted.length > 0 && wanted.every(isMissing);
}

/** Counts the sources of one coin, in any order. */
export function tallySources(sources: readonly SourceStatus[]): SourceTally {
  const wanted = sources.filter(({ state }) => state !== 'unsupported');
  const coming = wanted.filter((source) => !isMissing(source));
  const have = coming.filter(({ state, historyMs }) => state !== 'loading' || historyMs > 0).length;
  return {
    have,
    of: wanted.length,
    isSilent: isSilent(sources),
    history: tallyHistory(coming.filter(({ wantedHistoryMs }) => wantedHistoryMs > 0)),
  };
}

function tallyHistory(sources: readonly SourceStatus[]): HistoryTally {
  const missingMs = sources.map(({ historyMs, wantedHistoryMs }) => Math.max(0, wantedHistoryMs - historyMs));
  const shares = sources.map(({ wantedHistoryMs }, index) => 1 - missingMs[index] / wantedHistoryMs);
  return {
    whole: missingMs.filter((ms) => ms <= UNSEEN_GAP_MS).length,
    of: sources.length,
    share: sources.length === 0 ? 1 : shares.reduce((sum, part) => sum + part, 0) / sources.length,
  };
}
