import type { Instrument } from '../../core/market/instrument';
import type { MarketEvent } from '../../core/market/market-event';
import type { SourceFault, SourceStatus } from '../../core/market/source-status';
import { BAR_MS, type ExchangeFeed, type ParseContext, type Parser, type SocketPlan } from '../exchange-feed';
import type { FeedError } from '../feed-error';
import type { Trouble } from '../transport/host-circuit';
import type { Priority } from '../transport/rate-gate';
import type { Transport } from '../transport/transport';
import { type BarKeeper, freshBarKeeper } from './bar-keeper';
import { freshLiveBatch, type LiveBatch } from './live-batch';
import { createOutbox, type Outbox } from './outbox';
import { freshPlausibility, type Plausibility } from './plausibility';
import { type ConnectionTally, createSeenLiquidations, type SeenLiquidations } from './seen-liquidations';
import { countRefusal, freshCondition, type SourceCondition, statusAt } from './source-condition';

/** From where a feed goes on, as the engine stores it; null = nothing stored. All Unix ms. */
export interface FeedResume {
  lastClosedBarMs: number | null;
  /** Start of the oldest bar from which history is stored without a gap. */
  firstBarMs: number | null;
  /** Up to here every input is stored, not the bars alone. */
  wholeUntilMs?: number | null;
  /** Once already everything was asked that the exchange has of the past: what is missing does not exist. */
  isHistoryComplete?: boolean;
}

/** One instrument's feed. */
export interface FeedRun {
  feed: ExchangeFeed;
  instrument: Instrument;
  resume: FeedResume;
  /** How far back history is wanted, ms. */
  wantedHistoryMs: number;
  /** Asked before each request: the chart in sight changes. */
  priority(): Priority;
  /**
   * Resolves when the events are stored; a rejection is tried again with the same events. Time order inside a batch.
   * `nowMs` is the exchange's clock, Unix ms: the machine's may be wrong. With these events every input until
   * `wholeUntilMs` is stored, which must be stored together with them; undefined while some input is still asked for.
   */
  onEvents(events: MarketEvent[], nowMs: number, wholeUntilMs?: number): Promise<unknown>;
  /** Called when something the user can see has changed. */
  onStatus(status: SourceStatus): void;
  signal: AbortSignal;
  transport: Transport;
  /**
   * `live`: history, sockets, polls, until aborted. `polling`: the same without sockets, once a minute, for armed
   * alerts. `once`: fills the gap up to now, asks every poll once, then resolves.
   */
  mode: 'live' | 'polling' | 'once';
  /** Why the source is not believed at the moment (`judgeVenues`), null when it is; its events are then not stored. */
  quarantine?(): SourceFault | null;
  /** Live events of a source that is not believed, as they arrive: how else could it be believed again. */
  onHeard?(events: readonly MarketEvent[]): void;
  /** Each plausible price as it is heard, quote currency and Unix ms; its events come later, in their batch. */
  onPrice?(price: number, timeMs: number): void;
}

/** Everything a running feed remembers. */
export interface Session {
  run: FeedRun;
  /** Host whose clock counts. */
  host: string;
  keeper: BarKeeper;
  batch: LiveBatch;
  outbox: Outbox;
  seen: SeenLiquidations;
  believed: Plausibility;
  /** The price last believed, whenever it is asked for. */
  lastPrice(): number | null;
  condition: SourceCondition;
  lastShown: string;
  /** Start of the oldest bar stored or loaded, Unix ms; Infinity before the first. */
  oldestBarMs: number;
  /** Unix ms of the newest mark price taken, on the exchange's clock. */
  lastMarkMs: number;
  /** Live events that seem to come from the future since the bars were last asked for: a clock may have been set. */
  fromFuture: number;
  /** What was told on the present connection of each socket of which that counts. */
  toldBySocket: Map<SocketPlan, ConnectionTally>;
  /** Sockets that were up and are lost at the moment. */
  socketsDown: Set<SocketPlan>;
  /** From here on bars were missing when they were last asked for in vain, Unix ms; Infinity when none were. */
  missedFromMs: number;
  /** By channel of a poll: what happened before this is known, exchange's clock, Unix ms. */
  toldMs: Map<string, number>;
  /** Channels whose past is being asked for. */
  healing: Set<string>;
  /** Stretches of the past of which not every input is there yet; one that did not come stays owed to the next session. */
  owed: number;
}

/** The state of a feed run before its first request. */
export function createSession(run: FeedRun): Session {
  const { feed, instrument, transport, resume } = run;
  const mode = run.mode === 'live' ? 'sockets' : 'polling';
  const host = hostOf(feed);
  const onEvents = (events: MarketEvent[], wholeUntilMs?: number) =>
    run.onEvents(events, transport.serverNow(host), wholeUntilMs);
  const believed = freshPlausibility();
  return {
    run,
    host,
    keeper: freshBarKeeper(resume.lastClosedBarMs),
    batch: freshLiveBatch(),
    outbox: createOutbox(onEvents, transport.random, run.signal),
    seen: createSeenLiquidations(),
    believed,
    lastPrice: () => believed.price,
    condition: {
      ...freshCondition(instrument, mode, transport.now(), run.wantedHistoryMs),
      historyMs: storedHistoryMs(run),
    },
    oldestBarMs: resume.firstBarMs ?? Number.POSITIVE_INFINITY,
    lastShown: '',
    lastMarkMs: 0,
    fromFuture: 0,
    toldBySocket: new Map(),
    socketsDown: new Set(),
    missedFromMs: Number.POSITIVE_INFINITY,
    toldMs: new Map(),
    healing: new Set(),
    // The history.
    owed: 1,
  };
}

/** What the store already holds of the wanted past, ms: it is on the map before the exchange has answered. */
function storedHistoryMs({ resume, wantedHistoryMs, transport, feed }: FeedRun): number {
  const { firstBarMs, lastClosedBarMs } = resume;
  if (firstBarMs === null || lastClosedBarMs === null) return 0;
  const wantedFromMs = transport.serverNow(hostOf(feed)) - wantedHistoryMs;
  const storedMs = lastClosedBarMs + BAR_MS - Math.max(firstBarMs, wantedFromMs);
  return Math.min(Math.max(0, storedMs), wantedHistoryMs - BAR_MS);
}

/** The exchange's clock, Unix ms. */
export function exchangeNow(session: Session): number {
  return session.run.transport.serverNow(session.host);
}

/** Parses one payload, counts what is refused, returns what stands. */
export function parseCounted(
  session: Session,
  channel: string,
  parse: Parser,
  payload: unknown,
  priceAt: ParseContext['priceAt'] = session.lastPrice,
  nowMs = exchangeNow(session),
): MarketEvent[] {
  const { feed, instrument } = session.run;
  const { events, errors } = parse(payload, { exchange: feed.id, channel, instrument, nowMs, priceAt });
  for (const error of errors) countRefusal(session.condition, error);
  return events;
}

/** Counts a refusal that no parser saw. */
export function refuseEvent(session: Session, channel: string, field: string, reason: string): void {
  const error: FeedError = { exchange: session.run.feed.id, channel, field, reason };
  countRefusal(session.condition, error);
}

/** Notes what a request came to; a body that is no JSON counts as a refused message. */
export function noteTrouble(session: Session, channel: string, trouble: Trouble | null): void {
  if (trouble?.kind === 'aborted') return;
  if (trouble?.kind === 'refused') return refuseEvent(session, channel, 'payload', trouble.reason);
  session.condition.trouble = trouble;
}

/** Tells the status when anything in it but a stamp has changed. */
export function showStatus(session: Session): void {
  if (session.run.signal.aborted) return;
  const status = statusAt(session.condition, session.run.transport.now());
  const shown = JSON.stringify({ ...status, lastDataMs: Math.floor(status.lastDataMs / 5000) });
  if (shown === session.lastShown) return;
  session.lastShown = shown;
  session.run.onStatus(status);
}

function hostOf(feed: ExchangeFeed): string {
  return new URL(feed.restHosts[0].replace('/*', '/')).host;
}
