import { BAR_MS, type TimeSpan } from './exchange-feed';

/** Cuts a span into pages of at most `rows` intervals, oldest first. */
export function pagesOf(span: TimeSpan, intervalMs: number, rows: number): TimeSpan[] {
  const pages: TimeSpan[] = [];
  const pageMs = intervalMs * rows;
  for (let fromMs = span.fromMs; fromMs < span.toMs; fromMs += pageMs) {
    pages.push({ fromMs, toMs: Math.min(span.toMs, fromMs + pageMs) });
  }
  return pages;
}

/**
 * The part of a span between two ages seen from `nowMs`; null when nothing is left. An age ends with a whole bar, so that
 * one series may begin where another ends.
 */
export function clipByAge(
  span: TimeSpan,
  nowMs: number,
  minAgeMs: number,
  maxAgeMs: number,
): TimeSpan | null {
  const fromMs = Math.max(span.fromMs, nextBar(nowMs - maxAgeMs));
  const toMs = Math.min(span.toMs, minAgeMs === 0 ? nowMs : nextBar(nowMs - minAgeMs));
  return fromMs < toMs ? { fromMs, toMs } : null;
}

function nextBar(timeMs: number): number {
  return Math.ceil(timeMs / BAR_MS) * BAR_MS;
}

/** Newest first: one short span, then equal ones, down to `span.fromMs`. */
export function newestFirst(span: TimeSpan, firstMs: number, spanMs: number): TimeSpan[] {
  const spans: TimeSpan[] = [];
  let toMs = span.toMs;
  while (toMs > span.fromMs) {
    const fromMs = Math.max(span.fromMs, toMs - (spans.length === 0 ? firstMs : spanMs));
    spans.push({ fromMs, toMs });
    toMs = fromMs;
  }
  return spans;
}
