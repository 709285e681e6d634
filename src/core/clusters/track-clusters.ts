import type { Cluster, ClusterLife } from './cluster';
import { penetration, type TouchBar, type TouchRecord, touchOutcome } from './cluster-touch';
import type { ClusterDraft } from './measure-clusters';

/** What is remembered of one zone between bars; plain data, stored as it is. */
export interface ClusterTrack {
  id: string;
  side: Cluster['side'];
  lowPrice: number;
  highPrice: number;
  firstSeenMs: number;
  lastSeenMs: number;
  /** Newest estimate, and the one before the first touch. */
  notionalUsd: number;
  untouchedUsd: number;
  /** Unix ms of the close of the bar that touched first, null before. */
  touchedMs: number | null;
  /** Deepest penetration so far, 0..1. */
  depth: number;
  /** True when the newest bar still reached into the zone. */
  isInside: boolean;
  isDecided: boolean;
  end: 'cleared' | 'faded' | null;
}

/** Everything remembered of the zones of one instrument; plain data, stored as it is. */
export interface ClusterHistory {
  tracks: ClusterTrack[];
  /** Newest last, at most `MAX_TOUCHES`. */
  touches: TouchRecord[];
  /** Running number that makes ids unique. */
  nextId: number;
}

/** Before the first bar. */
export const EMPTY_HISTORY: ClusterHistory = { tracks: [], touches: [], nextId: 1 };

const MAX_TOUCHES = 500;
/** A zone not found for this long has faded. */
const FADE_AFTER_MS = 30 * 60_000;
/** Zones that ended stay this long, for the sweep marker and for touches still open. */
const KEEP_ENDED_MS = 6 * 3_600_000;
/** Penetration from which a zone counts as cleared. */
const CLEARED_DEPTH = 0.95;
/** Two zones are the same when their common part is at least this share of the smaller one. */
const MIN_OVERLAP = 0.5;

/**
 * Takes in one closed bar and the zones found after it. Touches are judged by the zone as it stood before the bar,
 * since a swept zone is gone from the estimate. Returns a new history; the old one is left alone.
 */
export function advanceHistory(
  history: ClusterHistory,
  drafts: readonly ClusterDraft[],
  bar: TouchBar,
): ClusterHistory {
  const judged = judgeTouches(history, bar);
  const { matched, fresh } = matchTracks(judged.tracks, drafts);
  const tracks = judged.tracks.map((track) => renewTrack(track, matched.get(track.id), bar));
  fresh.forEach((draft, index) => {
    tracks.push(newTrack(draft, judged.nextId + index, bar.closeMs));
  });
  return {
    tracks: tracks.filter((track) => isKept(track, bar.closeMs)),
    touches: judged.touches,
    nextId: judged.nextId + fresh.length,
  };
}

/** Takes in a closed bar after which nobody looked for zones: only touches are judged. */
export function judgeTouches(history: ClusterHistory, bar: TouchBar): ClusterHistory {
  const touched = history.tracks.map((track) => touchTrack(track, bar));
  const records = touched.flatMap(({ record }) => record ?? []);
  return {
    tracks: touched.map(({ track }) => track),
    touches: [...history.touches, ...records].slice(-MAX_TOUCHES),
    nextId: history.nextId,
  };
}

/** Gives the zones of a frame their ids and life state; zones not tracked yet get a provisional id. */
export function nameClusters(
  history: ClusterHistory,
  drafts: readonly ClusterDraft[],
  nowMs: number,
): Cluster[] {
  const { matched } = matchTracks(history.tracks, drafts);
  const trackOf = new Map([...matched].map(([id, draft]) => [draft, id]));
  return drafts.map((draft, index) => {
    const track = history.tracks.find(({ id }) => id === trackOf.get(draft));
    if (!track) return { ...draft, id: `new-${index}`, firstSeenMs: nowMs, life: 'building' };
    return { ...draft, id: track.id, firstSeenMs: track.firstSeenMs, life: lifeOf(track, draft) };
  });
}

function lifeOf(track: ClusterTrack, draft: ClusterDraft): ClusterLife {
  if (track.touchedMs !== null) return track.isInside ? 'touched' : 'partly-cleared';
  return draft.reach === 'at-target' || draft.reach === 'near' ? 'near' : 'building';
}

/** Life state of a track that is no longer in the estimate or still is. */
export function lifeOfTrack(track: ClusterTrack): ClusterLife {
  if (track.end) return track.end;
  if (track.touchedMs === null) return 'building';
  return track.isInside ? 'touched' : 'partly-cleared';
}

function touchTrack(track: ClusterTrack, bar: TouchBar): { track: ClusterTrack; record?: TouchRecord } {
  const { side, lowPrice, highPrice } = track;
  const depthNow = track.end ? 0 : penetration(side, lowPrice, highPrice, bar);
  const touchedMs = track.touchedMs ?? (depthNow > 0 ? bar.closeMs : null);
  const next = { ...track, touchedMs, depth: Math.max(track.depth, depthNow), isInside: depthNow > 0 };
  if (touchedMs === null || track.isDecided) return { track: next };
  const outcome = touchOutcome(side, lowPrice, highPrice, touchedMs, bar);
  if (outcome === null) return { track: next };
  const record = { clusterId: track.id, side, touchedMs, outcome, notionalUsd: track.untouchedUsd };
  return { track: { ...next, isDecided: true }, record };
}

function renewTrack(track: ClusterTrack, draft: ClusterDraft | undefined, bar: TouchBar): ClusterTrack {
  const end = track.end ?? endOf(track, draft, bar.closeMs);
  if (!draft || end) return { ...track, end };
  // A touched zone keeps the edges it was touched with, so that depth stays comparable.
  const edges = track.touchedMs === null ? { lowPrice: draft.lowPrice, highPrice: draft.highPrice } : {};
  const untouchedUsd = track.touchedMs === null ? draft.notionalUsd : track.untouchedUsd;
  return { ...track, ...edges, end, untouchedUsd, notionalUsd: draft.notionalUsd, lastSeenMs: bar.closeMs };
}

function endOf(track: ClusterTrack, draft: ClusterDraft | undefined, closeMs: number): ClusterTrack['end'] {
  if (track.depth >= CLEARED_DEPTH) return 'cleared';
  if (draft || closeMs - track.lastSeenMs < FADE_AFTER_MS) return null;
  return track.touchedMs === null ? 'faded' : 'cleared';
}

function isKept(track: ClusterTrack, closeMs: number): boolean {
  return track.end === null || closeMs - track.lastSeenMs < KEEP_ENDED_MS;
}

function newTrack(draft: ClusterDraft, number: number, closeMs: number): ClusterTrack {
  return {
    id: `${draft.side}-${number}`,
    side: draft.side,
    lowPrice: draft.lowPrice,
    highPrice: draft.highPrice,
    firstSeenMs: closeMs,
    lastSeenMs: closeMs,
    notionalUsd: draft.notionalUsd,
    untouchedUsd: draft.notionalUsd,
    touchedMs: null,
    depth: 0,
    isInside: false,
    isDecided: false,
    end: null,
  };
}

interface Pair {
  track: ClusterTrack;
  draft: ClusterDraft;
  overlap: number;
}

/** Best overlaps first, each track and each zone used once. */
function matchTracks(
  tracks: readonly ClusterTrack[],
  drafts: readonly ClusterDraft[],
): { matched: Map<string, ClusterDraft>; fresh: ClusterDraft[] } {
  const pairs: Pair[] = [];
  for (const track of tracks) {
    if (track.end) continue;
    for (const draft of drafts) {
      const overlap = track.side === draft.side ? overlapShare(track, draft) : 0;
      if (overlap >= MIN_OVERLAP) pairs.push({ track, draft, overlap });
    }
  }
  pairs.sort((a, b) => b.overlap - a.overlap);
  const matched = new Map<string, ClusterDraft>();
  const used = new Set<ClusterDraft>();
  for (const { track, draft } of pairs) {
    if (matched.has(track.id) || used.has(draft)) continue;
    matched.set(track.id, draft);
    used.add(draft);
  }
  return { matched, fresh: drafts.filter((draft) => !used.has(draft)) };
}

function overlapShare(
  a: { lowPrice: number; highPrice: number },
  b: { lowPrice: number; highPrice: number },
): number {
  const common = Math.min(a.highPrice, b.highPrice) - Math.max(a.lowPrice, b.lowPrice);
  return common / Math.min(a.highPrice - a.lowPrice, b.highPrice - b.lowPrice);
}
