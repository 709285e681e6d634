import type { JSX } from 'preact';
import { formatAge } from '../format/age';
import type { BadgeKind, StatusBadge } from '../status/badges';
import { type StringKey, text } from '../strings/text';

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

interface StatusBadgesProps {
  badges: StatusBadge[];
  /** Leaves out the word of a live badge, for tight places. */
  isShort?: boolean;
}

/** The row of badges; kinds differ by word and dot shape, not by colour alone. */
export function StatusBadges({ badges, isShort = false }: StatusBadgesProps): JSX.Element {
  return (
    <ul class="badges" aria-label={text('badgesLabel')}>
      {badges.map((badge) => (
        <li key={badge.kind} class={`badge badge-${badge.kind}`} title={text(WORDS[badge.kind].help)}>
          <span class="dot" aria-hidden="true" />
          {isShort && badge.kind === 'live' && badge.ageMs !== undefined ? (
            <>
              <span class="hidden">{text('badgeLive')} </span>
              {formatAge(badge.ageMs)}
            </>
          ) : (
            badgeText(badge)
          )}
        </li>
      ))}
    </ul>
  );
}
