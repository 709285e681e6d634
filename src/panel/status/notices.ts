import type { Instrument } from '../../core/market/instrument';
import type { SourceStatus } from '../../core/market/source-status';
import { tallySources } from '../../core/market/source-tally';
import type { AnchorReport, SessionState } from '../../messages/page-protocol';
import { formatSignedPercent } from '../format/percent';
import { sourceName } from '../strings/source-name';
import type { StringKey } from '../strings/text';
import { isMisaligned } from './badges';
import { storeWords } from './store-words';

/** A state of the page, the feeds or the engine, said in words above the clusters. */
export interface Notice {
  id: string;
  tone: 'info' | 'caution' | 'trouble';
  title: StringKey;
  /** Substitutions of the title. */
  titleParts: string[];
  body: StringKey | null;
  /** Words that come from outside and follow the body as they are; empty when none. */
  detail: string;
  /** Part done 0..1, where the wait has a length. */
  progress: number | null;
  action: 'load' | 'calibrate' | null;
  instrument: Instrument | null;
}

/** What the notices are made of. */
export interface NoticeInput {
  session: SessionState | null;
  anchor: AnchorReport | null;
  sources: SourceStatus[];
  /** Machine word of a store that takes nothing, null when all is well. */
  storeFault: string | null;
  isThin: boolean;
  isConnected: boolean;
  eventModeUntilMs: number;
  nowMs: number;
}

/** Notices in the order of their weight; empty when all is well. */
export function notices(input: NoticeInput): Notice[] {
  const found = [
    input.isConnected
      ? null
      : notice('disconnected', 'trouble', 'noticeDisconnected', 'noticeDisconnectedBody'),
    sessionNotice(input.session, input.sources),
    input.storeFault === null
      ? null
      : notice('store', 'trouble', 'noticeStore', storeWords(input.storeFault)),
    sourcesNotice(input.sources),
    anchorNotice(input.anchor),
    input.isThin ? notice('thin', 'caution', 'noticeThin', null) : null,
    input.eventModeUntilMs > input.nowMs
      ? notice('event', 'caution', 'noticeEvent', 'noticeEventBody')
      : null,
  ];
  return found.filter((item) => item !== null);
}

function notice(
  id: string,
  tone: Notice['tone'],
  title: StringKey,
  body: StringKey | null,
  more: Partial<Notice> = {},
): Notice {
  return {
    id,
    tone,
    title,
    titleParts: [],
    body,
    detail: '',
    progress: null,
    action: null,
    instrument: null,
    ...more,
  };
}

function sessionNotice(session: SessionState | null, sources: SourceStatus[]): Notice | null {
  if (!session) return notice('connecting', 'info', 'noticeConnecting', null);
  switch (session.state) {
    case 'ready':
      return session.isOtherMarket ? otherMarketNotice(session) : null;
    case 'loading':
      return (
        historyNotice(sources) ??
        notice('loading', 'info', 'noticeLoading', null, {
          progress: session.total > 0 ? session.done / session.total : null,
        })
      );
    case 'ask-to-load':
      return notice('ask-to-load', 'info', 'noticeAskToLoad', 'noticeAskToLoadBody', {
        titleParts: [session.instrument.symbol],
        action: 'load',
        instrument: session.instrument,
      });
    case 'no-instrument':
      return notice('no-instrument', 'info', 'noticeNoInstrument', 'noticeNoInstrumentBody');
    case 'unlisted':
      return notice('unlisted', 'info', 'noticeUnlisted', 'noticeUnlistedBody', {
        titleParts: [session.symbol],
      });
    case 'unreachable':
      return notice('unreachable', 'trouble', 'noticeUnreachable', 'noticeUnreachableBody', {
        detail: session.reason,
      });
    case 'engine-down':
      return notice('engine-down', 'trouble', 'noticeEngineDown', 'noticeEngineDownBody', {
        detail: session.reason,
      });
  }
}

/** Percent; a smaller shift reads as 0.00 %. */
const LEAST_SHIFT_PCT = 0.005;

/** Whose levels a spot page, or a page of an exchange that is not read, shows, and where they stand. */
function otherMarketNotice({ instrument, basis }: Extract<SessionState, { state: 'ready' }>): Notice {
  const titleParts = [instrument.symbol, sourceName(instrument.exchange)];
  if (basis && Math.abs(basis.pct) < LEAST_SHIFT_PCT)
    return notice('other-market', 'info', 'noticeOtherMarket', null, { titleParts });
  const shifted = basis?.isShifted ? 'noticeOtherMarketShifted' : 'noticeOtherMarketFar';
  return notice('other-market', 'info', 'noticeOtherMarket', basis ? shifted : 'noticeOtherMarketBody', {
    titleParts,
    detail: basis ? formatSignedPercent(basis.pct) : '',
  });
}

/** How much of the past is on hand: in days of the only source, or in sources that have all of it. */
function historyNotice(sources: SourceStatus[]): Notice | null {
  const { whole, of, share } = tallySources(sources).history;
  if (whole === of) return null;
  const only = sources.length === 1 ? sources[0] : null;
  const days = (ms: number): string => String(Math.round(ms / 8_640_000) / 10);
  return notice('history', 'info', only ? 'noticeHistory' : 'noticeHistorySources', null, {
    titleParts: only ? [days(only.historyMs), days(only.wantedHistoryMs)] : [String(whole), String(of)],
    progress: share,
  });
}

/** Said above the clusters only when no source is left; single sources have their own lines. */
function sourcesNotice(sources: SourceStatus[]): Notice | null {
  if (sources.length === 0) return null;
  const all = (...states: SourceStatus['state'][]): boolean => sources.every((s) => states.includes(s.state));
  if (all('blocked')) return notice('blocked', 'trouble', 'noticeBlocked', 'noticeBlockedBody');
  if (all('no-permission'))
    return notice('no-permission', 'trouble', 'noticeNoPermission', 'noticeNoPermissionBody');
  if (all('rate-limited'))
    return notice('rate-limited', 'caution', 'noticeRateLimited', 'noticeRateLimitedBody');
  if (all('offline', 'blocked', 'no-permission')) {
    return notice('offline', 'trouble', 'noticeOffline', 'noticeOfflineBody');
  }
  return null;
}

function anchorNotice(anchor: AnchorReport | null): Notice | null {
  if (!anchor) return null;
  if (isMisaligned(anchor)) {
    // Aligning by hand would put the levels of one coin on the chart of another.
    const action = anchor.reason === 'other-coin' ? null : 'calibrate';
    return notice('not-aligned', 'caution', 'noticeNotAligned', anchorBody(anchor), { action });
  }
  if (anchor.state === 'locked' && !anchor.hasTime) {
    return notice('price-only', 'info', 'noticePriceOnly', 'noticePriceOnlyBody');
  }
  return null;
}

/** Words for the probe's machine words; those that tell a user nothing fall back on the state. */
const ANCHOR_REASONS: Record<string, StringKey> = {
  'percent-axis': 'noticeAnchorPercent',
  'few-labels': 'noticeAnchorFewLabels',
  'no-axis': 'noticeAnchorFewLabels',
  'price-not-on-axis': 'noticeAnchorOtherPrice',
  'other-coin': 'noticeAnchorOtherCoin',
  'worker-canvas': 'noticeAnchorWorker',
  rotated: 'noticeAnchorRotated',
  'no-chart': 'noticeAnchorNoChart',
  'calibration-missing': 'noticeAnchorByHand',
};

function anchorBody({ state, reason }: AnchorReport): StringKey {
  const known = ANCHOR_REASONS[reason];
  if (known) return known;
  if (state === 'ambiguous') return 'noticeAnchorAmbiguous';
  return state === 'unsupported' ? 'noticeAnchorUnsupported' : 'noticeAnchorLost';
}
