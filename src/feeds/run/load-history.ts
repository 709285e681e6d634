import { BAR_MS, type TimeSpan } from '../exchange-feed';
import { newestFirst } from '../spans';
import { backOffMs } from '../transport/back-off';
import { wait } from '../transport/environment';
import { closeHole } from './bar-keeper';
import { type FetchedPages, fetchPages } from './fetch-series';
import { addToBatch } from './live-batch';
import { deliverPages, loadSpan } from './load-span';
import { exchangeNow, type Session, showStatus } from './session';

const RETRY_ROUNDS = 3;
/** The first answer of a poll reaches back so far at least. */
const POLLED_MS = 2 * BAR_MS;

/** Pages of the slower inputs that are still owed. */
type Owed = Promise<FetchedPages>[];

/** Loads what is missing, newest first: the gap since the last stored bar, then older history behind the stored one. */
export async function loadHistory(session: Session, onNewest: () => void): Promise<void> {
  const { run } = session;
  const toMs = Math.floor(exchangeNow(session) / BAR_MS) * BAR_MS;
  const { newer, older } = missingSpans(session, toMs);
  const owed: Owed = [];
  const [newest, ...rest] = spansOf(session, newer);
  const settledToMs = newest === undefined ? toMs : await loadUntilGood(session, newest, owed);
  if (run.signal.aborted) return;
  newestIsThere(session, settledToMs, onNewest);
  owed.push(...askUnhealed(session, newest?.fromMs ?? toMs));
  let reachedMs = newest?.fromMs ?? toMs;
  noteReach(session, toMs, reachedMs);
  for (const pair of inPairs([...rest, ...spansOf(session, older)])) {
    await Promise.all(pair.map((span) => loadUntilGood(session, span, owed)));
    if (run.signal.aborted) return;
    reachedMs = pair[pair.length - 1].fromMs;
    noteReach(session, toMs, reachedMs);
  }
  if (await settleOwed(session, owed)) session.owed -= 1;
  if (!run.signal.aborted && run.mode !== 'once') noteWhole(session, toMs, reachedMs);
}

/**
 * The inputs that the store may lack although it has the bars before `toMs` (Unix ms): the session before this one ended
 * while they were under way. What happened of late the first polls tell.
 */
function askUnhealed(session: Session, toMs: number): Owed {
  const { resume, mode, wantedHistoryMs, feed } = session.run;
  const isPartial = mode !== 'once' && resume.isHistoryComplete === false;
  const wholeMs = (isPartial ? resume.firstBarMs : resume.wholeUntilMs) ?? toMs;
  if (wholeMs >= exchangeNow(session) - POLLED_MS) return [];
  const fromMs = Math.max(Math.floor(wholeMs / BAR_MS) * BAR_MS, toMs - wantedHistoryMs);
  return fromMs < toMs
    ? feed.history.others.map((series) => fetchPages(session, series, { fromMs, toMs }))
    : [];
}

/** Bars are known up to `settledToMs`: the live part may begin. */
function newestIsThere(session: Session, settledToMs: number, onNewest: () => void): void {
  for (const candle of closeHole(session.keeper, settledToMs)) {
    addToBatch(session.batch, { type: 'candle', candle });
  }
  session.condition.hasHistory = true;
  onNewest();
}

/** Two spans load at a time: one waits for its slowest input while the other is on its way. */
function inPairs(spans: readonly TimeSpan[]): TimeSpan[][] {
  return spans.flatMap((_, index) => (index % 2 === 0 ? [spans.slice(index, index + 2)] : []));
}

/** The past is not whole before the slower inputs are there too: until then at least one bar is missing. */
function noteReach(session: Session, toMs: number, fromMs: number): void {
  const { condition, run } = session;
  const reachMs = toMs - knownFrom(session, toMs, fromMs);
  condition.historyMs = Math.max(condition.historyMs, Math.min(reachMs, run.wantedHistoryMs - BAR_MS));
  showStatus(session);
}

/** All that the exchange has is there; no more than that can be wanted. */
function noteWhole(session: Session, toMs: number, fromMs: number): void {
  const { condition, run } = session;
  const reachMs = toMs - knownFrom(session, toMs, fromMs);
  condition.wantedHistoryMs = Math.max(BAR_MS, Math.min(reachMs, run.wantedHistoryMs));
  condition.historyMs = condition.wantedHistoryMs;
  showStatus(session);
}

/** Start of the oldest bar on hand, not before what was asked for. */
function knownFrom(session: Session, toMs: number, askedFromMs: number): number {
  return Math.max(reachedBack(session, askedFromMs), Math.min(session.oldestBarMs, toMs));
}

function spansOf(session: Session, missing: TimeSpan | null): TimeSpan[] {
  const { firstSpanMs, spanMs } = session.run.feed.history;
  return missing === null ? [] : newestFirst(missing, firstSpanMs, spanMs);
}

/** What is not stored yet: newer than the newest bar, older than the oldest. `once` fills the newer part only. */
function missingSpans(session: Session, toMs: number): { newer: TimeSpan | null; older: TimeSpan | null } {
  const { resume, wantedHistoryMs, mode, feed } = session.run;
  const wantedFromMs = Math.ceil((toMs - wantedHistoryMs) / BAR_MS) * BAR_MS;
  const { lastClosedBarMs, firstBarMs, isHistoryComplete } = resume;
  const isOnce = mode === 'once';
  if (lastClosedBarMs === null || firstBarMs === null || lastClosedBarMs + BAR_MS < wantedFromMs) {
    const fromMs = isOnce ? Math.max(wantedFromMs, toMs - feed.history.firstSpanMs) : wantedFromMs;
    return { newer: { fromMs, toMs }, older: null };
  }
  const newer = { fromMs: lastClosedBarMs + BAR_MS, toMs };
  const older = { fromMs: wantedFromMs, toMs: firstBarMs };
  const isOlderKnown = isOnce || isHistoryComplete === true || older.fromMs >= older.toMs;
  return {
    newer: newer.fromMs < toMs ? newer : null,
    older: isOlderKnown ? null : older,
  };
}

/** Once the gap is filled the stored history counts too. */
function reachedBack(session: Session, fromMs: number): number {
  const { lastClosedBarMs, firstBarMs } = session.run.resume;
  const isJoined = lastClosedBarMs !== null && firstBarMs !== null && fromMs <= lastClosedBarMs + BAR_MS;
  return isJoined ? Math.min(fromMs, firstBarMs) : fromMs;
}

async function loadUntilGood(session: Session, span: TimeSpan, owed: Owed): Promise<number> {
  const { signal, transport } = session.run;
  for (let attempt = 0; ; attempt += 1) {
    const loaded = await loadSpan(session, span, (pages) => owed.push(pages));
    if (loaded.trouble === null || signal.aborted) return loaded.settledToMs;
    showStatus(session);
    const pauseMs = backOffMs(attempt, 1000, 30_000, transport.random());
    await wait(Math.min(5000, Math.max(pauseMs, 500)), signal);
    if (signal.aborted) return span.fromMs;
  }
}

/** Late inputs are delivered as they come; failed ones are asked for again, a few times. Resolves to whether all came. */
async function settleOwed(session: Session, owed: Owed): Promise<boolean> {
  const { signal, transport } = session.run;
  let open: Owed = owed;
  for (let round = 0; open.length > 0 && round <= RETRY_ROUNDS && !signal.aborted; round += 1) {
    const again: Owed = [];
    for (const pages of await Promise.all(open)) {
      await deliverPages(session, pages);
      if (pages.trouble !== null && pages.trouble.kind !== 'refused') {
        again.push(fetchPages(session, pages.series, pages.span));
      }
    }
    open = again;
    if (open.length > 0) await wait(backOffMs(round, 5000, 60_000, transport.random()), signal);
  }
  return open.length === 0;
}
