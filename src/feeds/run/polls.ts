import { BAR_MS, type Poll } from '../exchange-feed';
import { healSeries, isInterrupted, takeEvents } from './live';
import { exchangeNow, noteTrouble, parseCounted, type Session } from './session';

/** Without sockets nothing is asked more often than this. */
const MINUTE_MS = 60_000;

/** When each poll is due next; `isBusy` while an answer is awaited. */
export interface PollClock {
  poll: Poll;
  dueMs: number;
  isBusy: boolean;
}

/**
 * All polls, due at once; what was before the present bar is the history's. While no answer has told the exchange's
 * clock, a machine that lies behind it would take a day that is stored for one of which nothing is known.
 */
export function startPolls(session: Session): PollClock[] {
  const { feed, resume } = session.run;
  const { polls } = feed;
  const barMs = Math.floor(exchangeNow(session) / BAR_MS) * BAR_MS;
  const toldMs = Math.max(barMs, resume.wholeUntilMs ?? 0);
  for (const { channel, when } of polls) if (when === 'always') session.toldMs.set(channel, toldMs);
  return polls.map((poll) => ({ poll, dueMs: 0, isBusy: false }));
}

/** Asks for whatever is due; `isSocketSilent` brings in the polls that stand in for a socket. */
export function runDuePolls(session: Session, clocks: PollClock[], isSocketSilent: boolean): Promise<void>[] {
  const nowMs = exchangeNow(session);
  const asked: Promise<void>[] = [];
  for (const clock of clocks) {
    const isWanted = clock.poll.when === 'always' || isSocketSilent;
    if (isWanted && isDue(session, clock, nowMs)) asked.push(runPoll(session, clock, nowMs));
  }
  return asked;
}

/** A poll that is due later than its period allows was set before a clock was set back. */
function isDue({ run }: Session, { poll, dueMs, isBusy }: PollClock, nowMs: number): boolean {
  const latestMs = nowMs + 2 * Math.max(run.mode === 'live' ? 0 : MINUTE_MS, poll.everyMs) + poll.delayMs;
  return !isBusy && (dueMs <= nowMs || dueMs > latestMs);
}

async function runPoll(session: Session, clock: PollClock, nowMs: number): Promise<void> {
  const { run } = session;
  const { poll } = clock;
  const everyMs = run.mode === 'live' ? poll.everyMs : Math.max(MINUTE_MS, poll.everyMs);
  const jitterMs = Math.min(everyMs * 0.1, 5000) * run.transport.random();
  clock.dueMs = (Math.floor((nowMs - poll.delayMs) / everyMs) + 1) * everyMs + poll.delayMs + jitterMs;
  clock.isBusy = true;
  const answer = await run.transport.request(poll.request(run.instrument, nowMs), run.priority(), run.signal);
  noteTrouble(session, poll.channel, answer.ok ? null : answer.trouble);
  // What happens now does not wait until a day of silence is filled.
  clock.isBusy = false;
  if (!answer.ok) return;
  takeEvents(session, poll.channel, parseCounted(session, poll.channel, poll.parse, answer.payload));
  await fillSilence(session, poll, nowMs);
}

/** Asks for what happened longer ago than the answer asked for at `nowMs` tells, unless healing does so. */
async function fillSilence(session: Session, { channel, reachMs }: Poll, nowMs: number): Promise<void> {
  const toldMs = session.toldMs.get(channel) ?? nowMs;
  // Asked with a clock that lay behind, and was set by the answer, it tells nothing new.
  if (toldMs > nowMs && toldMs <= exchangeNow(session)) return;
  const series = session.run.feed.history.others.find((other) => other.channel === channel);
  if (series === undefined || nowMs - toldMs <= (reachMs ?? Number.POSITIVE_INFINITY)) {
    session.toldMs.set(channel, nowMs);
    return;
  }
  if (isInterrupted(session, nowMs) || session.healing.has(channel)) return;
  await healSeries(session, series, { fromMs: toldMs, toMs: nowMs });
}
