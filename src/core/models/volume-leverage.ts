import { createState, type DensityModel } from './density-model';
import { depositBar, placeBoth, sweepBoth, typicalPrice, writePlanes } from './leverage-levels';

const MULTIPLES = [10, 25, 50, 100];

/** Volume x 10/25/50/100 on both sides, never removed: the map of the first open-source scripts. */
export const VOLUME_LEVERAGE = volumeLeverage('volume-leverage', 'volume x leverages', false);

/** The same, with levels removed when price reaches them. */
export const VOLUME_LEVERAGE_SWEEP = volumeLeverage('volume-leverage-sweep', 'same + sweep', true);

function volumeLeverage(id: string, name: string, sweeps: boolean): DensityModel {
  return {
    id,
    name,
    create: (logBin) => createState(logBin, 1, 0),
    update(state, bar) {
      placeBoth(state, bar);
      if (sweeps) sweepBoth(state, bar);
      else unlockEdges(state);
      const usd = (bar.volumeBase ?? 0) * typicalPrice(bar);
      for (const leverage of MULTIPLES) {
        depositBar(state, true, 0, leverage, bar, usd / MULTIPLES.length);
        depositBar(state, false, 0, leverage, bar, usd / MULTIPLES.length);
      }
    },
    write: writePlanes,
  };
}

/** Without a sweep levels of one side lie on both sides of the price, so no range is known to be empty. */
function unlockEdges(state: ReturnType<DensityModel['create']>): void {
  state.long.edge = state.long.bins;
  state.short.edge = 0;
}
