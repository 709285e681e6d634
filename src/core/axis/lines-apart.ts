import { coordinateToPrice, type PriceLine, priceToCoordinate } from './axis-mapping';

/**
 * How far two lines put the prices of a pane apart at most, px; that is at an edge or halfway, where scales differ.
 * @returns NaN where one of them has no such prices, as a logarithmic one below zero.
 */
export function apartPx(one: PriceLine, other: PriceLine, top: number, height: number): number {
  const heights = [top, top + height / 2, top + height];
  return Math.max(...heights.map((y) => Math.abs(priceToCoordinate(other, coordinateToPrice(one, y)) - y)));
}
