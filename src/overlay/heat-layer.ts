import type { AxisMapping } from '../core/axis/axis-mapping';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { PlanMark } from '../core/plan/plan-mark';
import type { LookSettings } from '../core/settings/settings';
import type { composePicture } from './export-picture';
import { LayerContent } from './layer-content';
import { LayerHost } from './layer-host';
import { LayerPainter } from './layer-painter';
import type { OverlayStrings } from './overlay-strings';
import { PaintedState } from './painted-state';
import { createPaneView, readMapping } from './pane-view';
import { type Pointer, watchPointer } from './pointer-watch';
import { writeTestMarks } from './test-marks';
import { measureTheme } from './theme';
import { vanishWithoutUs } from './vanish-without-us';
import { ViewRest } from './view-rest';
import { visibleCells } from './visible-cells';

/** `panel-only`: the page does not let the layer stay; nothing more is drawn on this chart. */
export type LayerState = 'detached' | 'waiting' | 'drawn' | 'hidden' | 'panel-only';

export interface HeatLayerOptions {
  document: Document;
  /** Opens the shadow root and writes `data-state`, `data-anchor` and `data-mapping` on the host. */
  isOpenForTests: boolean;
  /** The browser may end this script without a word: the layer then has to vanish by itself. */
  isEndedSilently?: boolean;
  /** Aborting is the same as `destroy`. */
  signal?: AbortSignal;
  onState?: (state: LayerState, reason: string) => void;
  /** Words in the user's language. */
  words: OverlayStrings;
  /** BCP 47 tag for numbers and dates; absent = the browser's. */
  locale?: string;
}

/** How often the page's background is looked at: sites switch their theme without a word. */
const THEME_CHECK_MS = 2000;

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
  readonly #painted = new PaintedState();
  readonly #life = new AbortController();
  readonly #rest: ViewRest;
  #chart = new AbortController();
  #element: Element | null = null;
  #mapping: AxisMapping | null = null;
  #state: LayerState = 'detached';
  #isHidden = false;
  #themeCheckedMs = 0;

  constructor(options: HeatLayerOptions) {
    const view = options.document.defaultView;
    if (view === null) throw new Error('document without a window');
    this.#options = options;
    this.#window = view;
    this.#content = new LayerContent(options.document, options.words, options.locale);
    this.#painter = new LayerPainter(options.document);
    this.#host = new LayerHost({
      document: options.document,
      isOpenForTests: options.isOpenForTests,
      now: () => view.performance.now(),
      onGivenUp: () => this.#giveUp(),
      onReattached: () => this.#redraw(true),
    });
    this.#context = this.#host.canvas.getContext('2d');
    if (options.isEndedSilently) vanishWithoutUs(this.#host.canvas, this.#life.signal);
    this.#rest = new ViewRest(view, this.#life.signal, () => this.#fitScale());
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
    this.#mapping = mapping;
    this.#isHidden = false;
    this.#redraw(true);
  }

  /** Takes new data, or none while there is nothing to show for the page's instrument. */
  setFrame(frame: HeatmapFrame | null): void {
    this.#content.setFrame(frame);
    this.#redraw(false);
  }

  /** Lines of the user's plan; none takes them away. */
  setMarks(marks: readonly PlanMark[]): void {
    this.#content.setMarks(marks);
    this.#redraw(false);
  }

  setLook(look: LookSettings): void {
    if (this.#content.setLook(look, this.#content.theme)) this.#redraw(false);
  }

  /** Takes the axes of this moment and draws now, so that layer and chart appear in the same picture. */
  setMapping(mapping: AxisMapping): void {
    this.#mapping = mapping;
    this.#isHidden = false;
    this.#redraw(false);
  }

  /** Greys the layer while its data is stale or the user's event mode is on. */
  setMuted(isMuted: boolean): void {
    this.#host.setMuted(isMuted);
  }

  /**
   * Chart and layer as PNG with `caption` below, on the user's wish only. Rejects where nothing is drawn or the page's
   * canvas may not be read.
   * @param compose Hardly anybody needs it, so that it is not loaded with the layer.
   */
  async picture(caption: string, compose: typeof composePicture): Promise<Blob> {
    if (this.#element === null || this.#state !== 'drawn') throw new Error(`nothing drawn: ${this.#state}`);
    const { canvas, pane } = this.#host;
    return compose(this.#options.document, this.#element, canvas, pane, this.#view.dpr, caption);
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
    this.#host.destroy();
    this.#content.setFrame(null);
    this.#setState('detached', 'destroyed');
  }

  #redraw(mustMove: boolean): void {
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
    this.#followTheme();
    this.#host.place(mapping.pane, this.#view.dpr, mustMove);
    if (this.#host.isCovered()) {
      this.#blank();
      this.#setState('hidden', 'covered');
      return;
    }
    const { showLayer } = this.#content.look;
    const prepared = showLayer ? this.#content.prepare(this.#view) : null;
    if (prepared === null) {
      this.#blank();
      this.#setState(showLayer ? 'waiting' : 'hidden', showLayer ? 'no data' : 'switched off');
      return;
    }
    if (mustMove || !this.#painted.isSame(this.#view, this.#content.version, this.#pointer)) {
      this.#clear(context);
      this.#painter.paint(context, this.#view, this.#content, prepared, this.#pointer);
      this.#painted.note(this.#view, this.#content.version, this.#pointer);
    }
    this.#setState('drawn', '');
    this.#rest.note(this.#view);
  }

  #clear(context: CanvasRenderingContext2D): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#host.canvas.width, this.#host.canvas.height);
    this.#painted.forget();
  }

  #followTheme(): void {
    const now = this.#window.performance.now();
    if (this.#element === null || now - this.#themeCheckedMs < THEME_CHECK_MS) return;
    this.#themeCheckedMs = now;
    const theme = measureTheme(this.#element);
    this.#content.setLook(this.#content.look, theme);
  }

  /** While the view moves, colours stay and nothing is painted anew; at rest the scale is fitted to it. */
  #fitScale(): void {
    const grid = this.#content.prepared?.frame.grid;
    if (this.#isHidden || grid === undefined) return;
    if (this.#content.fitTo(visibleCells(this.#view, grid))) this.#redraw(false);
  }

  #blank(): void {
    if (this.#context !== null && !this.#painted.isBlank) this.#clear(this.#context);
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
    document.addEventListener('scroll', () => this.#host.followScroll(), options);
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
    const target = this.#host.placement === 'beside' ? this.#host.parent : element;
    const redraw = () => this.#redraw(false);
    if (target !== null) watchPointer(target, this.#pointer, () => this.#host.pane, redraw, signal);
    const Observer = this.#window.ResizeObserver;
    if (Observer === undefined) return;
    const observer = new Observer(() => {
      if (!element.isConnected) this.hide('the chart is gone');
    });
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  }

  #setState(state: LayerState, reason: string): void {
    if (this.#options.isOpenForTests) {
      const { host, placement } = this.#host;
      writeTestMarks(host, state, placement, this.#mapping, this.#painter.chips);
    }
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state, reason);
  }
}
