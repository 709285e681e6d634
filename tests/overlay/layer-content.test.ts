// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { DEFAULT_LOOK } from '../../src/core/settings/settings';
import { LayerContent } from '../../src/overlay/layer-content';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { createPaneView } from '../../src/overlay/pane-view';
import { syntheticFrame } from './synthetic-frame';

const FRAME = syntheticFrame({ columns: 120, bins: 100 });
const { startMs, columnMs, columns, logPriceMin, logBin, bins } = FRAME.grid;
/** All of the grid in 600 x 400 px. */
const PX_PER_MS = 600 / (columns * columnMs);
const VIEW = {
  ...createPaneView(),
  width: 600,
  height: 400,
  isLog: true,
  a: -400 / (bins * logBin),
  b: 400 + (400 * logPriceMin) / (bins * logBin),
  hasTime: true,
  pxPerMs: PX_PER_MS,
  x0: -startMs * PX_PER_MS,
};

/** The next moment of the same bar: only what is not frozen differs. */
function later({ grid, ...frame }: HeatmapFrame, change: (grid: HeatmapFrame['grid']) => void): HeatmapFrame {
  const next = {
    ...grid,
    salience: grid.salience.slice(),
    usd: grid.usd.slice(),
    high: grid.high.slice(),
    low: grid.low.slice(),
  };
  change(next);
  return { ...frame, asOfMs: frame.asOfMs + 1000, grid: next };
}

function fresh(frame: HeatmapFrame, look = DEFAULT_LOOK) {
  const content = new LayerContent(document, ENGLISH, 'en');
  content.setLook(look, 'dark');
  content.setFrame(frame);
  return content;
}

/** What is drawn, without the formats. */
function shown(content: LayerContent) {
  const prepared = content.prepare(VIEW);
  if (prepared === null) throw new Error('nothing prepared');
  const { scale, counts, sweeps, cleared, cells } = prepared;
  return { scale, counts: [...counts], sweeps, cleared, cells };
}

const FORMING = later(FRAME, (grid) => {
  const last = grid.columns - 1;
  grid.high[last] = Math.exp(grid.logPriceMin + grid.bins * grid.logBin);
  grid.salience.fill(200, last * grid.bins);
});

const REWRITTEN = later(FRAME, (grid) => {
  grid.salience = grid.salience.map((code) => code >> 2);
  grid.frozenHash = 'another';
});

describe('LayerContent', () => {
  it('after a frame with another forming bar shows what it would show of that frame alone', () => {
    const content = fresh(FRAME);
    const before = shown(content);
    content.setFrame(FORMING);
    expect(shown(content)).toEqual(shown(fresh(FORMING)));
    expect(shown(content).sweeps).not.toEqual(before.sweeps);
  });

  it('after a frame with other closed columns reads all of them anew', () => {
    const content = fresh(FRAME);
    const before = shown(content);
    content.setFrame(REWRITTEN);
    expect(shown(content)).toEqual(shown(fresh(REWRITTEN)));
    expect(shown(content).counts).not.toEqual(before.counts);
  });

  it('with the other scale reads the other codes', () => {
    const content = fresh(FRAME);
    shown(content);
    const look = { ...DEFAULT_LOOK, scale: 'usd' as const };
    content.setLook(look, 'dark');
    expect(shown(content)).toEqual(shown(fresh(FRAME, look)));
  });

  it('fitted to the cells that it shows already says that nothing changed', () => {
    const content = fresh(FRAME);
    const { cells } = shown(content);
    expect(content.fitTo({ ...cells })).toBe(false);
  });
});
