import { browser } from 'wxt/browser';
import type { SourceStatus } from '../core/market/source-status';
import type { AnchorReport, SessionState } from '../messages/page-protocol';

/** Text on the toolbar button, and the same in words as its title. */
export interface Badge {
  text: string;
  title: string;
  colour: string;
}

const GREEN = '#1a7f4b';
const AMBER = '#9a6700';
const GREY = '#57606a';
const RED = '#b3261e';

const TROUBLE: SourceStatus['state'][] = ['stale', 'offline', 'blocked', 'rate-limited', 'quarantined'];

/** What the button says of the tab in front; the worst thing a trader should know comes first. */
export function badgeOf(
  session: SessionState | null,
  anchor: AnchorReport | null,
  sources: SourceStatus[],
): Badge {
  if (!session) return { text: '', title: 'Liqlens: off on this site', colour: GREY };
  if (session.state === 'no-instrument') {
    return { text: '', title: 'Liqlens: no perpetual on this page', colour: GREY };
  }
  if (session.state === 'unlisted') {
    return { text: '?', title: `Liqlens: no exchange lists ${session.symbol}`, colour: GREY };
  }
  if (session.state === 'engine-down') return { text: '!', title: `Liqlens: ${session.reason}`, colour: RED };
  if (session.state === 'ask-to-load') {
    return { text: '?', title: `Liqlens: click to load ${session.instrument.symbol}`, colour: AMBER };
  }
  if (session.state === 'loading') return { text: '…', title: 'Liqlens: loading history', colour: AMBER };
  if (sources.length > 0 && sources.every((source) => TROUBLE.includes(source.state))) {
    return { text: '!', title: `Liqlens: ${sources[0]?.reason || 'no source answers'}`, colour: RED };
  }
  if (anchor?.state !== 'locked') {
    return {
      text: '∅',
      title: `Liqlens: chart not aligned, the panel still works`,
      colour: AMBER,
    };
  }
  const live = sources.filter((source) => source.state === 'live').length;
  const partial = live < sources.length ? ` (${live}/${sources.length} sources live)` : '';
  return { text: 'on', title: `Liqlens: estimated heat on the chart${partial}`, colour: GREEN };
}

/** A tab that closed meanwhile is not worth an error. */
export async function showBadge(tabId: number, badge: Badge): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color: badge.colour });
    await browser.action.setBadgeText({ tabId, text: badge.text });
    await browser.action.setTitle({ tabId, title: badge.title });
  } catch {
    // The tab is gone.
  }
}
