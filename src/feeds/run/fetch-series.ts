import type { MarketEvent } from '../../core/market/market-event';
import type { FeedRequest, HistorySeries, ParseContext, TimeSpan } from '../exchange-feed';
import { clipByAge } from '../spans';
import type { Trouble } from '../transport/host-circuit';
import { eventTimeMs } from './plausibility';
import { exchangeNow, noteTrouble, parseCounted, type Session } from './session';

/** Cursor pages that are followed at most. */
const MAX_PAGES = 40;

/** The raw pages of one series over one span, or what kept them away. */
export interface FetchedPages {
  series: HistorySeries;
  span: TimeSpan;
  payloads: unknown[];
  /** Set when at least one page is missing. */
  trouble: Trouble | null;
}

/** Fetches every page of the part of the span that the series reaches. */
export async function fetchPages(
  session: Session,
  series: HistorySeries,
  span: TimeSpan,
): Promise<FetchedPages> {
  const reach = clipByAge(span, exchangeNow(session), series.minAgeMs, series.maxAgeMs);
  if (reach === null) return { series, span, payloads: [], trouble: null };
  const requests = series.requests(session.run.instrument, reach, exchangeNow(session));
  const chains = await Promise.all(requests.map((request) => fetchChain(session, series, request, reach)));
  return {
    series,
    span: reach,
    payloads: chains.flatMap(({ payloads }) => payloads),
    trouble: chains.find(({ trouble }) => trouble !== null)?.trouble ?? null,
  };
}

async function fetchChain(session: Session, series: HistorySeries, first: FeedRequest, span: TimeSpan) {
  const { transport, priority, signal } = session.run;
  const payloads: unknown[] = [];
  let request: FeedRequest | null = first;
  for (let page = 0; request !== null && page < MAX_PAGES; page += 1) {
    const answer = await transport.request(request, priority(), signal);
    noteTrouble(session, series.channel, answer.ok ? null : answer.trouble);
    if (!answer.ok) return { payloads, trouble: answer.trouble };
    payloads.push(answer.payload);
    request = series.next?.(answer.payload, request, span) ?? null;
  }
  return { payloads, trouble: null };
}

/** The events of fetched pages that lie inside the span, in time order. */
export function parsePages(
  session: Session,
  pages: FetchedPages,
  priceAt?: ParseContext['priceAt'],
): MarketEvent[] {
  const { series, payloads } = pages;
  const span = oldEnough(session, pages);
  const isInside = (event: MarketEvent) =>
    eventTimeMs(event) >= span.fromMs && eventTimeMs(event) < span.toMs;
  return payloads
    .flatMap((payload) => {
      const events = parseCounted(session, series.channel, series.parse, payload, priceAt);
      return session.seen.fresh(events.filter(isInside));
    })
    .sort((a, b) => eventTimeMs(a) - eventTimeMs(b));
}

/** Asked with a clock ahead, an answer may tell younger things than it is used for; it sets the clock as well. */
function oldEnough(session: Session, { series, span }: FetchedPages): TimeSpan {
  if (series.minAgeMs === 0) return span;
  const nothing = { fromMs: span.fromMs, toMs: span.fromMs };
  if (session.run.transport.isClockDoubtful(session.host)) return nothing;
  return clipByAge(span, exchangeNow(session), series.minAgeMs, Number.POSITIVE_INFINITY) ?? nothing;
}
