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

/** Series whose pages are still owed, by span. */
type Owed = Promise<FetchedPages>[];

/** Loads what is missing, newest first: the gap since the last stored bar, then older history behind the stored one. */
export async function loadHistory(session: Session, onNewest: () => void): Promise<void> {
  const { run, condition } = session;
  const { history } = run.feed;
  const toMs = Math.floor(exchangeNow(session) / BAR_MS) * BAR_MS;
  const wantedFromMs = Math.ceil((toMs - run.wantedHistoryMs) / BAR_MS) * BAR_MS;
  const owed: Owed = [];
  let isFirst = true;
  for (const missing of missingSpans(session, wantedFromMs, toMs)) {
    for (const span of newestFirst(missing, history.firstSpanMs, history.spanMs)) {
      const settledToMs = await loadUntilGood(session, span, owed);
      if (run.signal.aborted) return;
      if (isFirst) {
        for (const candle of closeHole(session.keeper, settledToMs))
          addToBatch(session.batch, { type: 'candle', candle });
        condition.hasHistory = true;
        isFirst = false;
        onNewest();
      }
      condition.historyMs = Math.max(condition.historyMs, toMs - reachedBack(session, span.fromMs));
      showStatus(session);
    }
  }
  condition.hasHistory = true;
  if (isFirst) onNewest();
  condition.historyMs = run.mode === 'once' ? toMs - reachedBack(session, toMs) : run.wantedHistoryMs;
  showStatus(session);
  await settleOwed(session, owed);
}

/** What is not stored yet: newer than the newest bar, older than the oldest. `once` fills the newer part only. */
function missingSpans(session: Session, wantedFromMs: number, toMs: number): TimeSpan[] {
  const { lastClosedBarMs, firstBarMs } = session.run.resume;
  const isOnce = session.run.mode === 'once';
  if (lastClosedBarMs === null || firstBarMs === null || lastClosedBarMs + BAR_MS < wantedFromMs) {
    const fromMs = isOnce
      ? Math.max(wantedFromMs, toMs - session.run.feed.history.firstSpanMs)
      : wantedFromMs;
    return [{ fromMs, toMs }];
  }
  const newer = { fromMs: lastClosedBarMs + BAR_MS, toMs };
  const older = { fromMs: wantedFromMs, toMs: firstBarMs };
  return (isOnce ? [newer] : [newer, older]).filter(({ fromMs, toMs }) => fromMs < toMs);
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

/** Late inputs are delivered as they come; failed ones are asked for again, a few times. */
async function settleOwed(session: Session, owed: Owed): Promise<void> {
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
}
