import { AT, type EstimatorState } from './estimator-state';
import { CLASS_COUNT } from './leverage-classes';
import { keepBins, type UndoJournal } from './undo-journal';

/**
 * Survivors of stop-losses: S(x) = 1 - phi F(x), F = 0 below `from`, linear to 1 at `to`; x = part of the way from the
 * entry to the liquidation price already suffered (estimation.md 4, assumed).
 */
export const STOP = { from: 0.5, to: 0.9, phi: 0.65 } as const;

const SLOPE = STOP.phi / (STOP.to - STOP.from);

/**
 * Takes the stopped-out mass of one layer when price has come to lattice position `extreme`. Only cells that are
 * nearer than ever since the last deposit into the layer are visited; X = reach / mass dilutes by itself.
 */
export function decayStops(
  state: EstimatorState,
  layer: number,
  extreme: number,
  journal: UndoJournal | null,
): void {
  const kernel = state.kernels[layer];
  const isLong = layer < CLASS_COUNT;
  const signed = isLong ? extreme : -extreme;
  if (kernel === null || signed >= state.watermark[layer]) return;
  state.watermark[layer] = signed;
  const { bins } = state.config;
  const at = extreme - state.clock[AT.firstBin];
  const band = (1 - STOP.from) * kernel.distance;
  const low = isLong ? Math.max(state.massLow[layer], Math.ceil(at - band - 0.5)) : state.massLow[layer];
  const high = isLong
    ? state.massHigh[layer]
    : Math.min(state.massHigh[layer], Math.floor(at + band - 0.5) + 1);
  if (high <= low) return;
  keepBins(journal, state, 'mass', layer, low, high);
  keepBins(journal, state, 'reach', layer, low, high);
  const step = (isLong ? 1 : -1) / kernel.distance;
  const atLow = 1 - (isLong ? at - low - 0.5 : low + 0.5 - at) / kernel.distance;
  state.sum[layer] -= decayRun(state.mass, state.reach, layer * bins + low, high - low, atLow, step);
}

/** Decays a run of cells whose excursion starts at `x0` and grows by `step` a cell; answers the raw mass lost. */
function decayRun(
  mass: Float64Array,
  reach: Float64Array,
  start: number,
  length: number,
  x0: number,
  step: number,
): number {
  let lost = 0;
  for (let cell = 0; cell < length; cell++) {
    const index = start + cell;
    const before = mass[index];
    const x = x0 + cell * step;
    const suffered = reach[index];
    if (!(x * before > suffered) || x <= STOP.from) continue;
    const survived = x < STOP.to ? 1 - SLOPE * (x - STOP.from) : 1 - STOP.phi;
    let after = before * survived;
    if (suffered > STOP.from * before) {
      // before / S(X) with X = suffered / before, written with one division.
      after *=
        suffered < STOP.to * before
          ? before / (before * (1 + SLOPE * STOP.from) - SLOPE * suffered)
          : 1 / (1 - STOP.phi);
    }
    mass[index] = after;
    reach[index] = x * after;
    lost += before - after;
  }
  return lost;
}
