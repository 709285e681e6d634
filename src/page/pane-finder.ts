import type { PaneRect } from '../core/axis/axis-mapping';
import { isUpright } from './upright';

const TOLERANCE_PX = 2;
/** A plot area that shares its canvas with the axes is at least this part of it. */
const MIN_SHARE = 0.3;
/** Full searches of the page are limited, so that forged panes cannot make it slow. */
const MAX_SEARCHES_PER_SECOND = 20;
const MIN_SIZE_PX = 40;

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE_PX;
}

function holds(outer: DOMRect, pane: PaneRect): boolean {
  const isInside =
    pane.left >= outer.left - TOLERANCE_PX &&
    pane.top >= outer.top - TOLERANCE_PX &&
    pane.left + pane.width <= outer.right + TOLERANCE_PX &&
    pane.top + pane.height <= outer.bottom + TOLERANCE_PX;
  return isInside && pane.width * pane.height >= MIN_SHARE * outer.width * outer.height;
}

function equals(outer: DOMRect, pane: PaneRect): boolean {
  return (
    isNear(outer.left, pane.left) &&
    isNear(outer.top, pane.top) &&
    isNear(outer.width, pane.width) &&
    isNear(outer.height, pane.height)
  );
}

/** Every canvas and svg of a document, those in open shadow roots at the pane's middle included. */
function surfacesAt(document: Document, pane: PaneRect): Element[] {
  const found: Element[] = [...document.querySelectorAll('canvas, svg')];
  const x = pane.left + pane.width / 2;
  const y = pane.top + pane.height / 2;
  let root = document.elementFromPoint(x, y)?.shadowRoot;
  while (root) {
    found.push(...root.querySelectorAll('canvas, svg'));
    root = root.elementFromPoint(x, y)?.shadowRoot;
  }
  return found;
}

/** Finds the page element that a claimed pane is, and remembers it so that a repaint costs one measurement. */
export class PaneFinder {
  private readonly known = new Map<string, Element>();
  private readonly upright = new Map<Element, boolean>();
  private searches = 0;
  private windowStart = 0;

  constructor(private readonly document: Document) {}

  /** The top canvas or svg at the pane; null where nothing real has that place. */
  find(chartKey: string, pane: PaneRect): Element | null {
    if (!this.isInViewport(pane)) return null;
    const old = this.known.get(chartKey);
    if (old?.isConnected && this.matches(old, pane)) return old;
    this.known.delete(chartKey);
    if (!this.maySearch()) return null;
    const found = this.search(pane);
    if (found) this.known.set(chartKey, found);
    return found;
  }

  isStillThere(chartKey: string): boolean {
    return this.known.get(chartKey)?.isConnected ?? false;
  }

  /** False where an ancestor turns or mirrors the element; judged at most twice a second. */
  isUpright(element: Element): boolean {
    const known = this.upright.get(element) ?? isUpright(element);
    this.upright.set(element, known);
    return known;
  }

  /** Forgets what may have changed without a message. */
  refresh(): void {
    this.upright.clear();
  }

  forget(chartKey: string): void {
    this.known.delete(chartKey);
  }

  private matches(element: Element, pane: PaneRect): boolean {
    const rect = element.getBoundingClientRect();
    return equals(rect, pane) || holds(rect, pane);
  }

  /** Equal surfaces before enclosing ones; of several the last in page order, which lies on top. */
  private search(pane: PaneRect): Element | null {
    let equal: Element | null = null;
    let enclosing: Element | null = null;
    for (const element of surfacesAt(this.document, pane)) {
      const rect = element.getBoundingClientRect();
      if (equals(rect, pane)) equal = element;
      else if (holds(rect, pane)) enclosing = element;
    }
    return equal ?? enclosing;
  }

  private isInViewport(pane: PaneRect): boolean {
    const { innerWidth = 0, innerHeight = 0 } = this.document.defaultView ?? {};
    if (pane.width < MIN_SIZE_PX || pane.height < MIN_SIZE_PX) return false;
    return (
      pane.left < innerWidth &&
      pane.top < innerHeight &&
      pane.left + pane.width > 0 &&
      pane.top + pane.height > 0
    );
  }

  private maySearch(): boolean {
    const now = performance.now();
    if (now - this.windowStart >= 1000) [this.windowStart, this.searches] = [now, 0];
    return ++this.searches <= MAX_SEARCHES_PER_SECOND;
  }
}
