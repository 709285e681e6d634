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

const OPEN_INTEREST = 0;

/**
 * OI delta by candle colour, the common open-source method: a rise of open interest in a green bar opens longs, in a
 * red bar shorts; a fall shrinks everything in proportion; reached levels are removed.
 * Memory: open interest of the bar before, base coins (0 = none yet).
 */
export const OI_DELTA: DensityModel = {
  id: 'oi-delta',
  name: 'OI delta, candle colour',
  create: (logBin) => createState(logBin, 1, 1),
  update(state, bar) {
    placeBoth(state, bar);
    sweepBoth(state, bar);
    const openInterest = bar.openInterestBase;
    if (openInterest === null || !(openInterest > 0)) return;
    const before = state.memory[OPEN_INTEREST];
    state.memory[OPEN_INTEREST] = openInterest;
    if (before === 0) return;
    if (openInterest < before) {
      decayRow(state.long, 0, openInterest / before);
      decayRow(state.short, 0, openInterest / before);
      return;
    }
    const usd = (openInterest - before) * typicalPrice(bar);
    for (const { leverage, share } of LEVERAGE_TABLE) {
      depositBar(state, bar.close >= bar.open, 0, leverage, bar, usd * share);
    }
  },
  write: writePlanes,
};
