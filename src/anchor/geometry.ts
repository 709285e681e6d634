import { type PaneRect, type PriceLine, priceToCoordinate } from '../core/axis/axis-mapping';

/** Two edges closer than this touch, px. */
export const TOUCH_PX = 2;

/** Place and size of an element in the viewport of its frame, px; forces a layout. */
export function rectOf(element: Element): PaneRect {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

/** Whether two edges, px, touch. */
export function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOUCH_PX;
}

/** Whether two axes put a price, and one close to it, at the same heights. */
export function areSameHeights(one: PriceLine | null, other: PriceLine | null, price: number): boolean {
  return [price, price * 1.01].every(
    (p) => one && other && isClose(priceToCoordinate(one, p), priceToCoordinate(other, p)),
  );
}

/** Whether two rectangles, px, plain objects both, have all their edges in touch. */
export function isSameRect(a: PaneRect, b: PaneRect): boolean {
  return Object.entries(a).every(([side, edge]) => isClose(edge, b[side as keyof PaneRect]));
}

/** Every canvas in the same tree (document or open shadow root) as `element`. */
export function canvasesBeside(element: Element): HTMLCanvasElement[] {
  const root = element.getRootNode() as ParentNode;
  return [...root.querySelectorAll('canvas')];
}

/** Steps up from `a` to the closest ancestor that also holds `b`; Infinity when there is none. */
export function stepsToCommonAncestor(a: Element, b: Element): number {
  let steps = 0;
  for (let node: Element | null = a; node; node = node.parentElement, steps++)
    if (node.contains(b)) return steps;
  return Number.POSITIVE_INFINITY;
}
