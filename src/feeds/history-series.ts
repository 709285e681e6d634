import { BAR_MS, type HistorySeries, type Parser, type Poll, type TimeSpan } from './exchange-feed';

/** A series that reaches back without end unless told otherwise. */
export function series(
  channel: string,
  requests: HistorySeries['requests'],
  parse: Parser,
  ages: Partial<Pick<HistorySeries, 'maxAgeMs' | 'minAgeMs' | 'next'>> = {},
): HistorySeries {
  return { channel, requests, parse, maxAgeMs: Number.POSITIVE_INFINITY, minAgeMs: 0, ...ages };
}

/** The answers of these polls hold at least this, ms. */
const BAR_POLL_REACH_MS = 2 * BAR_MS;

/** A poll once a bar, some seconds after its end, whose answer holds the last two bars at least. */
export function barPoll(channel: string, request: Poll['request'], parse: Parser, delayMs = 20_000): Poll {
  return { channel, everyMs: BAR_MS, delayMs, reachMs: BAR_POLL_REACH_MS, when: 'always', request, parse };
}

/** A poll that stands in for a socket. */
export function fallbackPoll(channel: string, request: Poll['request'], parse: Parser): Poll {
  return { channel, everyMs: 15_000, delayMs: 0, when: 'fallback', request, parse };
}

/** The last `bars` whole bars before `nowMs`. */
export function lastBars(nowMs: number, bars: number): TimeSpan {
  const toMs = Math.floor(nowMs / BAR_MS) * BAR_MS;
  return { fromMs: toMs - bars * BAR_MS, toMs };
}
