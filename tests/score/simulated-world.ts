import { assembleBars } from '../../src/core/estimate/assemble-bars';
import { blendExact } from '../../src/core/estimate/exact-blend';
import { CLASS_LEVERAGE } from '../../src/core/estimate/leverage-classes';
import type { LeverageTier } from '../../src/core/market/leverage-tier';
import type { LogGrid } from '../../src/core/market/log-grid';
import type { MarketEvent } from '../../src/core/market/market-event';
import { type ProfileScore, type RealisedWindows, scoreProfiles } from '../../src/core/score/profile-score';
import {
  cutWindows,
  type SideWindows,
  WINDOW_BINS,
  WINDOW_LOG_BIN,
} from '../../src/core/score/profile-window';
import type { ForcedClosing, SimulatedMarket } from '../../src/core/simulate/market-state';
import type { ScenarioFamily } from '../../src/core/simulate/scenario';
import { simulateHistory } from '../../src/core/simulate/simulate-history';
import { truePositions, trueProfile } from '../../src/core/simulate/truth';
import type { Contestant } from './contestant';

const START_MS = 1_760_000_100_000 - (1_760_000_100_000 % 300_000);
const DAY_MS = 86_400_000;
const BAR_MS = 300_000;
const MARGIN_BINS = 5;
const MOMENT_MS = 2 * 3_600_000;
/** Shares of holders whose positions are known exactly: the ceilings. */
export const SAMPLE_SHARES = [0.03, 0.1, 0.3];

export interface WorldOptions {
  seed: number;
  family?: ScenarioFamily;
  warmUpDays?: number;
  scoredDays?: number;
}

interface Moment {
  timeMs: number;
  eventCount: number;
  priceBin: number;
  grid: LogGrid;
  truth: SideWindows;
  /** Positions of a fixed part of the holders, as many as SAMPLE_SHARES. */
  samples: SideWindows[];
}

/** A simulated history with the truth at each scored moment and what happened after it. */
export interface World {
  seed: number;
  tiers: LeverageTier[];
  events: MarketEvent[];
  moments: Moment[];
  realised: RealisedWindows[];
  /** Opened notional by the estimator's leverage classes, sum 1. */
  trueMix: number[];
}

/** Lives through a world; the truth is kept every two hours of the scored days. */
export function createWorld({ seed, family, warmUpDays = 7, scoredDays = 15 }: WorldOptions): World {
  const moments: Moment[] = [];
  const opened = CLASS_LEVERAGE.map(() => 0);
  const firstMs = START_MS + warmUpDays * DAY_MS;
  const history = simulateHistory(
    { seed, family, startMs: START_MS, startPrice: 96_000, days: warmUpDays + scoredDays },
    (market, eventCount) => {
      countOpened(market, opened);
      if (market.nowMs >= firstMs) moments.push(momentOf(market, eventCount));
    },
  );
  const events = history.events.filter(isBarEvent);
  const realised = moments.slice(0, -1).map((moment, i) => {
    return realise(moment, moments[i + 1].timeMs, history.events, history.closings);
  });
  const total = opened.reduce((sum, usd) => sum + usd, 0);
  const trueMix = opened.map((usd) => usd / total);
  return { seed, tiers: history.market.tiers, events, moments: moments.slice(0, -1), realised, trueMix };
}

/** Feeds a contestant with a world's public data and scores what it says at each moment. */
export function scoreWorld(world: World, contestant: Contestant): ProfileScore {
  return scoreProfiles(windowsOf(world, contestant), truthsOf(world), world.realised);
}

/** The same with the positions of `SAMPLE_SHARES[which]` of the holders known and blended in. */
export function scoreBlended(world: World, contestant: Contestant, which: number): ProfileScore {
  const share = SAMPLE_SHARES[which];
  const blended = windowsOf(world, contestant).map((windows, i) => {
    const sample = world.moments[i].samples[which];
    return {
      long: blend(windows.long, sample.long, share),
      short: blend(windows.short, sample.short, share),
    };
  });
  return scoreProfiles(blended, truthsOf(world), world.realised);
}

function blend(model: Float64Array, sample: Float64Array, share: number): Float64Array {
  return Float64Array.from(blendExact(Float32Array.from(model), Float32Array.from(sample), share));
}

/** What a contestant says at each moment of a world; `afterMoment` is called when it has said it. */
export function windowsOf(
  world: World,
  contestant: Contestant,
  afterMoment: () => void = () => {},
): SideWindows[] {
  const windows: SideWindows[] = [];
  const bars = assembleBars(world.events, { barMs: BAR_MS, asOfMs: Number.POSITIVE_INFINITY });
  let next = 0;
  for (const { bar } of bars) {
    // The simulated throttle loses a few percent only, so the feed counts as complete.
    contestant.feed({ ...bar, isSampled: false });
    const moment = world.moments[next];
    if (!moment) break;
    if (bar.openTimeMs + bar.intervalMs < moment.timeMs) continue;
    const long = new Float64Array(moment.grid.bins);
    const short = new Float64Array(moment.grid.bins);
    contestant.write(moment.grid, long, short);
    windows.push(cutWindows({ long, short }, WINDOW_BINS + MARGIN_BINS));
    afterMoment();
    next++;
  }
  return windows;
}

/** The ceilings: the truth itself and exact samples of it. */
export function scoreCeilings(world: World): { name: string; score: ProfileScore }[] {
  const truths = truthsOf(world);
  const samples = SAMPLE_SHARES.map((share, i) => ({
    name: `exact ${100 * share} % sample`,
    score: scoreProfiles(
      world.moments.map((moment) => scaled(moment.samples[i], 1 / share)),
      truths,
      world.realised,
    ),
  }));
  return [...samples, { name: 'truth', score: scoreProfiles(truths, truths, world.realised) }];
}

/** Adds what was opened since the last moment and is still open. */
function countOpened(market: SimulatedMarket, opened: number[]): void {
  for (const position of truePositions(market)) {
    if (position.openTimeMs < market.nowMs - MOMENT_MS) continue;
    const above = CLASS_LEVERAGE.findIndex(
      (leverage, i) => position.effectiveLeverage < Math.sqrt(leverage * (CLASS_LEVERAGE[i + 1] ?? Infinity)),
    );
    opened[above] += position.base * position.entryPrice;
  }
}

/** The true windows of a world. */
export function truthsOf(world: World): SideWindows[] {
  return world.moments.map((moment) => moment.truth);
}

/** One-minute candles would be counted beside the five-minute ones. */
function isBarEvent(event: MarketEvent): boolean {
  return event.type !== 'candle' || event.candle.intervalMs === BAR_MS;
}

function momentOf(market: SimulatedMarket, eventCount: number): Moment {
  const priceBin = Math.floor(market.path.logMark / WINDOW_LOG_BIN);
  const grid = {
    logPriceMin: (priceBin - WINDOW_BINS - MARGIN_BINS) * WINDOW_LOG_BIN,
    logBin: WINDOW_LOG_BIN,
    bins: 2 * (WINDOW_BINS + MARGIN_BINS) + 1,
  };
  const centre = WINDOW_BINS + MARGIN_BINS;
  return {
    timeMs: market.nowMs,
    eventCount,
    priceBin,
    grid,
    truth: cutWindows(trueProfile(market, grid), centre),
    samples: SAMPLE_SHARES.map((share) => cutWindows(trueProfile(market, grid, share), centre)),
  };
}

function scaled({ long, short }: SideWindows, factor: number): SideWindows {
  return { long: long.map((usd) => usd * factor), short: short.map((usd) => usd * factor) };
}

/**
 * USD liquidated until `untilMs` in each bin whose middle the mark price passed, by the price that set the closing off
 * and not by its fill beyond: what is forecast is where liquidation prices lie. Null where the mark did not come.
 */
function realise(
  moment: Moment,
  untilMs: number,
  events: readonly MarketEvent[],
  closings: readonly ForcedClosing[],
): RealisedWindows {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = moment.eventCount; i < events.length; i++) {
    const event = events[i];
    if (event.type !== 'mark-range') continue;
    if (event.markRange.openTimeMs >= untilMs) break;
    low = Math.min(low, event.markRange.low);
    high = Math.max(high, event.markRange.high);
  }
  const lowest = Math.log(low) / WINDOW_LOG_BIN;
  const highest = Math.log(high) / WINDOW_LOG_BIN;
  const realised = {
    long: sweptUsd((distance) => moment.priceBin - distance + 0.5 >= lowest),
    short: sweptUsd((distance) => moment.priceBin + distance + 0.5 <= highest),
  };
  for (const { liquidation, liquidationPrice } of closings) {
    if (liquidation.timeMs < moment.timeMs || liquidation.timeMs >= untilMs) continue;
    const offset = Math.floor(Math.log(liquidationPrice) / WINDOW_LOG_BIN) - moment.priceBin;
    const distance = liquidation.positionSide === 'long' ? -offset : offset;
    const cells = realised[liquidation.positionSide];
    const cell = cells[distance];
    if (cell !== undefined && cell !== null) cells[distance] = cell + liquidation.notionalUsd;
  }
  return realised;
}

function sweptUsd(isSwept: (distance: number) => boolean): (number | null)[] {
  return Array.from({ length: WINDOW_BINS }, (_, distance) => (isSwept(distance) ? 0 : null));
}
