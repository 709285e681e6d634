import { formatAge } from '../format/age';
import { type StringKey, text } from '../strings/text';
import type { BadgeKind, StatusBadge } from './badges';

const WORDS: Record<BadgeKind, { word: StringKey; help: StringKey }> = {
  live: { word: 'badgeLive', help: 'badgeLiveHelp' },
  ageing: { word: 'badgeAgeing', help: 'badgeAgeingHelp' },
  stale: { word: 'badgeStale', help: 'badgeStaleHelp' },
  offline: { word: 'badgeOffline', help: 'badgeOfflineHelp' },
  partial: { word: 'badgePartial', help: 'badgePartialHelp' },
  history: { word: 'badgeHistory', help: 'badgeHistoryHelp' },
  thin: { word: 'badgeThin', help: 'badgeThinHelp' },
  demo: { word: 'badgeDemo', help: 'badgeDemoHelp' },
  replay: { word: 'badgeReplay', help: 'badgeReplayHelp' },
  'not-aligned': { word: 'badgeNotAligned', help: 'badgeNotAlignedHelp' },
};

/** What one badge says: `LIVE 2s`, `PARTIAL 3/4`. */
export function badgeText(badge: StatusBadge): string {
  const word = text(WORDS[badge.kind].word);
  if (badge.ageMs !== undefined) return `${word} ${formatAge(badge.ageMs)}`;
  if (badge.of !== undefined) return `${word} ${badge.have ?? 0}/${badge.of}`;
  return word;
}

/** What a badge means. */
export function badgeHelp({ kind }: StatusBadge): string {
  return text(WORDS[kind].help);
}
