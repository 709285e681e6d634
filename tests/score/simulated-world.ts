import { assembleBars } from '../../src/core/estimate/assemble-bars';
import type { LeverageTier } from '../../src/core/market/leverage-tier';
import type { Liquidation } from '../../src/core/market/liquidation';
import type { LogGrid } from '../../src/core/market/log-grid';
import type { MarketEvent } from '../../src/core/market/market-event';
import { type ProfileScore, type RealisedWindows, scoreProfiles } from '../../src/core/score/profile-score';
import {
  cutWindows,
  type SideWindows,
  WINDOW_BINS,
  WINDOW_LOG_BIN,
} from '../../src/core/score/profile-window';
import type { SimulatedMarket } from '../../src/core/simulate/market-state';
import type { ScenarioFamily } from '../../src/core/simulate/scenario';
import { simulateHistory } from '../../src/core/simulate/simulate-history';
import { trueProfile } from '../../src/core/simulate/truth';
import type { Contestant } from './contestant';

const START_MS = 1_760_000_100_000 - (1_760_000_100_000 % 300_000);
const DAY_MS = 86_400_000;
const BAR_MS = 300_000;
const MARGIN_BINS = 5;
/** Shares of holders whose positions are known exactly: the ceilings. */
const SAMPLE_SHARES = [0.03, 0.1, 0.3];

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
  samples: SideWindows[];
}

/** A simulated history with the truth at each scored moment and what happened after it. */
export interface World {
  seed: number;
  tiers: LeverageTier[];
  events: MarketEvent[];
  moments: Moment[];
  realised: RealisedWindows[];
}

/** Lives through a world; the truth is kept every two hours of the scored days. */
export function createWorld({ seed, family, warmUpDays = 7, scoredDays = 15 }: WorldOptions): World {
  const moments: Moment[] = [];
  const firstMs = START_MS + warmUpDays * DAY_MS;
  const history = simulateHistory(
    { seed, family, startMs: START_MS, startPrice: 96_000, days: warmUpDays + scoredDays },
    (market, eventCount) => {
      if (market.nowMs >= firstMs) moments.push(momentOf(market, eventCount));
    },
  );
  const events = history.events.filter(isBarEvent);
  const realised = moments.slice(0, -1).map((moment, i) => {
    return realise(moment, moments[i + 1].timeMs, history.events, history.liquidations);
  });
  return { seed, tiers: history.market.tiers, events, moments: moments.slice(0, -1), realised };
}

/** Feeds a contestant with a world's public data and scores what it says at each moment. */
export function scoreWorld(world: World, contestant: Contestant): ProfileScore {
  const windows: SideWindows[] = [];
  const bars = assembleBars(world.events, { barMs: BAR_MS, asOfMs: Number.POSITIVE_INFINITY });
  let next = 0;
  for (const { bar } of bars) {
    contestant.feed(bar);
    const moment = world.moments[next];
    if (!moment) break;
    if (bar.openTimeMs + bar.intervalMs < moment.timeMs) continue;
    const long = new Float64Array(moment.grid.bins);
    const short = new Float64Array(moment.grid.bins);
    contestant.write(moment.grid, long, short);
    windows.push(cutWindows({ long, short }, WINDOW_BINS + MARGIN_BINS));
    next++;
  }
  return scoreProfiles(windows, truthsOf(world), world.realised);
}

/** The ceilings: the truth itself and exact samples of it. */
export function scoreCeilings(world: World): { name: string; score: ProfileScore }[] {
  const truths = truthsOf(world);
  const samples = SAMPLE_SHARES.map((share, i) => ({
    name: `exact ${100 * share} % sample`,
    score: scoreProfiles(
      world.moments.map((moment) => moment.samples[i]),
      truths,
      world.realised,
    ),
  }));
  return [...samples, { name: 'truth', score: scoreProfiles(truths, truths, world.realised) }];
}

function truthsOf(world: World): SideWindows[] {
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
    samples: SAMPLE_SHARES.map((share) =>
      scaled(cutWindows(trueProfile(market, grid, share), centre), 1 / share),
    ),
  };
}

function scaled({ long, short }: SideWindows, factor: number): SideWindows {
  return { long: long.map((usd) => usd * factor), short: short.map((usd) => usd * factor) };
}

/** USD liquidated until `untilMs` in each bin whose middle the mark price passed; null where it did not come. */
function realise(
  moment: Moment,
  untilMs: number,
  events: readonly MarketEvent[],
  liquidations: readonly Liquidation[],
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
  for (const liquidation of liquidations) {
    if (liquidation.timeMs < moment.timeMs || liquidation.timeMs >= untilMs) continue;
    const offset = Math.floor(Math.log(liquidation.price) / WINDOW_LOG_BIN) - moment.priceBin;
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
