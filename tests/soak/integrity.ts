import { fromPlainText } from '../../src/core/frame/plain-text';
import type { LiquidationRecord, SeriesRecord } from '../../src/store/schema';
import { ROW_WIDTH } from '../../src/store/series-rows';
import { askBackground } from '../browsers/read-usage';
import type { Stage } from '../e2e/stage';

const BAR_MS = 300_000;
const SECOND_MS = 1000;
/** Gate counts whole contracts, coins. */
const CONTRACT = 0.0001;
/** A bar is asked for by REST a few seconds after its end at the latest. */
const CLOSING_MS = 15_000;

/** The newest minute may not have been polled yet. */
export const UNPOLLED_MS = 60_000;

/** What is wrong with what was stored, against the exchange's own truth. */
export interface Integrity {
  /** Five-minute bars of the page's contract that are missing since the oldest stored one. */
  barsLost: number;
  barsDoubled: number;
  /** Closed bars whose close is not the exchange's. */
  barsWrong: number;
  /** Forced closings of a venue with complete REST history that are missing since `sinceMs`. */
  eventsLost: number;
  eventsDoubled: number;
}

/** What is wrong, and of how many closings that had to be there. */
export interface Accounts {
  integrity: Integrity;
  eventsThere: number;
  /** Of them those told in the whole sum of their bar. */
  eventsSummed: number;
}

/** Reads everything stored through the product's own export and compares it. */
export async function checkIntegrity(stage: Stage, sinceMs: number): Promise<Accounts> {
  const text = await askBackground<string>(stage.launched, { to: 'background', type: 'export-data' });
  if (text === null) throw new Error('the export did not answer');
  const records = text
    .split('\n')
    .slice(1, -1)
    .map((line) => fromPlainText(line) as { store: string; record: unknown });
  const { eventsThere, eventsSummed, ...events } = checkEvents(stage, records, sinceMs);
  return { integrity: { ...checkBars(stage, records), ...events }, eventsThere, eventsSummed };
}

function checkBars(stage: Stage, records: readonly { store: string; record: unknown }[]) {
  const closes = new Map<number, number>();
  let doubled = 0;
  for (const { store, record } of records) {
    const { instrument, kind, rows } = record as SeriesRecord;
    if (store !== 'series' || instrument !== 'binance:BTCUSDT' || kind !== 'candle') continue;
    for (let at = 0; at < rows.length; at += ROW_WIDTH.candle) {
      if (closes.has(rows[at])) doubled += 1;
      closes.set(rows[at], rows[at + 4]);
    }
  }
  const times = [...closes.keys()].sort((a, b) => a - b);
  const { market } = stage.exchange;
  const endMs = Math.floor((market.nowMs() - CLOSING_MS) / BAR_MS) * BAR_MS;
  const newestMs = Math.max(times[times.length - 1] ?? 0, endMs - BAR_MS);
  const wanted = (newestMs - (times[0] ?? endMs)) / BAR_MS + 1;
  const truth = market.bars('binance', 'BTC', BAR_MS, { fromMs: times[0] ?? 0, toMs: market.nowMs() });
  const wrong = truth.filter(({ openTimeMs, close, isClosed }) => {
    const stored = closes.get(openTimeMs);
    return isClosed && stored !== undefined && Math.abs(stored - close) > 0.006;
  });
  return { barsLost: wanted - times.length, barsDoubled: doubled, barsWrong: wrong.length };
}

/** Gate lists every order of the last day by REST, so that nothing may be missing whatever happened. */
function checkEvents(stage: Stage, records: readonly { store: string; record: unknown }[], sinceMs: number) {
  // From a whole bar on: what Gate tells as a sum begins with one.
  const fromMs = Math.floor(sinceMs / BAR_MS) * BAR_MS;
  const stored = records
    .filter(({ store }) => store === 'liquidations')
    .map(({ record }) => record as LiquidationRecord)
    .filter(({ instrument, timeMs }) => instrument === 'gate:BTC_USDT' && timeMs >= fromMs);
  const { market } = stage.exchange;
  const toMs = Math.floor((market.nowMs() - UNPOLLED_MS) / 1000) * 1000;
  const truth = market.liquidations('gate', 'BTC', { fromMs, toMs });
  const told = withoutSummed(
    truth.map(({ timeMs, positionSide, base }) => ({ timeMs, side: positionSide, base, sign: -1 })),
    stored
      .filter(({ timeMs }) => timeMs < toMs)
      .map(({ timeMs, side, base }) => ({ timeMs, side, base, sign: 1 })),
  );
  const sums = [...balances(told, SECOND_MS, ({ sign }) => sign).values()];
  return {
    eventsThere: truth.length,
    eventsSummed: truth.length - told.filter(({ sign }) => sign < 0).length,
    eventsLost: sums.reduce((lost, sum) => lost + Math.max(0, -sum), 0),
    eventsDoubled: sums.reduce((doubled, sum) => doubled + Math.max(0, sum), 0),
  };
}

interface Told {
  timeMs: number;
  side: string;
  /** Coins. */
  base: number;
  /** 1 when stored, -1 when it had to be. */
  sign: number;
}

/** By side and part of time of `lengthMs`. */
function balances(told: readonly Told[], lengthMs: number, of: (one: Told) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of told) {
    const key = partOf(one, lengthMs);
    sums.set(key, (sums.get(key) ?? 0) + of(one));
  }
  return sums;
}

function partOf({ timeMs, side }: Told, lengthMs: number): string {
  return `${Math.floor(timeMs / lengthMs)} ${side}`;
}

/** Without the bars whose closings are older than a day when first asked for, which Gate tells as a sum, if it is whole. */
function withoutSummed(truth: readonly Told[], stored: readonly Told[]): Told[] {
  const all = [...truth, ...stored];
  const wanted = balances(truth, BAR_MS, () => 1);
  const missing = balances(all, BAR_MS, ({ base, sign }) => sign * base);
  const counts = balances(all, BAR_MS, ({ sign }) => sign);
  const isSummed = (one: Told) => {
    const bar = partOf(one, BAR_MS);
    const isEven = Math.abs(missing.get(bar) ?? 0) <= CONTRACT * (wanted.get(bar) ?? 0);
    return isEven && counts.get(bar) !== 0;
  };
  return all.filter((one) => !isSummed(one));
}
