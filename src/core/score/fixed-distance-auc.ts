import { ranks } from './rank-correlation';

/** One bin that the price went through: how far it lay, what was forecast there and what then was liquidated. */
export interface SweptBin {
  /** Bins from the price when forecast, with the side as sign or any other grouping. */
  group: number;
  forecastUsd: number;
  realisedUsd: number;
}

/**
 * Mean rank of the forecast, weighted by what was then liquidated, among bins at the same distance: 0..1, 0.5 for any
 * forecast that depends on distance alone. NaN when nothing was liquidated.
 */
export function fixedDistanceAuc(swept: readonly SweptBin[]): number {
  const groups = new Map<number, SweptBin[]>();
  for (const bin of swept) {
    const group = groups.get(bin.group);
    if (group) group.push(bin);
    else groups.set(bin.group, [bin]);
  }
  let weighted = 0;
  let total = 0;
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const rank = ranks(group.map((bin) => bin.forecastUsd));
    group.forEach((bin, i) => {
      weighted += bin.realisedUsd * ((rank[i] - 0.5) / group.length);
      total += bin.realisedUsd;
    });
  }
  return total > 0 ? weighted / total : Number.NaN;
}
