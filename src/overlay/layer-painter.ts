import type { LookSettings } from '../core/settings/settings';
import { CachedChip } from './cached-chip';
import type { Ink } from './ink';
import type { LayerContent, PreparedFrame } from './layer-content';
import { legendText } from './legend-text';
import type { ObservedSeries } from './observed-bars';
import { fill } from './overlay-strings';
import { paintHeat } from './paint-heat';
import { type LabelPlaces, measureLabels, paintLabels } from './paint-labels';
import { LEGEND_HEIGHT, LEGEND_WIDTH, paintLegend, paintTag, tagWidth } from './paint-legend';
import { mapWidth, paintMap } from './paint-map';
import { paintEvents, paintObserved, stripHeight } from './paint-observed';
import { paintPlanLines, paintPlanWords, type TakenPlace } from './paint-plan';
import { paintCleared, paintSweeps } from './paint-sweeps';
import { paintTooltip } from './paint-tooltip';
import { coordinatesOf, type PaneView } from './pane-view';
import type { Pointer } from './pointer-watch';
import { tooltipRows } from './tooltip-rows';

/** Most that the strongest cell may hide of the chart. */
const MAX_OPACITY = 0.7;
/** The strongest cells are drawn this much more opaque than the chosen opacity, which is that of a middling one. */
const PEAK = 1.5;
/** Panes smaller than this get neither legend and caption nor marks, CSS px. */
const SMALL_WIDTH = 330;
const SMALL_HEIGHT = 150;
const CAPTION_WIDTH = 300;
const CAPTION_HEIGHT = 16;
const CAPTION_FONT = '10px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';
const TAG_WIDTH = 60;

/** Draws all elements of the layer onto one canvas. Keeps the small pictures and scratch that a repaint reuses. */
export class LayerPainter {
  readonly #legend: CachedChip;
  readonly #caption: CachedChip;
  readonly #mapTag: CachedChip;
  readonly #places: LabelPlaces = { y: new Float64Array(4), order: new Uint8Array(4) };
  readonly #wanted = new Float64Array(4);
  #widths: Float64Array = new Float64Array(0);
  #widthsVersion = -1;

  constructor(document: Document) {
    this.#legend = new CachedChip(document, LEGEND_WIDTH, LEGEND_HEIGHT);
    this.#caption = new CachedChip(document, CAPTION_WIDTH, CAPTION_HEIGHT);
    this.#mapTag = new CachedChip(document, TAG_WIDTH, CAPTION_HEIGHT);
  }

  /** What legend and caption say, each as JSON; empty before they are first painted. */
  get chips(): string[] {
    return [this.#legend.shown, this.#caption.shown];
  }

  /** Paints onto a cleared canvas. */
  paint(
    context: CanvasRenderingContext2D,
    view: PaneView,
    content: LayerContent,
    prepared: PreparedFrame,
    pointer: Pointer,
  ): void {
    const { look, ink } = content;
    if (look.showHeat) {
      context.globalAlpha = Math.min(MAX_OPACITY, Math.max(0, look.opacity * PEAK));
      context.imageSmoothingEnabled = look.style === 'smooth';
      paintHeat(context, view, prepared.frame.grid, content.bitmap);
      context.globalAlpha = 1;
    }
    context.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
    context.imageSmoothingEnabled = true;
    if (look.showHeat) paintCleared(context, view, prepared.cleared, ink);
    if (look.showMap) {
      paintMap(context, view, prepared.map, ink, look.mapColours ?? 'side', look.showCumulative === true);
    }
    const series = look.showObserved ? paintBars(context, view, content, prepared) : null;
    if (look.showHeat && !isSmall(view)) paintSweeps(context, view, prepared.sweeps, ink);
    paintPlanLines(context, view, content.marks, ink);
    if (look.showMap && look.showLabels && !isSmall(view)) this.#paintMapTag(context, view, content);
    if (series) this.#paintCaption(context, view, content, prepared, series);
    if (look.showLabels) this.#paintWords(context, view, content, prepared);
    if (content.marks.length > 0) {
      const taken: TakenPlace[] = series ? [this.#caption] : [];
      if (hasLegend(view, look)) taken.push(this.#legend);
      paintPlanWords(context, view, content.marks, taken, ink);
    }
    if (look.showLabels && !Number.isNaN(pointer.x)) {
      this.#paintTooltip(context, view, content, prepared, pointer);
    }
  }

  #paintMapTag(
    context: CanvasRenderingContext2D,
    view: PaneView,
    { ink, words, version, theme }: LayerContent,
  ): void {
    this.#mapTag.draw(
      context,
      view.width - TAG_WIDTH - 4,
      view.height - CAPTION_HEIGHT - 2,
      view.dpr,
      version,
      () => theme,
      (chip) => paintMapTag(chip, words.estimated, ink),
    );
  }

  #paintCaption(
    context: CanvasRenderingContext2D,
    view: PaneView,
    content: LayerContent,
    prepared: PreparedFrame,
    series: ObservedSeries,
  ): void {
    const version = content.version + series.barMs / 1e13;
    const read = () => {
      const largest = prepared.format.observed(series.fullUsd);
      const sum = prepared.frame.observed.isLowerBound ? fill(content.words.atLeast, largest) : largest;
      const tag = content.words.actual;
      return { tag, sum, theme: content.theme, colours: content.look.barColours };
    };
    this.#caption.draw(
      context,
      6,
      view.height - stripHeight(view) - CAPTION_HEIGHT,
      view.dpr,
      version,
      read,
      (chip, { tag, sum }) => paintCaption(chip, content, tag, sum),
    );
  }

  #paintWords(
    context: CanvasRenderingContext2D,
    view: PaneView,
    content: LayerContent,
    prepared: PreparedFrame,
  ): void {
    if (this.#widthsVersion !== content.version) {
      this.#widths = measureLabels(context, prepared.labels);
      this.#widthsVersion = content.version;
    }
    const { look, words, palette, theme } = content;
    const right = view.width - (look.showMap ? mapWidth(view) : 0) - 6;
    const isExplained = hasLegend(view, look);
    if (view.height >= 60) {
      paintLabels(
        context,
        view,
        prepared.labels,
        this.#widths,
        this.#wanted.subarray(0, prepared.labels.length),
        this.#places,
        isExplained ? LEGEND_HEIGHT + 12 : 0,
        right,
        content.ink,
      );
    }
    if (!isExplained) return;
    const read = () => ({
      text: legendText(prepared, look, words),
      palette: palette.name,
      style: look.style,
      theme,
    });
    this.#legend.draw(
      context,
      right - LEGEND_WIDTH,
      6,
      view.dpr,
      content.version,
      read,
      (chip, { text, style }) => paintLegend(chip, text, palette, theme, style, content.ink),
    );
  }

  #paintTooltip(
    context: CanvasRenderingContext2D,
    view: PaneView,
    content: LayerContent,
    prepared: PreparedFrame,
    pointer: Pointer,
  ): void {
    const { price, timeMs } = coordinatesOf(view, pointer.x, pointer.y, prepared.frame.grid.columnMs);
    const tooltip = tooltipRows(
      prepared.frame,
      prepared.counts,
      price,
      timeMs,
      content.words,
      prepared.format,
    );
    if (tooltip !== null) paintTooltip(context, view, tooltip, pointer.x, pointer.y, content.ink);
  }
}

/** Draws what was observed; gives its bars when a caption has to explain them. */
function paintBars(
  context: CanvasRenderingContext2D,
  view: PaneView,
  content: LayerContent,
  { frame, largestEventUsd }: PreparedFrame,
): ObservedSeries | null {
  const series = content.observed(view.barMs, view.pxPerMs);
  if (series === null || !view.hasTime || !(series.fullUsd > 0)) return null;
  paintObserved(context, view, series, content.ink);
  if (isSmall(view)) return null;
  paintEvents(context, view, frame.observed, largestEventUsd, content.ink);
  return series;
}

function hasLegend(view: PaneView, look: LookSettings): boolean {
  return look.showLabels && look.showHeat && !isSmall(view);
}

function isSmall(view: PaneView): boolean {
  return view.width < SMALL_WIDTH || view.height < SMALL_HEIGHT;
}

/** The map's own tag, right-aligned in its chip: it may be shown without the heat and its legend. */
function paintMapTag(context: CanvasRenderingContext2D, tag: string, ink: Ink): void {
  context.font = CAPTION_FONT;
  context.textBaseline = 'middle';
  const width = tagWidth(context, tag);
  context.fillStyle = ink.plate;
  context.fillRect(TAG_WIDTH - width, 0, width, CAPTION_HEIGHT);
  paintTag(context, tag, TAG_WIDTH - width, CAPTION_HEIGHT / 2, ink);
}

/** "ACTUAL, shorts, longs, max $12M" with a patch of each bar's colour; the words themselves stay legible. */
function paintCaption(
  context: CanvasRenderingContext2D,
  { words, ink }: LayerContent,
  tag: string,
  largest: string,
): void {
  context.font = CAPTION_FONT;
  context.textBaseline = 'middle';
  const middle = CAPTION_HEIGHT / 2;
  const parts = [
    [`↑ ${words.shorts}`, ink.observedShort],
    [`↓ ${words.longs}`, ink.observedLong],
    [fill(words.largestObserved, largest), ''],
  ] as const;
  let x = tagWidth(context, tag) + 6;
  const width = parts.reduce((sum, [text]) => sum + context.measureText(text).width + 17, x);
  context.fillStyle = ink.plate;
  context.fillRect(0, 0, width, CAPTION_HEIGHT);
  paintTag(context, tag, 0, middle, ink);
  for (const [text, colour] of parts) {
    if (colour !== '') {
      context.fillStyle = colour;
      context.fillRect(x, middle - 4, 7, 8);
      x += 10;
    }
    context.fillStyle = ink.text;
    context.fillText(text, x, middle + 0.5);
    x += context.measureText(text).width + 7;
  }
}
