import type { EstimatorBar } from '../estimate/estimator-bar';
import { firstBarFrom } from '../market/first-bar-from';
import type { PositionSide } from '../market/liquidation';

/** Prices of a zone on one venue, quote currency of that venue. */
export interface VenueZone {
  side: PositionSide;
  lowPrice: number;
  highPrice: number;
}

/**
 * What one venue reported to be liquidated inside a zone while price went through it, USD: from `fromMs` (Unix ms) to
 * the end of the bar in which the mark price reached the far edge. Null when that did not happen before `untilMs`, or
 * when a bar on the way is missing or says nothing of forced closings. `bars` in time order.
 */
export function reportedInZone(
  zone: VenueZone,
  bars: readonly EstimatorBar[],
  fromMs: number,
  untilMs: number,
): number | null {
  let usd = 0;
  let expectedMs = fromMs;
  for (let at = firstBarFrom(bars, fromMs); at < bars.length; at += 1) {
    const bar = bars[at];
    if (bar.openTimeMs !== expectedMs || bar.openTimeMs >= untilMs || bar.liquidations === null) return null;
    expectedMs += bar.intervalMs;
    usd += usdInside(zone, bar);
    const isThrough =
      zone.side === 'short'
        ? (bar.markHigh ?? bar.high) >= zone.highPrice
        : (bar.markLow ?? bar.low) <= zone.lowPrice;
    if (isThrough) return usd;
  }
  return null;
}

function usdInside({ side, lowPrice, highPrice }: VenueZone, { liquidations }: EstimatorBar): number {
  let usd = 0;
  for (const { positionSide, price, base } of liquidations ?? []) {
    if (positionSide !== side || price === null || price < lowPrice || price > highPrice) continue;
    usd += base * price;
  }
  return usd;
}
