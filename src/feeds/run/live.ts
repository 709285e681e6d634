import type { Candle } from '../../core/market/candle';
import type { MarketEvent } from '../../core/market/market-event';
import type { HistorySeries, SocketPlan, TimeSpan } from '../exchange-feed';
import { BAR_MS } from '../exchange-feed';
import { closeHole, missingBars, offerBar } from './bar-keeper';
import { fetchPages, parsePages } from './fetch-series';
import { addToBatch, takeBatch } from './live-batch';
import { plausible, settledTo } from './load-span';
import { eventTimeMs, judge } from './plausibility';
import { type EqualTally, freshConnectionTally, isToldAnew } from './seen-liquidations';
import { exchangeNow, parseCounted, refuseEvent, type Session } from './session';
import { countRefused } from './source-condition';

/** A mark price may be this much older than the last one: two sources of it are not in step. */
const MARK_STEP_BACK_MS = 5000;
/** Without a mark price for this long the bars' price counts. */
const MARK_PATIENCE_MS = 10_000;

/** Takes what one socket message says. */
export function takeMessage(session: Session, plan: SocketPlan, message: unknown): void {
  const channel = plan.channelOf(message);
  const nowMs = exchangeNow(session);
  const events = parseCounted(session, channel, plan.parse, message, session.lastPrice, nowMs);
  takeEvents(session, channel, events, nowMs, tallyOf(session, plan, message, events));
}

/**
 * A connection begins. An exchange that tells every forced closing tells each in one message of it, so that an equal one
 * in another message is another; of those that tell one a second at most, and after a reconnect, it is the same again.
 */
export function beginConnection({ run, toldBySocket }: Session, plan: SocketPlan): void {
  if (run.feed.liquidationReporting.kind === 'full') toldBySocket.set(plan, freshConnectionTally());
}

/** Undefined for a message that was heard before to the letter, whose closings are those of then. */
function tallyOf(
  { toldBySocket }: Session,
  plan: SocketPlan,
  message: unknown,
  events: readonly MarketEvent[],
): EqualTally | undefined {
  const told = toldBySocket.get(plan);
  if (told === undefined || !events.some(({ type }) => type === 'liquidation')) return undefined;
  return isToldAnew(told, JSON.stringify(message)) ? undefined : told.tally;
}

/** Puts live events into the batch: each judged, bars in their row, nothing twice. */
export function takeEvents(
  session: Session,
  channel: string,
  events: MarketEvent[],
  nowMs = exchangeNow(session),
  tally?: EqualTally,
): void {
  if (session.condition.quarantine !== null) {
    // Only so can it be believed again; what a believed source says is judged when it was plausible.
    session.run.onHeard?.(events);
    return;
  }
  for (const event of session.seen.fresh(events, tally)) {
    const doubt = judge(session.believed, event, nowMs);
    if (doubt?.field === 'time') session.fromFuture += 1;
    if (doubt !== null) refuseEvent(session, channel, doubt.field, doubt.reason);
    else if (event.type === 'candle') takeBar(session, channel, event, nowMs);
    else if (event.type === 'mark-price') takeMark(session, channel, event);
    else addToBatch(session.batch, event);
  }
}

function takeBar(
  session: Session,
  channel: string,
  event: MarketEvent & { type: 'candle' },
  nowMs: number,
): void {
  const verdict = offerBar(session.keeper, event.candle);
  if (verdict === 'old') {
    refuseEvent(session, channel, 'time', `runs backwards to the bar of ${event.candle.openTimeMs}`);
    return;
  }
  if (verdict === 'deliver') {
    addToBatch(session.batch, event);
    tellBarPrice(session, event.candle, nowMs);
  }
  if (verdict !== 'duplicate') notePrice(session, nowMs);
}

/** Marks are closer to what liquidates; the bar's price stands in where none comes. */
function tellBarPrice(session: Session, { close, isClosed }: Candle, nowMs: number): void {
  if (!isClosed && nowMs - session.lastMarkMs > MARK_PATIENCE_MS) session.run.onPrice?.(close, nowMs);
}

function takeMark(session: Session, channel: string, event: MarketEvent & { type: 'mark-price' }): void {
  const { timeMs } = event.markPrice;
  if (timeMs < session.lastMarkMs - MARK_STEP_BACK_MS) {
    refuseEvent(session, channel, 'time', `runs backwards from ${session.lastMarkMs} to ${timeMs}`);
    return;
  }
  session.lastMarkMs = Math.max(session.lastMarkMs, timeMs);
  session.run.onPrice?.(event.markPrice.price, timeMs);
  addToBatch(session.batch, event);
  notePrice(session, timeMs);
}

function notePrice(session: Session, timeMs: number): void {
  const { condition, run } = session;
  const nowMs = run.transport.now();
  condition.priceReceivedMs = nowMs;
  condition.lastDataMs = Math.max(condition.lastDataMs, timeMs);
  // Ages are counted by the page's clock, and a price is never newer than its message.
  condition.lastDataOursMs = Math.min(nowMs, timeMs - exchangeNow(session) + nowMs);
}

/** Hands the batch on before any past, unless the one before is still being stored; what comes meanwhile merges. */
export function flush(session: Session): void {
  if (session.outbox.isBusy()) return;
  const events = takeBatch(session.batch);
  if (session.condition.quarantine === null) void session.outbox.sendFirst(events, wholeUntil(session));
}

/** Until when every input is told, that of the batch at hand included; undefined while something is owed. */
function wholeUntil(session: Session): number | undefined {
  const { owed, missedFromMs, socketsDown, condition, toldMs } = session;
  const isWhole = owed === 0 && missedFromMs === Number.POSITIVE_INFINITY && socketsDown.size === 0;
  return isWhole ? Math.min(condition.lastDataMs, ...toldMs.values()) || undefined : undefined;
}

/** Whether bars have to be asked for again, and why: no answer came, the bar that was missing was refused, a clock was set. */
export type Refreshed = 'done' | 'failed' | 'refused' | 'clock-set';

/** One answer makes a clock doubtful, the next one decides, a third brings the bars of the time in between. */
const READINGS = 3;

/** A gap this long was an interruption, not a late bar: the other inputs are missing as well. */
const INTERRUPTION_MS = 2 * BAR_MS;

/**
 * Asks by REST for the bars since the last closed one, the forming one included, again at once where a clock was set;
 * after an interruption, or a clock set ahead, for every other input of that time as well.
 */
export async function refreshBars(session: Session): Promise<Refreshed> {
  const { lastClosedMs } = session.keeper;
  if (lastClosedMs !== null) session.missedFromMs = Math.min(session.missedFromMs, lastClosedMs + BAR_MS);
  const refreshed = await readBars(session);
  if (refreshed !== 'done') return refreshed;
  const fromMs = session.missedFromMs;
  session.missedFromMs = Number.POSITIVE_INFINITY;
  const toMs = exchangeNow(session);
  if (isInterruption({ fromMs, toMs })) await healInputs(session, { fromMs, toMs });
  return refreshed;
}

/** Whether so much is missing at `nowMs` that asking for the bars brings every other input as well. */
export function isInterrupted({ keeper }: Session, nowMs: number): boolean {
  return (
    keeper.lastClosedMs !== null && isInterruption({ fromMs: keeper.lastClosedMs + BAR_MS, toMs: nowMs })
  );
}

function isInterruption({ fromMs, toMs }: TimeSpan): boolean {
  return Math.floor(toMs / BAR_MS) * BAR_MS - fromMs >= INTERRUPTION_MS;
}

async function readBars(session: Session): Promise<Refreshed> {
  for (let reading = 1; ; reading += 1) {
    const refreshed = await refreshOnce(session);
    if (refreshed !== 'clock-set' || reading === READINGS) return refreshed;
  }
}

async function refreshOnce(session: Session): Promise<Refreshed> {
  const { keeper, run } = session;
  if (keeper.lastClosedMs === null) return 'done';
  session.fromFuture = 0;
  const nowMs = exchangeNow(session);
  const span = { fromMs: keeper.lastClosedMs + BAR_MS, toMs: Math.floor(nowMs / BAR_MS) * BAR_MS + BAR_MS };
  const pages = await fetchPages(session, run.feed.history.candles, span);
  if (pages.trouble !== null) return 'failed';
  if (session.condition.quarantine !== null) return 'done';
  // With a clock that was just set, bars that are still to come would count as bars without a trade.
  if (run.transport.isClockDoubtful(session.host)) return 'clock-set';
  const refusedBefore = countRefused(session.condition);
  const events = plausible(session, parsePages(session, pages));
  const isRefused = countRefused(session.condition) > refusedBefore;
  const closed = events.filter((event) => event.type === 'candle' && event.candle.isClosed);
  for (const event of events) if (event.type !== 'candle') addToBatch(session.batch, event);
  const missing = closed.filter((event) => eventTimeMs(event) > (keeper.lastClosedMs ?? 0));
  for (const event of missing) addToBatch(session.batch, event);
  const askedMs = Math.min(nowMs, exchangeNow(session));
  const hole = { fromMs: span.fromMs, toMs: Math.floor(askedMs / BAR_MS) * BAR_MS };
  // A bar that came as garbage is not one without a trade.
  const settledToMs = settledTo(closed, hole, isRefused ? hole.fromMs : askedMs);
  for (const candle of closeHole(keeper, settledToMs)) addToBatch(session.batch, { type: 'candle', candle });
  takeForming(
    session,
    events.filter(({ type }) => type === 'candle'),
  );
  if (events.length > 0) notePrice(session, exchangeNow(session));
  // The answer may have set the clock: then bars that nobody asked for are over as well.
  if (exchangeNow(session) >= span.toMs + BAR_MS) return 'clock-set';
  return isRefused && missingBars(keeper, askedMs) !== null ? 'refused' : 'done';
}

function takeForming(session: Session, events: MarketEvent[]): void {
  const forming = events.at(-1);
  if (forming?.type !== 'candle' || forming.candle.isClosed) return;
  if (offerBar(session.keeper, forming.candle) === 'deliver') addToBatch(session.batch, forming);
}

/** After an interruption: the bars and every other input since `fromMs`. */
export async function catchUp(session: Session, fromMs: number): Promise<Refreshed> {
  session.owed += 1;
  const refreshed = await readBars(session);
  if (refreshed === 'failed' || refreshed === 'clock-set') return refreshed;
  await healInputs(session, { fromMs: Math.floor(fromMs / BAR_MS) * BAR_MS, toMs: exchangeNow(session) });
  session.owed -= 1;
  return refreshed;
}

async function healInputs(session: Session, span: TimeSpan): Promise<void> {
  const { others } = session.run.feed.history;
  session.owed += 1;
  const healed = await Promise.all(others.map((series) => healSeries(session, series, span)));
  if (!healed.includes(false)) session.owed -= 1;
}

/** Asks for one input of a past span, and of what its poll has not told before it; false when some of it did not come. */
export async function healSeries(session: Session, series: HistorySeries, span: TimeSpan): Promise<boolean> {
  const { channel } = series;
  const toldMs = session.toldMs.get(channel) ?? span.fromMs;
  const fromMs = Math.min(span.fromMs, Math.floor(toldMs / BAR_MS) * BAR_MS);
  session.healing.add(channel);
  const pages = await fetchPages(session, series, { fromMs, toMs: span.toMs });
  session.healing.delete(channel);
  if (session.condition.quarantine !== null) return false;
  await session.outbox.send(plausible(session, parsePages(session, pages)));
  // Nobody will ever tell what is refused.
  if (pages.trouble !== null) return pages.trouble.kind === 'refused';
  if (session.toldMs.has(channel)) session.toldMs.set(channel, span.toMs);
  return true;
}
