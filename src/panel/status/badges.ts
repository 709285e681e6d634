import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { LIVE_LIMIT_MS, STALE_LIMIT_MS } from '../../core/market/data-age';
import type { SourceStatus } from '../../core/market/source-status';
import { tallySources } from '../../core/market/source-tally';
import type { AnchorReport } from '../../messages/page-protocol';

export type BadgeKind =
  | 'live'
  | 'ageing'
  | 'stale'
  | 'offline'
  | 'partial'
  | 'history'
  | 'thin'
  | 'demo'
  | 'replay'
  | 'not-aligned';

/** One thing a reader must know before trusting the picture. */
export interface StatusBadge {
  kind: BadgeKind;
  /** Age of the newest data, ms; only on badges about age. */
  ageMs?: number;
  /** Sources that answer, or have all of their history, and all that should. */
  have?: number;
  of?: number;
}

/** What the badges are made of. */
export interface BadgeInput {
  frame: HeatmapFrame | null;
  sources: SourceStatus[];
  priceTimeMs: number;
  anchor: AnchorReport | null;
  badge: 'live' | 'demo' | 'replay';
  isConnected: boolean;
  nowMs: number;
}

/** Badges in reading order: freshness (or demo, replay) first; empty while no data has been asked for. */
export function statusBadges(input: BadgeInput): StatusBadge[] {
  const fresh = freshness(input);
  const badges: StatusBadge[] = fresh ? [fresh] : [];
  if (fresh && fresh.kind !== 'offline' && input.badge === 'live') badges.push(...sourceBadges(input));
  if (input.frame?.isThin) badges.push({ kind: 'thin' });
  if (isMisaligned(input.anchor)) badges.push({ kind: 'not-aligned' });
  return badges;
}

/**
 * Unix ms of the newest thing heard from any source, 0 before the first. A frame is stamped by the exchange's clock, which
 * need not be ours: its age counts only while no source has said anything.
 */
export function newestDataMs({
  frame,
  sources,
  priceTimeMs,
}: Pick<BadgeInput, 'frame' | 'sources' | 'priceTimeMs'>): number {
  return Math.max(priceTimeMs, ...sources.map(({ lastDataMs }) => lastDataMs)) || (frame?.asOfMs ?? 0);
}

/** True when the chart was looked for and its price axis is not proven. */
export function isMisaligned(anchor: AnchorReport | null): boolean {
  if (!anchor || anchor.state === 'searching') return false;
  return anchor.state !== 'locked' || !anchor.hasPrice;
}

function freshness(input: BadgeInput): StatusBadge | null {
  if (input.badge !== 'live') return { kind: input.badge };
  const newest = newestDataMs(input);
  if (newest === 0 && input.sources.length === 0 && input.isConnected) return null;
  const ageMs = newest > 0 ? Math.max(0, input.nowMs - newest) : undefined;
  if (ageMs === undefined || isCutOff(input)) return { kind: 'offline', ageMs };
  if (ageMs <= LIVE_LIMIT_MS) return { kind: 'live', ageMs };
  return { kind: ageMs <= STALE_LIMIT_MS ? 'ageing' : 'stale', ageMs };
}

function isCutOff({ sources, isConnected }: BadgeInput): boolean {
  // Of sources that are merely late the age says enough.
  return !isConnected || (tallySources(sources).isSilent && !sources.some(({ state }) => state === 'stale'));
}

/** Before the first heat the notices tell how far the history is; afterwards nothing may push the cards about. */
function sourceBadges({ sources, frame }: BadgeInput): StatusBadge[] {
  const { have, of, history } = tallySources(sources);
  const badges: StatusBadge[] = [];
  if (have > 0 && have < of) badges.push({ kind: 'partial', have, of });
  if (frame && history.whole < history.of)
    badges.push({ kind: 'history', have: history.whole, of: history.of });
  return badges;
}
