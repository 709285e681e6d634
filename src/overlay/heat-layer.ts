import type { AxisMapping, PaneRect } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { LookSettings } from '../core/settings/settings';
import { LayerContent } from './layer-content';
import { LayerHost } from './layer-host';
import { LayerPainter, type Pointer } from './layer-painter';
import { ENGLISH, type OverlayStrings } from './overlay-strings';
import { copyPaneView, createPaneView, isSameView, readMapping } from './pane-view';
import { measureTheme } from './theme';
import { visibleCells } from './visible-cells';

/** `panel-only`: the page does not let the layer stay; nothing more is drawn on this chart. */
export type LayerState = 'detached' | 'waiting' | 'drawn' | 'hidden' | 'panel-only';

export interface HeatLayerOptions {
  document: Document;
  /** Opens the shadow root and writes `data-state`, `data-anchor` and `data-mapping` on the host. */
  isOpenForTests: boolean;
  /** Aborting is the same as `destroy`. */
  signal?: AbortSignal;
  onState?: (state: LayerState, reason: string) => void;
  /** Words in the user's language; absent = English. */
  words?: OverlayStrings;
  /** BCP 47 tag for numbers and dates; absent = the browser's. */
  locale?: string;
}

/** How often a fixed layer looks whether something of the page covers the chart, ms. */
const COVER_CHECK_MS = 250;
/** The view has come to rest when it has not moved for so long. */
const REST_MS = 200;

/**
 * Owns the layer over one chart in one frame: its host element, its canvas and its listeners. Data comes by
 * `setFrame`, axes by `setMapping`, which draws before it returns.
 */
export class HeatLayer {
  readonly #options: HeatLayerOptions;
  readonly #window: Window & typeof globalThis;
  readonly #host: LayerHost;
  readonly #content: LayerContent;
  readonly #painter: LayerPainter;
  readonly #pointer: Pointer = { x: Number.NaN, y: Number.NaN };
  readonly #context: CanvasRenderingContext2D | null;
  readonly #view = createPaneView();
  /** The view that the colour scale was fitted to, or is going to be. */
  readonly #restView = createPaneView();
  readonly #timedView = createPaneView();
  #restTimer = 0;
  readonly #life = new AbortController();
  #chart = new AbortController();
  #element: Element | null = null;
  #mapping: AxisMapping | null = null;
  #pane: PaneRect = { left: 0, top: 0, width: 0, height: 0 };
  #dpr = 0;
  /** Place of the chart's element when the pane was last measured. */
  #elementLeft = 0;
  #elementTop = 0;
  #coverCheckedMs = Number.NEGATIVE_INFINITY;
  #isCovered = false;
  #state: LayerState = 'detached';
  #isHidden = false;
  #isBlank = true;

  constructor(options: HeatLayerOptions) {
    const view = options.document.defaultView;
    if (view === null) throw new Error('document without a window');
    this.#options = options;
    this.#window = view;
    this.#content = new LayerContent(options.document, options.words ?? ENGLISH, options.locale);
    this.#painter = new LayerPainter(options.document);
    this.#host = new LayerHost({
      document: options.document,
      isOpenForTests: options.isOpenForTests,
      now: () => view.performance.now(),
      onGivenUp: () => this.#giveUp(),
      onReattached: () => this.#redraw(true),
    });
    this.#context = this.#host.canvas.getContext('2d');
    options.signal?.addEventListener('abort', () => this.destroy(), {
      once: true,
      signal: this.#life.signal,
    });
    this.#listen();
  }

  get state(): LayerState {
    return this.#state;
  }

  /** Hangs the layer over `element`, the top canvas or svg of the chart's main pane, and draws. */
  attach(element: Element, mapping: AxisMapping): void {
    if (this.#life.signal.aborted || this.#state === 'panel-only') return;
    this.#chart.abort();
    this.#chart = new AbortController();
    this.#element = element;
    this.#host.attach(element);
    this.#content.setLook(this.#content.look, measureTheme(element));
    this.#watch(element);
    this.#pane.width = 0;
    this.setMapping(mapping);
  }

  /** Takes new data, or none while there is nothing to show for the page's instrument. */
  setFrame(frame: HeatmapFrame | null): void {
    this.#content.setFrame(frame);
    this.#redraw(false);
  }

  setLook(look: LookSettings): void {
    this.#content.setLook(look, this.#element === null ? 'dark' : measureTheme(this.#element));
    this.#redraw(false);
  }

  /** Takes the axes of this moment and draws now, so that layer and chart appear in the same picture. */
  setMapping(mapping: AxisMapping): void {
    this.#mapping = mapping;
    this.#isHidden = false;
    this.#redraw(false);
  }

  /** Takes the layer off the screen until the next mapping. */
  hide(reason: string): void {
    this.#isHidden = true;
    this.#blank();
    this.#setState('hidden', reason);
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#chart.abort();
    this.#window.clearTimeout(this.#restTimer);
    this.#host.destroy();
    this.#content.setFrame(null);
    this.#setState('detached', 'destroyed');
  }

  #redraw(mustMove: boolean): void {
    const { prepared, look } = this.#content;
    const context = this.#context;
    const mapping = this.#mapping;
    if (this.#isHidden || this.#state === 'panel-only' || this.#life.signal.aborted) return;
    if (context === null || mapping === null || this.#element === null) return;
    // A hidden tab draws nothing; it draws once when it comes back.
    if (this.#options.document.visibilityState === 'hidden') return;
    if (!readMapping(this.#view, mapping, this.#window.devicePixelRatio)) {
      this.#blank();
      this.#setState('hidden', mapping.reason ?? mapping.state);
      return;
    }
    this.#place(mapping.pane, mustMove);
    if (this.#isUnderSomething()) {
      this.#blank();
      this.#setState('hidden', 'covered');
      return;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#host.canvas.width, this.#host.canvas.height);
    this.#isBlank = true;
    if (prepared === null || !look.showLayer) {
      this.#setState(
        prepared === null ? 'waiting' : 'hidden',
        prepared === null ? 'no data' : 'switched off',
      );
      return;
    }
    this.#isBlank = false;
    this.#painter.paint(context, this.#view, this.#content, prepared, this.#pointer);
    this.#setState('drawn', '');
    if (!isSameView(this.#view, this.#restView)) this.#awaitRest();
  }

  /** Fits the colour scale once the view rests: while it moves, colours stay and nothing is painted anew. */
  #awaitRest(): void {
    copyPaneView(this.#view, this.#restView);
    if (this.#restTimer !== 0) return;
    const onTimer = () => {
      this.#restTimer = 0;
      const grid = this.#content.prepared?.frame.grid;
      if (this.#isHidden || this.#life.signal.aborted || grid === undefined) return;
      if (isSameView(this.#restView, this.#timedView)) {
        if (this.#content.fitTo(visibleCells(this.#view, grid))) this.#redraw(false);
        return;
      }
      this.#restTimer = this.#startTimer(onTimer);
    };
    this.#restTimer = this.#startTimer(onTimer);
  }

  #startTimer(onTimer: () => void): number {
    copyPaneView(this.#restView, this.#timedView);
    return this.#window.setTimeout(onTimer, REST_MS);
  }

  /** Moves the host only when the pane or the pixel ratio changed: reading the layout costs. */
  #place(pane: PaneRect, mustMove: boolean): void {
    const dpr = this.#view.dpr;
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
    this.#host.moveTo(pane, dpr);
  }

  /** A fixed layer does not scroll with the chart: it is moved by as much as the chart's element moved. */
  #followScroll(): void {
    if (this.#host.placement !== 'fixed' || this.#element === null || this.#isBlank) return;
    const rect = this.#element.getBoundingClientRect();
    this.#pane.left += rect.left - this.#elementLeft;
    this.#pane.top += rect.top - this.#elementTop;
    this.#elementLeft = rect.left;
    this.#elementTop = rect.top;
    this.#host.moveTo(this.#pane, this.#dpr);
  }

  #isUnderSomething(): boolean {
    if (this.#host.placement !== 'fixed') return false;
    const now = this.#window.performance.now();
    if (now - this.#coverCheckedMs > COVER_CHECK_MS) {
      this.#coverCheckedMs = now;
      this.#isCovered = this.#host.isCovered(this.#pane);
    }
    return this.#isCovered;
  }

  #blank(): void {
    if (this.#isBlank) return;
    this.#isBlank = true;
    this.#context?.setTransform(1, 0, 0, 1, 0, 0);
    this.#context?.clearRect(0, 0, this.#host.canvas.width, this.#host.canvas.height);
  }

  #giveUp(): void {
    this.#blank();
    this.#setState('panel-only', 'the page removes the layer');
  }

  /** Listeners of the whole page, for the life of the layer. */
  #listen(): void {
    const { signal } = this.#life;
    const { document } = this.#options;
    document.addEventListener('visibilitychange', () => this.#redraw(true), { signal });
    document.addEventListener('fullscreenchange', () => this.#host.followFullscreen(), { signal });
    const options = { capture: true, passive: true, signal };
    document.addEventListener('scroll', () => this.#followScroll(), options);
    this.#watchPixelRatio();
  }

  /** A media query answers only for the ratio it was asked about, so each change asks anew. */
  #watchPixelRatio(): void {
    if (this.#life.signal.aborted) return;
    const query = this.#window.matchMedia?.(`(resolution: ${this.#window.devicePixelRatio}dppx)`);
    const onChange = () => {
      this.#redraw(true);
      this.#watchPixelRatio();
    };
    query?.addEventListener('change', onChange, { once: true, signal: this.#life.signal });
  }

  /** Observers of one chart, until the next `attach`. */
  #watch(element: Element): void {
    const { signal } = this.#chart;
    this.#watchPointer(signal);
    const Observer = this.#window.ResizeObserver;
    if (Observer === undefined) return;
    const observer = new Observer(() => {
      if (!element.isConnected) this.hide('the chart is gone');
    });
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  }

  /** The chart repaints its crosshair on each move, which brings a mapping and a drawing; if not, the next picture. */
  #watchPointer(signal: AbortSignal): void {
    const target = this.#host.placement === 'beside' ? this.#host.parent : this.#element;
    const options = { passive: true, signal };
    let isAsked = false;
    const ask = () => {
      if (isAsked) return;
      isAsked = true;
      this.#window.requestAnimationFrame(() => {
        isAsked = false;
        if (!signal.aborted) this.#redraw(false);
      });
    };
    target?.addEventListener(
      'pointermove',
      (event) => {
        const { clientX, clientY } = event as PointerEvent;
        const x = clientX - this.#pane.left;
        const y = clientY - this.#pane.top;
        const isInside = x >= 0 && y >= 0 && x < this.#pane.width && y < this.#pane.height;
        this.#pointer.x = isInside ? x : Number.NaN;
        this.#pointer.y = y;
        ask();
      },
      options,
    );
    target?.addEventListener(
      'pointerleave',
      () => {
        this.#pointer.x = Number.NaN;
        ask();
      },
      options,
    );
  }

  #setState(state: LayerState, reason: string): void {
    if (this.#options.isOpenForTests) this.#writeTestMarks(state);
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state, reason);
  }

  #writeTestMarks(state: LayerState): void {
    const { host } = this.#host;
    host.dataset.state = state;
    host.dataset.placement = this.#host.placement;
    if (this.#mapping === null) return;
    host.dataset.anchor = this.#mapping.source;
    host.dataset.mapping = JSON.stringify(this.#mapping);
  }
}
