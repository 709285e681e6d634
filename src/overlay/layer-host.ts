import type { PaneRect } from '../core/axis/axis-mapping';
import { hostTag } from './host-tag';

export const HOST_TAG = 'liqlens-layer';

/** How the host hangs in the page: beside the chart's canvas, or fixed over the whole page. */
export type Placement = 'beside' | 'fixed';

/** How often a page may remove the host before we stop putting it back. */
const REATTACH_LIMIT = 5;
const REATTACH_WINDOW_MS = 60_000;
/** Removals after which the place beside the canvas is given up. */
const REMOVALS_BESIDE = 2;
/** How many ancestors of the canvas are asked for a positioned one. */
const ANCESTORS = 4;

/** How often a fixed host looks whether something of the page covers the chart. */
const COVER_CHECK_MS = 250;

const HOST_STYLE =
  'all:initial!important;display:block!important;pointer-events:none!important;overflow:hidden!important;' +
  'contain:strict!important;margin:0!important;z-index:1!important;';

export interface LayerHostOptions {
  document: Document;
  isOpenForTests: boolean;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** The page keeps removing the host: nothing can be drawn on this chart. */
  onGivenUp(): void;
  /** The host hangs in the page anew. */
  onReattached(): void;
}

/**
 * Owns the element that carries the layer. It hangs last in the positioned parent of the chart's canvas, so that the
 * site's menus stay above it and fullscreen needs no extra work, or, where there is no such parent, fixed in the body.
 */
export class LayerHost {
  readonly host: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  #placement: Placement = 'beside';
  #element: Element | null = null;
  #parent: Element | null = null;
  #style = '';
  #pane: PaneRect = { left: 0, top: 0, width: 0, height: 0 };
  #dpr = 0;
  /** Place of the chart's element when the pane was last measured. */
  #elementLeft = 0;
  #elementTop = 0;
  #coverCheckedMs = Number.NEGATIVE_INFINITY;
  #isCovered = false;
  #filter = '';
  #removals: number[] = [];
  readonly #options: LayerHostOptions;
  readonly #observer: MutationObserver | null;

  constructor(options: LayerHostOptions) {
    this.#options = options;
    const { document } = options;
    this.host = document.createElement(hostTag(document, HOST_TAG));
    this.host.setAttribute('aria-hidden', 'true');
    this.canvas = document.createElement('canvas');
    this.host.attachShadow({ mode: options.isOpenForTests ? 'open' : 'closed' }).append(this.canvas);
    const Observer = document.defaultView?.MutationObserver;
    this.#observer = Observer === undefined ? null : new Observer(() => this.#onMutation());
  }

  get placement(): Placement {
    return this.#placement;
  }

  /** The element the host hangs in: pointer events over the chart pass through it. */
  get parent(): Element | null {
    return this.#parent;
  }

  /** Hangs the host beside `element`, the chart's top canvas or svg. */
  attach(element: Element): void {
    if (this.#element !== element) this.#placement = 'beside';
    this.#element = element;
    this.#hang();
  }

  /** The pane as it is now on the screen, px of the viewport. */
  get pane(): PaneRect {
    return this.#pane;
  }

  /**
   * Puts the host over `pane`, px of the viewport, with `dpr` device pixels in each. Reading the layout costs, so
   * nothing happens while neither changed, unless `mustMove`. Resizing clears the canvas.
   */
  place(pane: PaneRect, dpr: number, mustMove: boolean): void {
    const old = this.#pane;
    const isSame =
      old.left === pane.left &&
      old.top === pane.top &&
      old.width === pane.width &&
      old.height === pane.height &&
      this.#dpr === dpr;
    if (isSame && !mustMove) return;
    this.#pane = { ...pane };
    this.#dpr = dpr;
    const rect = this.#element?.getBoundingClientRect();
    this.#elementLeft = rect?.left ?? 0;
    this.#elementTop = rect?.top ?? 0;
    this.#move();
  }

  /** A fixed host does not scroll with the chart: it is moved by as much as the chart's element moved. */
  followScroll(): void {
    if (this.#placement !== 'fixed' || this.#element === null || this.#dpr === 0) return;
    const rect = this.#element.getBoundingClientRect();
    this.#pane.left += rect.left - this.#elementLeft;
    this.#pane.top += rect.top - this.#elementTop;
    this.#elementLeft = rect.left;
    this.#elementTop = rect.top;
    this.#move();
  }

  #move(): void {
    const parent = this.#parent;
    if (parent === null) return;
    const pane = this.#pane;
    const dpr = this.#dpr;
    const scale = this.#placement === 'fixed' ? 1 : ancestorScale(parent);
    const style = this.#placement === 'fixed' ? fixedStyle(pane) : styleBeside(parent, pane, scale);
    const width = Math.max(1, Math.round(pane.width * dpr));
    const height = Math.max(1, Math.round(pane.height * dpr));
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    // Whole device pixels, even where the pane has a fraction: otherwise the browser would blur the rows.
    const size = `width:${px(width / dpr / scale)};height:${px(height / dpr / scale)}`;
    if (style + size === this.#style) return;
    this.#style = style + size;
    this.host.style.cssText = HOST_STYLE + style;
    this.canvas.style.cssText = `display:block;${size}${this.#filter}`;
  }

  /** Re-hangs a fixed host when the page enters or leaves fullscreen. */
  followFullscreen(): void {
    if (this.#placement !== 'fixed' || this.#element === null) return;
    this.#hang();
    this.#move();
  }

  /** True when something of the page lies over the pane; only a fixed host could hide it by mistake. */
  isCovered(): boolean {
    const now = this.#options.now();
    if (this.#placement === 'beside' || this.#element === null) return false;
    if (now - this.#coverCheckedMs <= COVER_CHECK_MS) return this.#isCovered;
    this.#coverCheckedMs = now;
    const chart = this.#element.parentElement ?? this.#element;
    const { left, top, width, height } = this.#pane;
    this.#isCovered = [0.25, 0.5, 0.75].some((share) => {
      const hit = this.#options.document.elementFromPoint(left + width * share, top + height * share);
      return hit !== null && !chart.contains(hit) && !hit.contains(chart);
    });
    return this.#isCovered;
  }

  /** Greys the layer: what it shows is old, or the user asked for it. */
  setMuted(isMuted: boolean): void {
    this.#filter = isMuted ? ';filter:grayscale(1)' : '';
    this.#style = '';
    this.#move();
  }

  destroy(): void {
    this.#observer?.disconnect();
    this.#element = null;
    this.#parent = null;
    this.host.remove();
  }

  #hang(): void {
    const element = this.#element;
    if (element === null) return;
    const beside = this.#placement === 'beside' ? positionedAncestor(element) : null;
    if (beside === null) this.#placement = 'fixed';
    const parent = beside ?? fixedParent(this.#options.document, element);
    if (this.#parent === parent && this.host.parentNode === parent) return;
    this.#observer?.disconnect();
    this.#parent = parent;
    this.#style = '';
    parent.append(this.host);
    this.#observer?.observe(parent, { childList: true });
  }

  #onMutation(): void {
    if (this.host.parentNode === this.#parent || this.#element === null || !this.#element.isConnected) return;
    const now = this.#options.now();
    this.#removals = this.#removals.filter((time) => now - time < REATTACH_WINDOW_MS);
    this.#removals.push(now);
    if (this.#removals.length > REATTACH_LIMIT) {
      this.#observer?.disconnect();
      this.#options.onGivenUp();
      return;
    }
    if (this.#removals.length >= REMOVALS_BESIDE) this.#placement = 'fixed';
    this.#parent = null;
    this.#hang();
    this.#options.onReattached();
  }
}

/** The nearest positioned ancestor that is about the chart and not the page. */
function positionedAncestor(element: Element): Element | null {
  const view = element.ownerDocument.defaultView;
  let node = element.parentElement;
  for (let depth = 0; depth < ANCESTORS && node !== null && view !== null; depth += 1) {
    if (node === element.ownerDocument.body) return null;
    if (view.getComputedStyle(node).position !== 'static') return node;
    node = node.parentElement;
  }
  return null;
}

function fixedParent(document: Document, element: Element): Element {
  const full = document.fullscreenElement;
  return full?.contains(element) ? full : document.body;
}

function fixedStyle(pane: PaneRect): string {
  return (
    `position:fixed!important;left:${px(pane.left)}!important;top:${px(pane.top)}!important;` +
    `width:${px(pane.width)}!important;height:${px(pane.height)}!important`
  );
}

/** How much larger than its layout size an ancestor's transform shows `parent`. */
function ancestorScale(parent: Element): number {
  const layoutWidth = (parent as HTMLElement).offsetWidth;
  const width = parent.getBoundingClientRect().width;
  const scale = layoutWidth > 0 && width > 0 ? width / layoutWidth : 1;
  return Math.abs(scale * layoutWidth - layoutWidth) < 1 ? 1 : scale;
}

/** Offset of the pane within the padding box of `parent`, undoing a scale that an ancestor may apply. */
function styleBeside(parent: Element, pane: PaneRect, scale: number): string {
  const rect = parent.getBoundingClientRect();
  const left = (pane.left - rect.left) / scale - parent.clientLeft + parent.scrollLeft;
  const top = (pane.top - rect.top) / scale - parent.clientTop + parent.scrollTop;
  return (
    `position:absolute!important;left:${px(left)}!important;top:${px(top)}!important;` +
    `width:${px(pane.width / scale)}!important;height:${px(pane.height / scale)}!important`
  );
}

function px(value: number): string {
  return `${Math.round(value * 1000) / 1000}px`;
}
