import type { PlacedLabel } from '../core/axis/label-layout';
import { rectOf } from './geometry';

/** Axes beside a canvas widen what holds both by at most this, px. */
const AXIS_WIDTH_PX = 160;
const AXIS_HEIGHT_PX = 80;
const MAX_STEPS_UP = 4;
const MAX_ELEMENTS = 800;
const MAX_TEXT = 28;

/** How the texts of a column may hang on a common x. */
export type HtmlAlign = 'left' | 'right' | 'center';

/** The same labels as they are if all of them hang on one of their sides. */
export function hungOn(labels: PlacedLabel[], align: HtmlAlign): PlacedLabel[] {
  const side = align === 'left' ? -1 : align === 'right' ? 1 : 0;
  return labels.map((label) => ({ ...label, align, edge: label.x + side * label.halfWidth }));
}

/** The largest ancestor that holds little more than a chart's surface: its axes, but no order book of usual width. */
export function boxAround(surface: Element): Element | null {
  const inner = rectOf(surface);
  let found: Element | null = null;
  let element = surface.parentElement;
  for (let step = 0; element && element !== document.body && step < MAX_STEPS_UP; step++) {
    const { width, height } = rectOf(element);
    if (width > inner.width + AXIS_WIDTH_PX || height > inner.height + AXIS_HEIGHT_PX) break;
    found = element;
    element = element.parentElement;
  }
  return found;
}

/** Whether a text was put at its place one by one, as labels are, and not by a list or table. */
function isPlaced(element: Element, box: Element): boolean {
  for (let at: Element | null = element; at && at !== box; at = at.parentElement)
    if (getComputedStyle(at).position === 'absolute') return true;
  return false;
}

/** Texts of a box that may be labels of its axes, by their middles, px from the corner of the chart's surface. */
export function htmlLabels(box: Element, surface: Element): PlacedLabel[] {
  const corner = rectOf(surface);
  const elements = [...box.querySelectorAll('*')].slice(0, MAX_ELEMENTS);
  const leaves = elements.filter(({ childElementCount, textContent, namespaceURI }) => {
    const length = textContent?.trim().length ?? 0;
    return childElementCount === 0 && length > 0 && length <= MAX_TEXT && namespaceURI?.endsWith('xhtml');
  });
  return leaves.flatMap((leaf): PlacedLabel[] => {
    const range = leaf.ownerDocument.createRange();
    range.selectNodeContents(leaf);
    const { left, top, width, height } = range.getBoundingClientRect();
    if (!(width > 0) || !isPlaced(leaf, box)) return [];
    const x = left + width / 2 - corner.left;
    return [
      {
        text: leaf.textContent?.trim() ?? '',
        x,
        y: top + height / 2 - corner.top,
        edge: x,
        align: 'center',
        halfWidth: width / 2,
        sizePx: Number.parseFloat(getComputedStyle(leaf).fontSize),
      },
    ];
  });
}

/** Rows closer than this are those of an order book or a list, font sizes. */
const MIN_GAP = 2.2;

/** Whether labels stand alone in their rows and far apart, as those of an axis do. */
export function areTicks(column: PlacedLabel[], labels: PlacedLabel[], surfaceWidth: number): boolean {
  const sorted = [...column].sort((a, b) => a.y - b.y);
  if (sorted.some((l, i) => i > 0 && l.y - sorted[i - 1].y < MIN_GAP * l.sizePx)) return false;
  const isRight = (l: PlacedLabel) => l.x > surfaceWidth / 2;
  return column.every(
    (own) =>
      !labels.some((l) => l !== own && Math.abs(l.y - own.y) < l.sizePx / 2 && isRight(l) === isRight(own)),
  );
}
