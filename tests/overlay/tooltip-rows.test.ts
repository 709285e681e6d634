import { describe, expect, it } from 'vitest';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { createAmountFormat } from '../../src/overlay/amount-format';
import { codeHistogram } from '../../src/overlay/code-scale';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { placeBeside } from '../../src/overlay/paint-tooltip';
import { tooltipRows } from '../../src/overlay/tooltip-rows';
import { allCells } from '../../src/overlay/visible-cells';
import { syntheticFrame } from './synthetic-frame';

const FRAME = syntheticFrame({ columns: 60, bins: 300, warmUp: 150 });
const { grid, clusters } = FRAME;
const COUNTS = codeHistogram(grid.salience, grid, allCells(grid));
const NOW = grid.startMs + (grid.columns - 0.5) * grid.columnMs;

function ask(price: number, timeMs = NOW, frame: HeatmapFrame = FRAME, unit: 'usd' | 'coin' = 'usd') {
  const { markPrice } = frame;
  const format = createAmountFormat({ locale: 'en', unit, base: 'BTC', markPrice, tickSize: 0.1 });
  return tooltipRows(frame, COUNTS, price, timeMs, ENGLISH, format);
}

function row(tooltip: ReturnType<typeof ask>, label: string): string | undefined {
  return tooltip?.rows.find(([name]) => name === label)?.[1];
}

describe('tooltipRows', () => {
  const short = clusters[0];

  it('tooltipRows(in a cluster now) tells side, band, amount, rank, leverage, age, exchanges and reach', () => {
    const tooltip = ask(short.centrePrice);
    expect(tooltip?.tag).toBe('EST');
    expect(tooltip?.title).toMatch(/^SHORTS [\d,.]+–[\d,.]+$/);
    expect(tooltip?.rows.map(([label]) => label)).toEqual([
      'est. notional',
      'brightness',
      'leverage',
      'since',
      'exchanges',
      'reach in 24 h',
    ]);
    expect(row(tooltip, 'est. notional')).toMatch(/^\$[\d.]+[KMB]? \(\$[\d.]+[KMB]?–\$[\d.]+[KMB]?\)$/);
    expect(row(tooltip, 'exchanges')).toBe('3');
    expect(row(tooltip, 'reach in 24 h')).toBe('30 %');
  });

  it('VIS-06 tooltipRows(brightest cell) gives its rank in numbers', () => {
    expect(row(ask(short.centrePrice), 'brightness')).toMatch(/^top [\d.]+ %$/);
  });

  it('CORE-07 tooltipRows(below the price) speaks of longs', () => {
    expect(ask(FRAME.markPrice * 0.97)?.title).toMatch(/^LONGS/);
    expect(ask(FRAME.markPrice * 1.03)?.title).toMatch(/^SHORTS/);
  });

  it('tooltipRows(a past column) has the amount of then and nothing of now', () => {
    const tooltip = ask(short.centrePrice, grid.startMs + 10 * grid.columnMs);
    expect(row(tooltip, 'since')).toBeUndefined();
    expect(row(tooltip, 'leverage')).toBeUndefined();
  });

  it('tooltipRows(no time axis) means now', () => {
    expect(ask(short.centrePrice, Number.NaN)).toEqual(ask(short.centrePrice, NOW));
  });

  it('tooltipRows(right of the newest bar) means now', () => {
    expect(ask(short.centrePrice, NOW + 9e8)).toEqual(ask(short.centrePrice, NOW));
  });

  it('tooltipRows(where nothing is estimated) says so', () => {
    const empty = { ...FRAME, grid: { ...grid, usd: new Uint8Array(grid.usd.length) } };
    const tooltip = ask(FRAME.markPrice * 1.02, grid.startMs, empty);
    expect(tooltip?.rows[0][0]).toBe('nothing estimated here');
  });

  it.each([
    ['before the history', FRAME.markPrice, grid.startMs - 1],
    ['above the grid', FRAME.markPrice * 9, NOW],
    ['a price of 0', 0, NOW],
    ['a price that is no number', Number.NaN, NOW],
  ])('tooltipRows(%s) is null', (_, price, timeMs) => {
    expect(ask(price, timeMs)).toBeNull();
  });

  it('CORE-06 CORE-05 tooltipRows(at a past flush) adds the observed sum under its own tag, as a lower bound', () => {
    const lastMs = NOW - 5 * 3_600_000;
    const flush = { lowPrice: 61_000, highPrice: 61_060, longUsd: 2e6, shortUsd: 5e5, lastMs };
    const frame = { ...FRAME, observed: { ...FRAME.observed, flushes: [flush], isLowerBound: true } };
    const at = row(ask(61_030, NOW, frame), 'ACTUAL');
    expect(at).toMatch(/^flushed here: ≥ \$2\.5M, /);
    expect(row(ask(62_000, NOW, frame), 'ACTUAL')).toBeUndefined();
  });

  it('tooltipRows(unit coin) writes coins', () => {
    expect(row(ask(short.centrePrice, NOW, FRAME, 'coin'), 'est. notional')).toMatch(/ BTC/);
  });

  it('tooltipRows(profile on another grid) does not invent an amount', () => {
    const frame = { ...FRAME, profile: { ...FRAME.profile, bins: 10 } };
    expect(ask(FRAME.markPrice * 1.01, NOW, frame)?.rows[0][0]).toBe('nothing estimated here');
  });
});

describe('placeBeside', () => {
  it('placeBeside goes after the pointer, before it at the far edge, and never out of the pane', () => {
    expect(placeBeside(10, 100, 400)).toBe(24);
    expect(placeBeside(380, 100, 400)).toBe(266);
    expect(placeBeside(5, 390, 400)).toBe(0);
  });
});
