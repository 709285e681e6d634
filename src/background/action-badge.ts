import { browser } from 'wxt/browser';
import type { SourceStatus } from '../core/market/source-status';
import { tallySources } from '../core/market/source-tally';
import type { AnchorReport, SessionState } from '../messages/page-protocol';
import type { StringKey } from '../panel/strings/text';

/** Text on the toolbar button, and what its title says in words. */
export interface Badge {
  text: string;
  title: { key: BadgeTitle; parts: string[] };
  colour: string;
}

type BadgeTitle = Extract<StringKey, `badgeTitle${string}`>;

const GREEN = '#1a7f4b';
const AMBER = '#9a6700';
const GREY = '#57606a';
const RED = '#b3261e';

function badge(text: string, colour: string, key: BadgeTitle, ...parts: string[]): Badge {
  return { text, title: { key, parts }, colour };
}

/** What the button says of the tab in front; the worst thing a trader should know comes first. */
export function badgeOf(
  session: SessionState | null,
  anchor: AnchorReport | null,
  sources: SourceStatus[],
): Badge {
  if (!session) return badge('', GREY, 'badgeTitleOff');
  if (session.state === 'no-instrument') return badge('', GREY, 'badgeTitleNoInstrument');
  if (session.state === 'unlisted') return badge('?', GREY, 'badgeTitleUnlisted', session.symbol);
  if (session.state === 'unreachable') return badge('!', RED, 'badgeTitleUnreachable');
  if (session.state === 'engine-down') return badge('!', RED, 'badgeTitleEngineDown');
  if (session.state === 'ask-to-load') return badge('?', AMBER, 'badgeTitleAsk', session.instrument.symbol);
  if (session.state === 'loading') return badge('…', AMBER, 'badgeTitleLoading');
  const { have, of, isSilent } = tallySources(sources);
  if (isSilent) return badge('!', RED, 'badgeTitleNoSource');
  if (anchor?.state !== 'locked') return badge('∅', AMBER, 'badgeTitleNotAligned');
  if (have === of) return badge('on', GREEN, 'badgeTitleOn');
  return badge('on', GREEN, 'badgeTitlePartial', String(have), String(of));
}

/** The title in the user's language. */
function titleText({ key, parts }: Badge['title']): string {
  return browser.i18n.getMessage(key as Parameters<typeof browser.i18n.getMessage>[0], parts);
}

/** A tab that closed meanwhile is not worth an error. */
export async function showBadge(tabId: number, { text, title, colour }: Badge): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setTitle({ tabId, title: titleText(title) });
  } catch {
    // The tab is gone.
  }
}
