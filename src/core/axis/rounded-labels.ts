import { type PriceLine, priceToCoordinate } from './axis-mapping';
import { readPriceLabel } from './price-label';

/** Labels nearer than this lie on the axis, px. */
const ON_PX = 1;
/** A last price and a crosshair may be rounded beside ticks that are not; where one label in four is, the ticks are. */
const MAX_SHARE = 0.25;

/**
 * Whether many labels lie off an axis, but by no more than the worth of their last digit: they are rounded, and those
 * on the axis lie there by chance.
 * @param labels Heights in px.
 * @param style Which of their readings the axis was fitted to.
 */
export function areRoundedOff(
  labels: { text: string; y: number }[],
  style: 'point' | 'comma',
  fit: PriceLine,
): boolean {
  const off = labels.filter(({ text, y }) => {
    const price = readPriceLabel(text)?.[style] ?? Number.NaN;
    const lastDigit = price / +text.replace(/\D/g, '');
    const at = priceToCoordinate(fit, price);
    const apartPx = Math.abs(at - y);
    return apartPx > ON_PX && apartPx <= Math.abs(priceToCoordinate(fit, price + lastDigit) - at);
  });
  return off.length >= MAX_SHARE * labels.length;
}
