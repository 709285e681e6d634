import type { MarketEvent } from '../../core/market/market-event';
import { wait } from '../transport/environment';
import { exchangeNow, parseCounted, type Session } from './session';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Delivers the maintenance brackets now and once a day; the shipped table where the exchange does not tell. */
export async function followTiers(session: Session): Promise<void> {
  const { signal } = session.run;
  while (!signal.aborted) {
    const pauseMs = await deliverTiers(session);
    if (session.run.mode === 'once') return;
    await wait(pauseMs, signal);
  }
}

/** One round; returns ms until the next. */
async function deliverTiers(session: Session): Promise<number> {
  const { feed } = session.run;
  if (feed.tiers === null) return DAY_MS;
  if (feed.tiers.needsPrice) {
    await sendFallback(session);
    await priceKnown(session);
  }
  const told = await askTiers(session);
  if (told.length > 0) {
    await session.outbox.send(told);
    return DAY_MS;
  }
  if (!feed.tiers.needsPrice) await sendFallback(session);
  return HOUR_MS;
}

async function sendFallback(session: Session): Promise<void> {
  const { feed, instrument } = session.run;
  const tiers = feed.tiers?.fallback(instrument) ?? [];
  if (tiers.length === 0) return;
  await session.outbox.send([
    { type: 'leverage-tiers', tiers, source: 'fallback', asOfMs: exchangeNow(session) },
  ]);
}

async function priceKnown(session: Session): Promise<void> {
  while (session.believed.price === null && !session.run.signal.aborted) await wait(200, session.run.signal);
}

async function askTiers(session: Session): Promise<MarketEvent[]> {
  const { feed, instrument, transport, priority, signal } = session.run;
  const request = feed.tiers?.request(instrument) ?? null;
  if (feed.tiers === null || request === null) return [];
  const answer = await transport.request(request, priority(), signal);
  if (answer.ok) return parseCounted(session, feed.tiers.channel, feed.tiers.parse, answer.payload);
  // Brackets may live on an undocumented address of their own, where failure is normal: the table shipped stands in.
  return [];
}
