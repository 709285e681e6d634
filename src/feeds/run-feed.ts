import { missingBars } from './run/bar-keeper';
import { beginConnection, catchUp, flush, refreshBars, takeMessage } from './run/live';
import { loadHistory } from './run/load-history';
import { type PollClock, runDuePolls, startPolls } from './run/polls';
import {
  createSession,
  exchangeNow,
  type FeedRun,
  refuseEvent,
  type Session,
  showStatus,
} from './run/session';
import { followTiers } from './run/tiers';

/** A socket that closes bars does so within this time; then REST is asked. */
const BAR_GRACE_MS = 4000;
/** No price for this long: REST stands in for the socket .. */
const SILENT_MS = 20_000;
/** .. and sooner for the chart in sight: until a connection is proved half-open, quarter of a minute may pass. */
const SILENT_IN_SIGHT_MS = 3000;
/** With its socket down a feed does not wait for that: the first answer of REST tells that the network is back. */
const DOWN_MS = 2000;
const STAND_IN_MS = 15_000;
/** A bar that REST did not have yet is asked for again after this. */
const ASK_AGAIN_MS = 10_000;
/** What could not be asked, was refused, or was made doubtful by a clock just set, is asked again after this .. */
const RETRY_MS = 2000;
/** .. and when it has failed for long, after this share of the time since, so that heat returns in step with it. */
const RETRY_SHARE = 0.01;
const POLLING_MS = 60_000;

/**
 * Runs one instrument's feed until the signal aborts (`once`: until the gap is filled): history from the resume
 * point, sockets, polls, healing after interruptions. Never rejects for trouble of the outside; that is status.
 */
export async function runFeed(run: FeedRun): Promise<void> {
  if (run.signal.aborted) return;
  const session = createSession(run);
  showStatus(session);
  const tiers = followTiers(session);
  const polls = startPolls(session);
  if (run.mode === 'once') return runOnce(session, polls, tiers);
  let startLive: () => void = () => undefined;
  const newestLoaded = new Promise<void>((resolve) => {
    startLive = resolve;
  });
  const history = loadHistory(session, startLive);
  await Promise.race([newestLoaded, history]);
  if (run.mode === 'live') joinSockets(session);
  await Promise.all([keepBeating(session, careOf(session, polls)), history, tiers]);
}

async function runOnce(session: Session, polls: PollClock[], tiers: Promise<void>): Promise<void> {
  await loadHistory(session, () => undefined);
  await Promise.all([refreshBars(session), tiers, ...runDuePolls(session, polls, true)]);
  flush(session);
  await session.outbox.send([]);
  showStatus(session);
}

function joinSockets(session: Session): void {
  const { feed, instrument, transport, signal } = session.run;
  for (const plan of feed.sockets(instrument)) {
    let downMs = 0;
    const events = {
      onUp: (isFirst: boolean) => {
        session.socketsDown.delete(plan);
        beginConnection(session, plan);
        if (!isFirst) void catchUp(session, downMs);
      },
      onDown: () => {
        session.socketsDown.add(plan);
        downMs = exchangeNow(session);
      },
      onMessage: (message: unknown) => takeMessage(session, plan, message),
      onGarbage: (reason: string) => refuseEvent(session, 'socket', 'payload', reason),
    };
    transport.join(plan, instrument.symbol, events, signal);
  }
}

/** Calls `beat` now and then once a second until the signal aborts; rejects with what it throws. */
function keepBeating({ run }: Session, beat: () => void): Promise<void> {
  const { signal, transport } = run;
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const guarded = () => {
      try {
        beat();
      } catch (error) {
        reject(error);
      }
    };
    signal.addEventListener('abort', () => resolve(), { once: true });
    guarded();
    transport.onPulse(guarded, signal);
  });
}

/** What a feed looks after once a second: polls, missing bars, hand-over, status. */
function careOf(session: Session, polls: PollClock[]): () => void {
  const { run, condition, keeper } = session;
  let isRefreshing = false;
  let refreshedMs = 0;
  let failingSinceMs: number | null = null;
  return () => {
    condition.quarantine = run.quarantine?.() ?? null;
    const nowMs = run.transport.now();
    const upPatienceMs = run.priority() === 'visible' ? SILENT_IN_SIGHT_MS : SILENT_MS;
    const patienceMs = session.socketsDown.size > 0 ? DOWN_MS : upPatienceMs;
    const isSilent = run.mode === 'polling' || nowMs - condition.priceReceivedMs > patienceMs;
    runDuePolls(session, polls, isSilent);
    const everyMs = run.mode === 'polling' ? POLLING_MS : STAND_IN_MS;
    const missing = missingBars(keeper, exchangeNow(session) - BAR_GRACE_MS);
    const isUrgent = failingSinceMs !== null || session.fromFuture > 0;
    const failingMs = nowMs - (failingSinceMs ?? nowMs);
    const retryMs = Math.min(ASK_AGAIN_MS, Math.max(RETRY_MS, failingMs * RETRY_SHARE));
    const isReturned = run.transport.returnedMs() > refreshedMs;
    const pauseMs =
      isUrgent && isReturned ? 0 : isUrgent ? retryMs : missing !== null ? ASK_AGAIN_MS : everyMs;
    const isWanted = isUrgent || missing !== null || isSilent;
    if (!isRefreshing && condition.quarantine === null && isWanted && nowMs - refreshedMs >= pauseMs) {
      refreshedMs = nowMs;
      isRefreshing = true;
      void refreshBars(session).then((refreshed) => {
        failingSinceMs = refreshed === 'done' ? null : (failingSinceMs ?? nowMs);
        isRefreshing = false;
      });
    }
    flush(session);
    showStatus(session);
  };
}
