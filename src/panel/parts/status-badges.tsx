import type { JSX } from 'preact';
import { badgeHelp, badgeText } from '../status/badge-words';
import type { StatusBadge } from '../status/badges';
import { text } from '../strings/text';

interface StatusBadgesProps {
  badges: StatusBadge[];
}

/** The row of badges; kinds differ by word and dot shape, not by colour alone. */
export function StatusBadges({ badges }: StatusBadgesProps): JSX.Element {
  return (
    <ul class="badges" aria-label={text('badgesLabel')}>
      {badges.map((badge) => (
        <li key={badge.kind} class={`badge badge-${badge.kind}`} title={badgeHelp(badge)}>
          <span class="dot" aria-hidden="true" />
          {badgeText(badge)}
        </li>
      ))}
    </ul>
  );
}
