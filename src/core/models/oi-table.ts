import { createState, type DensityModel } from './density-model';
import { LEVERAGE_TABLE, liquidationOffset } from './leverage-levels';

const OPEN_INTEREST = 0;
const CLOSE = 1;

/** Open interest x leverage table, as if everybody had entered at the current price. Memory: open interest, close. */
export const OI_TABLE: DensityModel = {
  id: 'oi-table',
  name: 'OI x table at price',
  create: (logBin) => createState(logBin, 1, 2),
  update(state, bar) {
    if (bar.openInterestBase !== null) state.memory[OPEN_INTEREST] = bar.openInterestBase;
    state.memory[CLOSE] = bar.close;
  },
  write(state, grid, long, short) {
    const [openInterest, close] = state.memory;
    if (!(close > 0)) return;
    for (const { leverage, share } of LEVERAGE_TABLE) {
      const usd = openInterest * close * share;
      addSpike(
        long,
        (Math.log(close) + liquidationOffset(true, leverage) - grid.logPriceMin) / grid.logBin,
        usd,
      );
      addSpike(
        short,
        (Math.log(close) + liquidationOffset(false, leverage) - grid.logPriceMin) / grid.logBin,
        usd,
      );
    }
  },
};

function addSpike(out: Float64Array, position: number, usd: number): void {
  const bin = Math.floor(position);
  if (bin >= 0 && bin < out.length) out[bin] += usd;
}
