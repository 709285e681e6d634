import { createState, type DensityModel } from './density-model';
import { decayRow } from './level-plane';
import {
  depositBar,
  LEVERAGE_TABLE,
  placeBoth,
  sweepBoth,
  typicalPrice,
  writePlanes,
} from './leverage-levels';

const DAY_MS = 86_400_000;

/**
 * Turnover with half-lives, the best of the open methods: all volume opens positions, bought volume longs and sold
 * volume shorts, over the leverage table; each multiple fades with its own half-life and is removed when reached.
 */
export const TURNOVER: DensityModel = {
  id: 'turnover',
  name: 'turnover + half-lives',
  create: (logBin) => createState(logBin, LEVERAGE_TABLE.length, 0),
  update(state, bar) {
    placeBoth(state, bar);
    sweepBoth(state, bar);
    const usd = (bar.volumeBase ?? 0) * typicalPrice(bar);
    const bought = bar.takerBuyBase === null || !bar.volumeBase ? 0.5 : bar.takerBuyBase / bar.volumeBase;
    LEVERAGE_TABLE.forEach(({ leverage, share, halfLifeDays }, row) => {
      const kept = 2 ** (-bar.intervalMs / DAY_MS / halfLifeDays);
      decayRow(state.long, row, kept);
      decayRow(state.short, row, kept);
      depositBar(state, true, row, leverage, bar, usd * share * bought);
      depositBar(state, false, row, leverage, bar, usd * share * (1 - bought));
    });
  },
  write: writePlanes,
};
