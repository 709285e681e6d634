import { findColumns, findTimeRow, type LabelColumn, type PlacedLabel } from '../../core/axis/label-layout';
import type { MonthNames } from '../../core/axis/month-names';
import { type AxisLabel, type PriceAxisReading, readPriceAxis } from '../../core/axis/price-axis';
import type { PriceFit } from '../../core/axis/price-fit';
import { readPriceLabel } from '../../core/axis/price-label';
import type { LabelIntent } from '../intent';

/** What one axis surface (canvas or svg) says; heights and widths are px from its own corner. */
export interface TappedAxis {
  reading: PriceAxisReading;
  /** Labels of the surface's own row of times; none where the time axis is a surface of its own. */
  times: AxisLabel[];
  /** Size of the surface when it was read, px. */
  width: number;
  height: number;
  /** Part of the surface that is plot area, where axis and plot share one surface. */
  plot: { left: number; top: number; width: number; height: number } | null;
}

export interface AxisLimitsHere {
  intent: LabelIntent;
  referencePrice: number;
  /** Fit before this paint. */
  previous: TappedAxis | null;
}

function preferredScale(previous: TappedAxis | null): 'linear' | 'log' {
  return previous?.reading.state === 'locked' ? previous.reading.fit.scale : 'linear';
}

function isOnFit(label: PlacedLabel, fit: PriceFit): boolean {
  const reading = readPriceLabel(label.text);
  return [reading?.point, reading?.comma].some((price) => {
    if (price === undefined || Number.isNaN(price)) return false;
    return Math.abs(fit.a * (fit.scale === 'log' ? Math.log(price) : price) + fit.b - label.y) <= 1;
  });
}

/**
 * Reads the labels of a narrow surface that holds nothing but a price axis. Where a partial repaint left only one or
 * two labels, the fit before stays as long as they agree with it.
 */
export function readOwnAxis(
  labels: PlacedLabel[],
  width: number,
  height: number,
  here: AxisLimitsHere,
): TappedAxis {
  const { previous } = here;
  const numbers = labels.filter((l) => readPriceLabel(l.text));
  const old =
    previous?.height === height && previous.reading.state === 'locked' ? previous.reading.fit : null;
  if (previous && old && numbers.length < 3 && numbers.every((l) => isOnFit(l, old))) return previous;
  const reading = readPriceAxis(labels, {
    paneHeight: height,
    maxRmsPx: here.intent.maxRmsPx,
    referencePrice: here.referencePrice,
    preferredScale: preferredScale(previous),
  });
  return { reading, times: [], width, height, plot: null };
}

const NO_AXIS: PriceAxisReading = { state: 'lost', reason: 'no-axis' };

/**
 * Reads a surface that holds plot and axes together. A column of numbers counts only beside a row of times: order
 * books and trade lists have columns that fit a line perfectly.
 */
export function readSharedAxis(
  labels: PlacedLabel[],
  width: number,
  height: number,
  here: AxisLimitsHere,
  months: MonthNames,
): TappedAxis | null {
  let best: TappedAxis | null = null;
  const columns = findColumns(labels, width);
  for (const column of columns) {
    const row = findTimeRow(labels, column.labels, months);
    if (!row) continue;
    const plot = plotArea(columns, column, row, width, height);
    const reading = readPriceAxis(column.labels, {
      paneHeight: plot.height,
      maxRmsPx: here.intent.maxRmsPx,
      referencePrice: here.referencePrice,
      preferredScale: preferredScale(here.previous),
    });
    if (best?.reading.state === 'locked' && reading.state !== 'locked') continue;
    if (best?.reading.state === 'locked' && column.side === 'left') continue;
    best = { reading, times: row.labels, width, height, plot };
  }
  return best ?? (columns.length && here.previous ? { ...here.previous, reading: NO_AXIS } : null);
}

function plotArea(
  columns: LabelColumn[],
  column: LabelColumn,
  row: { y: number; sizePx: number },
  width: number,
  height: number,
): { left: number; top: number; width: number; height: number } {
  const inner = (side: 'left' | 'right') => columns.filter((c) => c.side === side).map((c) => c.innerPx);
  const left = Math.max(0, ...inner('left'));
  const right = Math.min(width, ...inner('right'));
  const heights = column.labels.map((l) => l.y);
  const isBelow = row.y > Math.max(...heights) - 2;
  const top = isBelow ? Math.max(0, Math.min(...heights)) : row.y + row.sizePx;
  const bottom = isBelow ? row.y - row.sizePx : Math.min(height, Math.max(...heights));
  return { left, top, width: right - left, height: bottom - top };
}
