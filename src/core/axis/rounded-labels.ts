import { type PriceLine, priceToCoordinate } from './axis-mapping';
import type { PriceSamples } from './price-fit';

/** Labels nearer than this lie on the axis, px. */
const ON_PX = 1;
/** A last price and a crosshair may be rounded beside ticks that are not; where one label in four is, the ticks are. */
const MAX_SHARE = 0.25;

/**
 * Whether many labels lie off an axis, but by no more than the worth of their last digit: they are rounded, and those
 * on the axis lie there by chance.
 * @param steps What the last digit of each label is worth, quote currency.
 */
export function areRoundedOff({ y, price }: PriceSamples, steps: number[], fit: PriceLine): boolean {
  const off = price.filter((each, i) => {
    const at = priceToCoordinate(fit, each);
    const apartPx = Math.abs(at - y[i]);
    // Steps just between two digits put labels a whole digit off, to a hair.
    return apartPx > ON_PX && apartPx <= Math.abs(priceToCoordinate(fit, each + steps[i]) - at) + ON_PX;
  });
  return off.length >= MAX_SHARE * price.length;
}
