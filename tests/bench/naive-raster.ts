import { DEFAULT_LOOK } from '../../src/core/settings/settings';
import { codeScale, valueOfCode } from '../../src/overlay/code-scale';
import {
  applyHandles,
  colourTable,
  intensityOf,
  rampStep,
  relativeAlpha,
} from '../../src/overlay/colour-table';
import { rasterCodes } from '../../src/overlay/raster-codes';
import { allCells } from '../../src/overlay/visible-cells';
import { paletteByName } from '../../src/palettes/registry';
import { syntheticFrame } from '../overlay/synthetic-frame';
import { timed } from './estimator-runs';

const { grid } = syntheticFrame({ columns: 720, bins: 500 });
const SCALE = codeScale(grid, 'salience', allCells(grid));
const PALETTE = paletteByName(DEFAULT_LOOK.palette);

const OUT = new Uint32Array(grid.columns * grid.bins);
/** One picture by the table takes hardly longer than a step of the clock. */
const PICTURES = 10;

/** How many times faster a whole picture is by a table of 256 colours than by the colour of every cell. */
export function rasterToNaive(): number {
  const byTable = timed(() => {
    for (let picture = 0; picture < PICTURES; picture += 1) tableRaster(OUT);
  });
  const byCell = timed(naiveRaster);
  if (byCell.value.some((colour, at) => colour !== OUT[at])) throw new Error('the two rasters differ');
  return (PICTURES * byCell.ms) / byTable.ms;
}

function tableRaster(out: Uint32Array): void {
  const whole = { left: 0, top: 0, right: grid.columns, bottom: grid.bins };
  const codes = { codes: grid.salience, columns: grid.columns, bins: grid.bins };
  const table = colourTable(grid, SCALE, DEFAULT_LOOK, PALETTE, 'dark');
  rasterCodes(codes, 1, 1, whole, table, out, grid.columns);
}

function naiveRaster(): Uint32Array {
  const out = new Uint32Array(grid.columns * grid.bins);
  for (let column = 0; column < grid.columns; column += 1)
    for (let bin = 0; bin < grid.bins; bin += 1)
      out[(grid.bins - 1 - bin) * grid.columns + column] = colourOf(grid.salience[column * grid.bins + bin]);
  return out;
}

function colourOf(code: number): number {
  const value = valueOfCode(grid, SCALE.kind, code);
  const t = applyHandles(intensityOf(value, SCALE.topValue, false), DEFAULT_LOOK.intensity);
  if (Number.isNaN(t)) return 0;
  const at = rampStep(PALETTE, 'dark', t) * 3;
  const [red, green, blue] = PALETTE.rgb.slice(at, at + 3);
  return ((Math.round(relativeAlpha(t) * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
