import type { Instrument } from '../core/market/instrument';
import type { ExchangeFeed, FeedRequest } from './exchange-feed';
import type { FeedError } from './feed-error';
import type { Transport } from './transport/transport';

const MAX_PAGES = 20;

/** An exchange's contracts as plain data, fit for a day in a store; or why they are not to be had. */
export type LoadedListing =
  | { ok: true; instruments: Instrument[]; errors: FeedError[] }
  | { ok: false; reason: string; retryAtMs: number };

/** Asks an exchange what it lists. An empty list counts as a failure, so that it never replaces a good one. */
export async function loadListing(
  feed: ExchangeFeed,
  transport: Transport,
  signal: AbortSignal,
): Promise<LoadedListing> {
  const chains = await Promise.all(
    feed.listing.requests.map((first) => loadPages(feed, transport, first, signal)),
  );
  const payloads: unknown[] = [];
  for (const chain of chains) {
    if (!chain.ok) return { ok: false, reason: chain.reason, retryAtMs: chain.retryAtMs };
    payloads.push(...chain.payloads);
  }
  const { events, errors } = feed.listing.parse(payloads);
  if (events.length > 0) return { ok: true, instruments: events, errors };
  return {
    ok: false,
    reason: errors[0] ? `${errors[0].field} ${errors[0].reason}` : 'an empty list',
    retryAtMs: 0,
  };
}

async function loadPages(feed: ExchangeFeed, transport: Transport, first: FeedRequest, signal: AbortSignal) {
  const payloads: unknown[] = [];
  let request: FeedRequest | null = first;
  for (let page = 0; request !== null && page < MAX_PAGES; page += 1) {
    const answer = await transport.request(request, 'visible', signal);
    if (!answer.ok) {
      const { reason, retryAtMs } = answer.trouble;
      return { ok: false as const, reason, retryAtMs };
    }
    payloads.push(answer.payload);
    request = feed.listing.next?.(answer.payload, request) ?? null;
  }
  return { ok: true as const, payloads };
}
