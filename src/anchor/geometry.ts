import type { PaneRect } from '../core/axis/axis-mapping';

/** Two edges closer than this touch, px. */
export const TOUCH_PX = 2;

export function rectOf(element: Element): PaneRect {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

export function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOUCH_PX;
}

export function isSameRect(a: PaneRect, b: PaneRect): boolean {
  return isClose(a.left, b.left) && isClose(a.top, b.top) && isClose(a.width, b.width) && isClose(a.height, b.height);
}

/** Every canvas in the same tree (document or open shadow root) as `element`. */
export function canvasesBeside(element: Element): HTMLCanvasElement[] {
  const root = element.getRootNode() as ParentNode;
  return [...(root.querySelectorAll?.<HTMLCanvasElement>('canvas') ?? [])];
}

/** Steps up from `a` to the closest ancestor that also holds `b`; Infinity when there is none. */
export function stepsToCommonAncestor(a: Element, b: Element): number {
  let steps = 0;
  for (let node: Element | null = a; node; node = node.parentElement, steps++)
    if (node.contains(b)) return steps;
  return Number.POSITIVE_INFINITY;
}

function isUprightStyle(style: CSSStyleDeclaration): boolean {
  if (style.rotate && style.rotate !== 'none' && Number.parseFloat(style.rotate) !== 0) return false;
  if (/-/.test(style.scale ?? '')) return false;
  if (!style.transform || style.transform === 'none') return true;
  const m = new DOMMatrixReadOnly(style.transform);
  return m.is2D && Math.abs(m.b) < 1e-6 && Math.abs(m.c) < 1e-6 && m.a > 0 && m.d > 0;
}

/** False where an ancestor rotates, mirrors or skews the element, so that its rectangle says nothing about heights. */
export function isUpright(element: Element): boolean {
  for (let node: Element | null = element; node; node = node.parentElement ?? shadowHost(node))
    if (!isUprightStyle(getComputedStyle(node))) return false;
  return true;
}

function shadowHost(node: Element): Element | null {
  const root = node.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : null;
}
