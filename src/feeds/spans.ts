import type { TimeSpan } from './exchange-feed';

/** Cuts a span into pages of at most `rows` intervals, oldest first. */
export function pagesOf(span: TimeSpan, intervalMs: number, rows: number): TimeSpan[] {
  const pages: TimeSpan[] = [];
  const pageMs = intervalMs * rows;
  for (let fromMs = span.fromMs; fromMs < span.toMs; fromMs += pageMs) {
    pages.push({ fromMs, toMs: Math.min(span.toMs, fromMs + pageMs) });
  }
  return pages;
}

/** The part of a span between two ages seen from `nowMs`; null when nothing is left. */
export function clipByAge(
  span: TimeSpan,
  nowMs: number,
  minAgeMs: number,
  maxAgeMs: number,
): TimeSpan | null {
  const fromMs = Math.max(span.fromMs, nowMs - maxAgeMs);
  const toMs = Math.min(span.toMs, nowMs - minAgeMs);
  return fromMs < toMs ? { fromMs, toMs } : null;
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
