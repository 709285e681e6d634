import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import type { PlanMark } from '../core/plan/plan-mark';
import { DEFAULT_LOOK, type LookSettings } from '../core/settings/settings';
import type { Palette } from '../palettes/palette';
import { paletteByName } from '../palettes/registry';
import { type AmountFormat, createAmountFormat } from './amount-format';
import { type ClusterLabel, clusterLabels } from './cluster-labels';
import { type CodeScale, codeHistogram, codeScale, isAbout, nextScale, robustTopCode } from './code-scale';
import { colourTable } from './colour-table';
import { isDrawable } from './drawable-grid';
import { frozenKey, keptColumns } from './frozen-columns';
import { HeatBitmap } from './heat-bitmap';
import { type Ink, inkFor } from './ink';
import { type MapBars, mapBars } from './map-bars';
import { groupObserved, type ObservedSeries } from './observed-bars';
import type { OverlayStrings } from './overlay-strings';
import type { PaneView } from './pane-view';
import { type ClearedZone, chooseSweeps, clearedZones, findSweeps, type SweepMark } from './sweep-marks';
import type { Theme } from './theme';
import { clipCells, isSameCells, type VisibleCells, visibleCells } from './visible-cells';

/** Observed bars thinner than this are summed with their neighbours, CSS px. */
const THINNEST_BAR_PX = 2;
const LONGEST_BAR_MS = 1e12;

/** Everything drawn of one frame, prepared once; a repaint only reads it. */
export interface PreparedFrame {
  frame: HeatmapFrame;
  scale: CodeScale;
  /** What the scale was fitted to. */
  cells: VisibleCells;
  /** Histogram of the salience codes in view, for ranks. */
  counts: Uint32Array;
  map: MapBars;
  labels: ClusterLabel[];
  sweeps: SweepMark[];
  /** Every sweep of the frozen columns; `sweeps` are the largest of all. */
  frozenSweeps: SweepMark[];
  cleared: ClearedZone[];
  /** Largest single observed event, USD. */
  largestEventUsd: number;
  format: AmountFormat;
}

/** Holds the frame and the look, and what follows from them. */
export class LayerContent {
  readonly bitmap: HeatBitmap;
  readonly words: OverlayStrings;
  /** The user's plan while it is open. */
  marks: readonly PlanMark[] = [];
  readonly #locale: string | undefined;
  #frame: HeatmapFrame | null = null;
  #prepared: PreparedFrame | null = null;
  /** What `#prepared` was made of has changed since. */
  #isStale = false;
  #look: LookSettings = DEFAULT_LOOK;
  #theme: Theme = 'dark';
  #ink: Ink = inkFor('dark', DEFAULT_LOOK.barColours);
  #palette: Palette = paletteByName(DEFAULT_LOOK.palette);
  #observed: ObservedSeries | null = null;
  #cells: VisibleCells | null = null;
  #version = 0;
  #format: AmountFormat | null = null;
  #formatKey: string | number = '';
  /** What scale, histogram and frozen sweeps of `#prepared` were read from. */
  #readKey = '';
  #table: Uint32Array = new Uint32Array(256);
  #tableKey = '';

  constructor(document: Document, words: OverlayStrings, locale: string | undefined) {
    this.bitmap = new HeatBitmap(document);
    this.words = words;
    this.#locale = locale;
  }

  /** What was prepared last; null while there is nothing to draw. */
  get prepared(): PreparedFrame | null {
    return this.#prepared;
  }

  get look(): LookSettings {
    return this.#look;
  }

  get theme(): Theme {
    return this.#theme;
  }

  get ink(): Ink {
    return this.#ink;
  }

  get palette(): Palette {
    return this.#palette;
  }

  /** Rises whenever something prepared changes. */
  get version(): number {
    return this.#version;
  }

  setMarks(marks: readonly PlanMark[]): void {
    this.marks = marks;
    this.#version += 1;
  }

  setFrame(frame: HeatmapFrame | null): void {
    if (frame === this.#frame) return;
    this.#frame = frame;
    this.#isStale = true;
    if (frame === null) this.#forget();
  }

  /** False when that is the look already. */
  setLook(look: LookSettings, theme: Theme): boolean {
    if (theme === this.#theme && isSameLook(look, this.#look)) return false;
    this.#look = look;
    this.#theme = theme;
    this.#ink = inkFor(theme, look.barColours);
    this.#palette = paletteByName(look.palette);
    this.#isStale = true;
    return true;
  }

  /**
   * What is to be drawn now, prepared when it is drawn and not before; null while there is nothing. The scale of the
   * first picture is that of `view`; later views get theirs by `fitTo`.
   */
  prepare(view: PaneView): PreparedFrame | null {
    if (!this.#isStale) return this.#prepared;
    this.#isStale = false;
    if (this.#frame === null || !isDrawable(this.#frame.grid)) this.#forget();
    else {
      this.#cells ??= visibleCells(view, this.#frame.grid);
      this.#prepareFrame(this.#frame);
    }
    return this.#prepared;
  }

  /**
   * Observed bars of the chart's bar length, or of the column's where that is unknown, doubled until a bar is wide
   * enough to see; summed anew only when that length changes.
   */
  observed(barMs: number, pxPerMs: number): ObservedSeries | null {
    const frame = this.#frame;
    if (frame === null || !(pxPerMs > 0)) return null;
    let length = Math.max(frame.grid.columnMs, barMs);
    while (length * pxPerMs < THINNEST_BAR_PX && length < LONGEST_BAR_MS) length *= 2;
    if (this.#observed?.barMs !== length) this.#observed = groupObserved(frame.observed.bars, length);
    return this.#observed;
  }

  /**
   * Fits the scale to what is in view. True when that changed the colours; a locked scale never changes. Meant for
   * when the view has come to rest, since new colours mean painting the bitmap anew.
   */
  fitTo(cells: VisibleCells): boolean {
    this.#cells = cells;
    const prepared = this.#prepared;
    if (prepared === null || this.#look.isScaleLocked || isSameCells(cells, prepared.cells)) return false;
    const fresh = codeScale(prepared.frame.grid, this.#look.scale, clipCells(cells, prepared.frame.grid));
    const map = mapBars(prepared.frame, cells.fromBin, cells.toBin);
    const isSameMap = isAbout(map.fullUsd, prepared.map.fullUsd);
    if (nextScale(prepared.scale, fresh, false) === prepared.scale && isSameMap) return false;
    this.#isStale = true;
    return true;
  }

  #forget(): void {
    this.#version += 1;
    this.#observed = null;
    this.#prepared = null;
    this.#cells = null;
    this.bitmap.clear();
  }

  #prepareFrame(frame: HeatmapFrame): void {
    const old = this.#prepared;
    this.#version += 1;
    this.#observed = null;
    const { grid } = frame;
    const cells = clipCells(this.#cells, grid);
    const isSameMarket = old?.frame.instrument.symbol === frame.instrument.symbol;
    // A forming bar changes nothing of what the frozen columns told, and reading them all is slow.
    const readKey = frozenKey(grid, cells, this.#look);
    const known = isSameMarket && readKey !== '' && readKey === this.#readKey ? old : null;
    this.#readKey = readKey;
    const scale =
      known?.scale ??
      nextScale(
        isSameMarket ? old.scale : null,
        codeScale(grid, this.#look.scale, cells),
        this.#look.isScaleLocked,
      );
    const table = this.#colours(grid, scale);
    const codes = this.#look.scale === 'usd' ? grid.usd : grid.salience;
    const kept = isSameMarket && old.scale.kind === scale.kind ? keptColumns(old.frame.grid, grid) : 0;
    this.bitmap.set({ codes, columns: grid.columns, bins: grid.bins }, table, kept);
    this.#prepared = this.#details(frame, scale, cells, known);
  }

  /** The colours, made anew only when something changes them: mostly nothing does from frame to frame. */
  #colours(grid: HeatGrid, scale: CodeScale): Uint32Array {
    const { style, intensity, isLog, palette } = this.#look;
    const { salienceMax, usdFloor, usdCeil } = grid;
    const { kind, topValue } = scale;
    const range = kind === 'usd' ? [usdFloor, usdCeil] : [salienceMax];
    const key = [kind, topValue, range, style, intensity, isLog, palette, this.#theme].join();
    if (key !== this.#tableKey)
      this.#table = colourTable(grid, scale, this.#look, this.#palette, this.#theme);
    this.#tableKey = key;
    return this.#table;
  }

  #details(
    frame: HeatmapFrame,
    scale: CodeScale,
    cells: VisibleCells,
    known: PreparedFrame | null,
  ): PreparedFrame {
    const { grid } = frame;
    const counts = known?.counts ?? codeHistogram(grid.salience, grid, cells);
    const topCode = robustTopCode(counts);
    const frozenSweeps = known?.frozenSweeps ?? findSweeps(grid, topCode, 0, grid.frozenColumns);
    const newSweeps = findSweeps(grid, topCode, grid.frozenColumns, grid.columns);
    const { base, tickSize } = frame.instrument;
    const unit = this.#look.unit ?? 'usd';
    // Making formats costs a millisecond; dollars do not depend on the price, so they are kept.
    const key = unit === 'coin' ? Number.NaN : `${base} ${tickSize}`;
    if (this.#formatKey !== key || this.#format === null) {
      this.#formatKey = key;
      this.#format = createAmountFormat({
        locale: this.#locale,
        unit,
        base,
        markPrice: frame.markPrice,
        tickSize,
      });
    }
    const format = this.#format;
    return {
      frame,
      scale,
      cells,
      counts,
      map: mapBars(frame, cells.fromBin, cells.toBin),
      labels: clusterLabels(frame.clusters, this.words, format, this.#look.intensity[0] === 0),
      sweeps: chooseSweeps(grid, [...frozenSweeps, ...newSweeps]),
      frozenSweeps,
      cleared: clearedZones(grid, frame.clusters),
      largestEventUsd: frame.observed.points.reduce(
        (most, { notionalUsd }) => Math.max(most, notionalUsd),
        0,
      ),
      format,
    };
  }
}

/** Settings come anew with every message of the background, mostly with nothing changed. */
function isSameLook(one: LookSettings, other: LookSettings): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
