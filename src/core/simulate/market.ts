import type { Candle } from '../market/candle';
import type { Liquidation } from '../market/liquidation';
import type { MarketEvent } from '../market/market-event';
import { addTick, type BarBuilder, startBar, toCandle, toMarkRange } from './bar-builder';
import type { MarketOptions, MarketTick, SimulatedMarket } from './market-state';
import { drawOpening, meanHoldingMs } from './open-position';
import { addPosition, createBook, tidyBook } from './position-book';
import { createPath, stepPath, TICK_MS, TICKS_PER_DAY } from './price-path';
import { rebasePrice } from './rebase-price';
import { drawScenario } from './scenario';
import { createRandom } from './seeded-random';
import { simulatedTiers } from './simulated-tiers';
import { throttle } from './throttle';
import { closePositions, liquidate, openPositions, topUp } from './trade-flow';

const MINUTE_MS = 60_000;
const FIVE_MINUTES_MS = 300_000;
const EIGHT_HOURS_MS = 8 * 3_600_000;
const TARGET_USD = 0.45e9;
const REGIME_RATE = 1.2;
const APPETITE_RATE = 0.5;
const APPETITE_VOLATILITY = 0.15;
const OPEN_INTEREST_NOISE = 0.0002;
const ACCOUNT_NOISE = 0.004;

/** What a listener may take from a running market; all of it is public on a real exchange but `fullLiquidation`. */
export interface MarketSink {
  /** Every ten seconds. */
  tick?(tick: MarketTick): void;
  /**
   * Closed 1 min and 5 min candles, 5 min mark range, open interest and account ratio at each 5 min, funding every
   * 8 h, and forced closings throttled to the last one a second (`isSampled`). Events of a bar's end carry the
   * bar's end as their time and come after the bar's liquidations.
   */
  event?(event: MarketEvent): void;
  /** Every forced closing, as a venue with a complete feed would send it, and the mark price that set it off. */
  fullLiquidation?(liquidation: Liquidation, liquidationPrice: number): void;
}

/** Starts an agent market at `startMs` with positions that have lived through the preroll. */
export function createMarket(options: MarketOptions): SimulatedMarket {
  const { seed, startMs, family = 'settings', startPrice = 100, sizeScale = 1, prerollDays = 6 } = options;
  if (startMs % FIVE_MINUTES_MS !== 0) throw new Error(`start is not on a five-minute mark: ${startMs}`);
  if (!(startPrice > 0)) throw new Error(`invalid start price: ${startPrice}`);
  const random = createRandom(seed);
  const scenario = drawScenario(random, family);
  const nowMs = startMs - Math.round(prerollDays * 288) * FIVE_MINUTES_MS;
  const market: SimulatedMarket = {
    scenario,
    random,
    sizeScale,
    tiers: simulatedTiers(sizeScale),
    nowMs,
    path: createPath(Math.log(startPrice)),
    book: createBook(),
    regime: 0,
    appetite: 0,
    dayVolume: (3 * TARGET_USD * sizeScale) / startPrice,
    targetUsd: TARGET_USD * sizeScale,
    tickVolume: 0,
    tickTakerBuy: 0,
    tickClosings: [],
    minuteBar: startBar(MINUTE_MS, nowMs, startPrice, startPrice),
    fiveMinuteBar: startBar(FIVE_MINUTES_MS, nowMs, startPrice, startPrice),
  };
  fillBook(market);
  advanceMarket(market, startMs, {});
  rebasePrice(market, startPrice);
  return market;
}

/** Runs the market up to the last ten-second step not after `untilMs`; going back does nothing. */
export function advanceMarket(market: SimulatedMarket, untilMs: number, sink: MarketSink): void {
  while (market.nowMs + TICK_MS <= untilMs) stepMarket(market, sink);
}

/** The candle that is forming now, of one minute or of five. */
export function formingCandle(market: SimulatedMarket, interval: '1m' | '5m'): Candle {
  return toCandle(interval === '1m' ? market.minuteBar : market.fiveMinuteBar, false);
}

/** One-sided open interest, base coins: market makers take the smaller side of the agents. */
export function openInterestBase(market: SimulatedMarket): number {
  return Math.max(market.book.longBase, market.book.shortBase);
}

function fillBook(market: SimulatedMarket): void {
  const { random, scenario } = market;
  const wantedUsd = 2 * market.targetUsd;
  const longest = meanHoldingMs(scenario, 1, true);
  const place = { logEntry: market.path.logLast, timeMs: market.nowMs };
  for (let heldUsd = 0; heldUsd < wantedUsd; ) {
    const isHedger = scenario.family === 'settings' && heldUsd < scenario.hedgerShare * wantedUsd;
    const { position } = drawOpening(market, isHedger, place);
    // Long holders are met more often than they arrive.
    if (!isHedger && random.uniform() * longest > 2 * meanHoldingMs(scenario, position.leverage, false))
      continue;
    addPosition(market.book, position, random.uniform());
    heldUsd += position.base * Math.exp(position.logEntry);
  }
}

function stepMarket(market: SimulatedMarket, sink: MarketSink): void {
  const { scenario, random, path } = market;
  market.nowMs += TICK_MS;
  market.tickVolume = 0;
  market.tickTakerBuy = 0;
  market.tickClosings.length = 0;
  const day = 1 / TICKS_PER_DAY;
  market.regime += -REGIME_RATE * day * market.regime;
  market.regime += scenario.regimeVolatility * Math.sqrt(day) * random.normal();
  market.appetite += -APPETITE_RATE * day * market.appetite;
  market.appetite += APPETITE_VOLATILITY * Math.sqrt(day) * random.normal();
  const tickReturn = stepPath(path, scenario, random);
  liquidate(market);
  closePositions(market);
  openPositions(market, tickReturn);
  market.dayVolume += day * (market.tickVolume * TICKS_PER_DAY - market.dayVolume);
  publishTick(market, sink);
  if (market.nowMs % MINUTE_MS === 0) closeMinute(market, sink);
}

function publishTick(market: SimulatedMarket, sink: MarketSink): void {
  const last = Math.exp(market.path.logLast);
  const mark = Math.exp(market.path.logMark);
  const { tickVolume: volumeBase, tickTakerBuy: takerBuyBase } = market;
  addTick(market.minuteBar, last, mark, volumeBase, takerBuyBase);
  addTick(market.fiveMinuteBar, last, mark, volumeBase, takerBuyBase);
  sink.tick?.({ timeMs: market.nowMs, last, mark, volumeBase, takerBuyBase });
  if (market.tickClosings.length === 0) return;
  market.tickClosings.sort((one, other) => one.liquidation.timeMs - other.liquidation.timeMs);
  if (sink.fullLiquidation)
    for (const { liquidation, liquidationPrice } of market.tickClosings)
      sink.fullLiquidation(liquidation, liquidationPrice);
  if (sink.event)
    for (const liquidation of throttle(market.tickClosings.map((closing) => closing.liquidation)))
      sink.event({ type: 'liquidation', liquidation });
}

function closeMinute(market: SimulatedMarket, sink: MarketSink): void {
  sink.event?.({ type: 'candle', candle: toCandle(market.minuteBar, true) });
  market.minuteBar = nextBar(market, market.minuteBar);
  if (market.nowMs % FIVE_MINUTES_MS !== 0) return;
  topUp(market);
  tidyBook(market.book);
  const oiNoise = 1 + OPEN_INTEREST_NOISE * market.random.normal();
  const accountNoise = ACCOUNT_NOISE * market.random.normal();
  if (sink.event) publishFiveMinutes(market, sink.event.bind(sink), oiNoise, accountNoise);
  market.fiveMinuteBar = nextBar(market, market.fiveMinuteBar);
}

function publishFiveMinutes(
  market: SimulatedMarket,
  emit: (event: MarketEvent) => void,
  oiNoise: number,
  accountNoise: number,
): void {
  const { book, nowMs: timeMs } = market;
  const base = openInterestBase(market) * oiNoise;
  const longShare = book.longAccounts / Math.max(1, book.longAccounts + book.shortAccounts);
  const noisyShare = Math.min(1, Math.max(0, longShare + accountNoise));
  emit({ type: 'candle', candle: toCandle(market.fiveMinuteBar, true) });
  emit({ type: 'mark-range', markRange: toMarkRange(market.fiveMinuteBar) });
  emit({
    type: 'open-interest',
    openInterest: { timeMs, base, quote: base * Math.exp(market.path.logMark), counted: 'single' },
  });
  emit({ type: 'long-short-ratio', longShortRatio: { timeMs, longShare: noisyShare, of: 'accounts' } });
  if (timeMs % EIGHT_HOURS_MS === 0) emit({ type: 'funding-rate', fundingRate: funding(market) });
}

function funding(market: SimulatedMarket): {
  timeMs: number;
  ratePerInterval: number;
  intervalHours: number;
} {
  const { longBase, shortBase } = market.book;
  const skew = (longBase - shortBase) / Math.max(1e-12, longBase + shortBase);
  return { timeMs: market.nowMs, ratePerInterval: 1e-4 + 1e-3 * skew, intervalHours: 8 };
}

function nextBar(market: SimulatedMarket, bar: BarBuilder): BarBuilder {
  return startBar(bar.intervalMs, market.nowMs, bar.close, bar.markClose);
}
