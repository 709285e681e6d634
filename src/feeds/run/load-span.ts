import type { Candle } from '../../core/market/candle';
import type { MarketEvent } from '../../core/market/market-event';
import { BAR_MS, type TimeSpan } from '../exchange-feed';
import { wait } from '../transport/environment';
import type { Trouble } from '../transport/host-circuit';
import { type FetchedPages, fetchPages, parsePages } from './fetch-series';
import { eventTimeMs, judge, type Plausibility, plausibilityOf } from './plausibility';
import { exchangeNow, refuseEvent, type Session } from './session';

/** The slower inputs are waited for this long before the bars go out without them. */
const GRACE_MS = 2500;
/** A bar that a venue has not written this long after its end had no trade. */
const SETTLED_MS = 60_000;
/** So many bars outvote a mad one by their median. */
const BARS_TO_TRUST = 12;

/** Closed bars and every other input of one span are delivered; what came of it. */
export interface LoadedSpan {
  trouble: Trouble | null;
  /** Up to here the bars are known, Unix ms. */
  settledToMs: number;
}

/** Loads one span of history and hands it on. The bars decide; other inputs that fail are tried again later. */
export async function loadSpan(
  session: Session,
  span: TimeSpan,
  onLate: (pages: Promise<FetchedPages>) => void,
): Promise<LoadedSpan> {
  const { history } = session.run.feed;
  const askedMs = exchangeNow(session);
  const others = history.others.map((series) => fetchPages(session, series, span));
  const bars = await fetchPages(session, history.candles, span);
  if (bars.trouble !== null) return { trouble: bars.trouble, settledToMs: span.fromMs };
  const rows = parsePages(session, bars);
  const candles = rows.filter((event) => event.type === 'candle' && event.candle.isClosed);
  const oldest = candles[0];
  if (oldest) session.oldestBarMs = Math.min(session.oldestBarMs, eventTimeMs(oldest));
  const priceAt = priceLookup(candles);
  const inTime = await withinGrace(others, session.run.signal);
  inTime.late.forEach(onLate);
  const events = inTime.done.flatMap((pages) => parsePages(session, pages, priceAt));
  await session.outbox.send(
    plausible(session, [...candles, ...rows.filter(({ type }) => type !== 'candle'), ...events]),
  );
  for (const pages of inTime.done) if (pages.trouble !== null) onLate(Promise.resolve(pages));
  return { trouble: null, settledToMs: settledTo(candles, span, Math.min(askedMs, exchangeNow(session))) };
}

/** Delivers one series of a span that came late or had to be asked for again. */
export async function deliverPages(session: Session, pages: FetchedPages): Promise<void> {
  await session.outbox.send(plausible(session, parsePages(session, pages)));
}

/** Events in time order without the ones nobody can believe. */
export function plausible(session: Session, events: MarketEvent[]): MarketEvent[] {
  const sorted = events.sort((a, b) => eventTimeMs(a) - eventTimeMs(b));
  const believed = referenceFor(session, sorted);
  const nowMs = exchangeNow(session);
  const kept = sorted.filter((event) => {
    const doubt = judge(believed, event, nowMs);
    if (doubt !== null) refuseEvent(session, event.type, doubt.field, doubt.reason);
    return doubt === null;
  });
  if (believed.priceMs > session.believed.priceMs) Object.assign(session.believed, believed);
  return kept;
}

/** A span is judged by its own medians; a few rows only by what was believed before. */
function referenceFor(session: Session, events: readonly MarketEvent[]): Plausibility {
  const own = plausibilityOf(events);
  const known = session.believed;
  const isShort = events.filter(({ type }) => type === 'candle').length < BARS_TO_TRUST;
  return isShort && known.price !== null
    ? { ...known }
    : { ...own, openInterest: own.openInterest ?? known.openInterest };
}

/** Close of the bar in which a moment lies, or of the nearest one. */
export function priceLookup(candles: readonly MarketEvent[]): (timeMs: number) => number | null {
  const bars = candles.flatMap((event): Candle[] => (event.type === 'candle' ? [event.candle] : []));
  return (timeMs) => {
    if (bars.length === 0) return null;
    let low = 0;
    let high = bars.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bars[middle].openTimeMs <= timeMs) low = middle;
      else high = middle - 1;
    }
    return bars[low].close;
  };
}

/**
 * End of what is certain: the whole span when it was old enough at `askedMs` (Unix ms), else the last bar that came. An
 * answer knows nothing of what was written after it was asked for, however long it was on its way.
 */
export function settledTo(candles: readonly MarketEvent[], span: TimeSpan, askedMs: number): number {
  if (askedMs - span.toMs > SETTLED_MS) return span.toMs;
  const last = candles.at(-1);
  return last === undefined ? span.fromMs : eventTimeMs(last) + BAR_MS;
}

async function withinGrace(fetches: Promise<FetchedPages>[], signal: AbortSignal) {
  const grace = new AbortController();
  const timer = wait(GRACE_MS, AbortSignal.any([signal, grace.signal])).then(() => null);
  const results = await Promise.all(fetches.map((fetch) => Promise.race([fetch, timer])));
  grace.abort();
  return {
    done: results.filter((pages) => pages !== null),
    late: fetches.filter((_, index) => results[index] === null),
  };
}
