import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import { DEFAULT_LOOK, type LookSettings } from '../core/settings/settings';
import type { Palette } from '../palettes/palette';
import { paletteByName } from '../palettes/registry';
import { type AmountFormat, createAmountFormat } from './amount-format';
import { type ClusterLabel, clusterLabels } from './cluster-labels';
import { type CodeScale, codeHistogram, codeScale, robustTopCode } from './code-scale';
import { colourTable } from './colour-table';
import { HeatBitmap } from './heat-bitmap';
import { type Ink, inkFor } from './ink';
import { type MapBars, mapBars } from './map-bars';
import { groupObserved, type ObservedSeries } from './observed-bars';
import type { OverlayStrings } from './overlay-strings';
import { type ClearedZone, clearedZones, type SweepMark, sweepMarks } from './sweep-marks';
import type { Theme } from './theme';
import { allCells, type VisibleCells } from './visible-cells';

/** Observed bars thinner than this are summed with their neighbours, CSS px. */
const THINNEST_BAR_PX = 2;
const LONGEST_BAR_MS = 1e12;
/** A top value that moved by less than this keeps its old place, so that colours do not flicker from bar to bar. */
const SCALE_TOLERANCE = 0.1;

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
  cleared: ClearedZone[];
  /** Largest single observed event, USD. */
  largestEventUsd: number;
  format: AmountFormat;
}

/** Holds the frame and the look, and what follows from them. */
export class LayerContent {
  readonly bitmap: HeatBitmap;
  readonly words: OverlayStrings;
  readonly #locale: string | undefined;
  #frame: HeatmapFrame | null = null;
  #prepared: PreparedFrame | null = null;
  #look: LookSettings = DEFAULT_LOOK;
  #theme: Theme = 'dark';
  #ink: Ink = inkFor('dark', DEFAULT_LOOK.barColours);
  #palette: Palette = paletteByName(DEFAULT_LOOK.palette);
  #observed: ObservedSeries | null = null;
  #cells: VisibleCells | null = null;
  #version = 0;
  #format: AmountFormat | null = null;
  #formatKey: string | number = '';

  constructor(document: Document, words: OverlayStrings, locale: string | undefined) {
    this.bitmap = new HeatBitmap(document);
    this.words = words;
    this.#locale = locale;
  }

  /** Null while there is nothing to draw. */
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

  setFrame(frame: HeatmapFrame | null): void {
    this.#frame = frame;
    this.#prepare();
  }

  setLook(look: LookSettings, theme: Theme): void {
    this.#look = look;
    this.#theme = theme;
    this.#ink = inkFor(theme, look.barColours);
    this.#palette = paletteByName(look.palette);
    this.#prepare();
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
    if (prepared === null || this.#look.isScaleLocked) return false;
    const fresh = codeScale(prepared.frame.grid, this.#look.scale, clipTo(cells, prepared.frame.grid));
    const map = mapBars(prepared.frame, cells.fromBin, cells.toBin);
    const isSameMap = isAbout(map.fullUsd, prepared.map.fullUsd);
    if (nextScale(prepared.scale, fresh, false) === prepared.scale && isSameMap) return false;
    this.#prepare();
    return true;
  }

  #prepare(): void {
    const frame = this.#frame;
    const old = this.#prepared;
    this.#version += 1;
    this.#observed = null;
    this.#prepared = null;
    if (frame === null || !isDrawable(frame.grid)) {
      this.bitmap.clear();
      return;
    }
    const { grid } = frame;
    const cells = this.#cells === null ? allCells(grid) : clipTo(this.#cells, grid);
    const fresh = codeScale(grid, this.#look.scale, cells);
    const isSameMarket = old?.frame.instrument.symbol === frame.instrument.symbol;
    const scale = nextScale(isSameMarket ? old.scale : null, fresh, this.#look.isScaleLocked);
    const table = colourTable(grid, scale, this.#look, this.#palette, this.#theme);
    const codes = this.#look.scale === 'usd' ? grid.usd : grid.salience;
    const kept = isSameMarket && old.scale.kind === scale.kind ? keptColumns(old.frame.grid, grid) : 0;
    this.bitmap.set({ codes, columns: grid.columns, bins: grid.bins }, table, kept);
    this.#prepared = this.#details(frame, scale, cells);
  }

  #details(frame: HeatmapFrame, scale: CodeScale, cells: VisibleCells): PreparedFrame {
    const counts = codeHistogram(frame.grid.salience, frame.grid, cells);
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
      labels: clusterLabels(frame.clusters, this.words, format),
      sweeps: sweepMarks(frame.grid, robustTopCode(counts)),
      cleared: clearedZones(frame.grid, frame.clusters),
      largestEventUsd: frame.observed.points.reduce(
        (most, { notionalUsd }) => Math.max(most, notionalUsd),
        0,
      ),
      format,
    };
  }
}

/** The scale to draw with: the old one while it is locked or about right. */
export function nextScale(old: CodeScale | null, fresh: CodeScale, isLocked: boolean): CodeScale {
  if (old === null || old.kind !== fresh.kind || !(old.topValue > 0)) return fresh;
  if (isLocked) return old;
  return isAbout(fresh.topValue, old.topValue) ? old : fresh;
}

function isAbout(value: number, other: number): boolean {
  return other > 0 && Math.abs(value / other - 1) <= SCALE_TOLERANCE;
}

/** `cells` inside a grid that may have become another since they were seen. */
function clipTo(cells: VisibleCells, grid: HeatGrid): VisibleCells {
  const isInside =
    cells.toColumn <= grid.columns &&
    cells.toBin <= grid.bins &&
    cells.fromColumn < cells.toColumn &&
    cells.fromBin < cells.toBin;
  return isInside ? cells : allCells(grid);
}

/** Leading columns of `grid` that are known to be those of `old`: equal hashes mean equal columns. */
export function keptColumns(old: HeatGrid, grid: HeatGrid): number {
  const isSame =
    grid.frozenHash !== '' && old.frozenHash === grid.frozenHash && old.frozenColumns === grid.frozenColumns;
  return isSame ? grid.frozenColumns : 0;
}

/** False for a grid with nothing in it or with lengths that do not agree: such a grid is not drawn. */
export function isDrawable(grid: HeatGrid): boolean {
  const cells = grid.columns * grid.bins;
  return (
    cells > 0 &&
    grid.salience.length >= cells &&
    grid.usd.length >= cells &&
    grid.logBin > 0 &&
    grid.columnMs > 0 &&
    Number.isFinite(grid.logPriceMin) &&
    Number.isFinite(grid.startMs)
  );
}
