import type { HeatGrid, HeatmapFrame } from '../core/frame/heatmap-frame';
import { DEFAULT_LOOK, type LookSettings } from '../core/settings/settings';
import { paletteByName } from '../palettes/registry';
import { type CodeScale, codeScale } from './code-scale';
import { colourTable } from './colour-table';
import { HeatBitmap } from './heat-bitmap';
import type { Theme } from './theme';

/** A top value that moved by less than this keeps its old place, so that colours do not flicker from bar to bar. */
const SCALE_TOLERANCE = 0.1;

/** What is drawn, prepared once per frame of data or change of look; a repaint only reads it. */
export class LayerContent {
  readonly bitmap: HeatBitmap;
  #frame: HeatmapFrame | null = null;
  #look: LookSettings = DEFAULT_LOOK;
  #theme: Theme = 'dark';
  #scale: CodeScale | null = null;

  constructor(document: Document) {
    this.bitmap = new HeatBitmap(document);
  }

  get frame(): HeatmapFrame | null {
    return this.#frame;
  }

  get look(): LookSettings {
    return this.#look;
  }

  get theme(): Theme {
    return this.#theme;
  }

  /** The colour scale in use; null before the first frame. */
  get scale(): CodeScale | null {
    return this.#scale;
  }

  setFrame(frame: HeatmapFrame | null): void {
    if (frame?.instrument.symbol !== this.#frame?.instrument.symbol) this.#scale = null;
    this.#frame = frame;
    this.#prepare();
  }

  setLook(look: LookSettings, theme: Theme): void {
    if (look.scale !== this.#look.scale) this.#scale = null;
    this.#look = look;
    this.#theme = theme;
    this.#prepare();
  }

  #prepare(): void {
    const frame = this.#frame;
    if (frame === null || !isDrawable(frame.grid)) {
      this.bitmap.clear();
      return;
    }
    const { grid } = frame;
    this.#scale = nextScale(this.#scale, codeScale(grid, this.#look.scale), this.#look.isScaleLocked);
    const table = colourTable(grid, this.#scale, this.#look, paletteByName(this.#look.palette), this.#theme);
    const codes = this.#look.scale === 'usd' ? grid.usd : grid.salience;
    this.bitmap.set({ codes, columns: grid.columns, bins: grid.bins }, table);
  }
}

/** The scale to draw with: the old one while it is locked or about right. */
export function nextScale(old: CodeScale | null, fresh: CodeScale, isLocked: boolean): CodeScale {
  if (old === null || old.kind !== fresh.kind || !(old.topValue > 0)) return fresh;
  if (isLocked) return old;
  return Math.abs(fresh.topValue / old.topValue - 1) <= SCALE_TOLERANCE ? old : fresh;
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
