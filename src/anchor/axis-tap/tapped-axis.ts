import { type PaneRect, priceToCoordinate } from '../../core/axis/axis-mapping';
import {
  AXIS_WIDTH_PX,
  findColumns,
  findTimeRow,
  type LabelColumn,
  type PlacedLabel,
} from '../../core/axis/label-layout';
import type { MonthNames } from '../../core/axis/month-names';
import {
  type AxisLabel,
  type AxisLimits,
  isPlausible,
  type PriceAxisReading,
  readPriceAxis,
} from '../../core/axis/price-axis';
import type { PriceFit } from '../../core/axis/price-fit';
import { readPriceLabel } from '../../core/axis/price-label';
import { areSameHeights } from '../geometry';

/** What one axis surface (canvas or svg) says; heights and widths are px from its own corner. */
export interface TappedAxis {
  reading: PriceAxisReading;
  /** Labels of the surface's own row of times; none where the time axis is a surface of its own. */
  times: AxisLabel[];
  /** Size of the surface when it was read, px. */
  width: number;
  height: number;
  /** Part of the surface that is plot area, where axis and plot share one surface. */
  plot: PaneRect | null;
  /** How far the number nearest to our price is from it, ln; Infinity without a price or a number. */
  aside: number;
}

/** The fit of an axis that was locked. */
export function fitOf(axis: TappedAxis | null | undefined): PriceFit | null {
  return axis?.reading.state === 'locked' ? axis.reading.fit : null;
}

/** Prices seldom come to less than this share of what they are now in one view. */
const DEPTH = 0.1;
/**
 * Of an axis whose nearest number is this many times as far from our price, or within a factor of three of it (ln),
 * nothing says that it is not the candles'.
 */
const NEARLY = 4;
const NEAR_LN = 1.1;

/**
 * The axis, of several beside one pane, that the prices are on: the locked one, else the first. Nothing tells which the
 * candles follow where two of them put our price at different heights, where one counts in percent, or where one that
 * could not be read has a number nearer to our price, or one not far from it while our price is out of view, or any while the one
 * that could reaches down to nothing, as those of volumes do.
 */
export function bestAxis<T extends TappedAxis>(axes: T[], reference: number): T | undefined {
  const [best = axes[0], ...rivals] = axes.filter(fitOf);
  const fit = fitOf(best);
  const { top = 0, height = best?.height } = best?.plot ?? {};
  const bottom = top + height;
  const shows = (price: number) => fit && isPlausible(fit, bottom, price, 0);
  const nearest = shows(reference) ? best?.aside : Math.max(NEARLY * best?.aside, NEAR_LN);
  const most = shows(DEPTH * reference) ? Number.POSITIVE_INFINITY : nearest;
  const isRival = (axis: T) =>
    !fitOf(axis) &&
    (axis.aside < most || ('reason' in axis.reading && axis.reading.reason === 'percent-axis'));
  const isAlone =
    rivals.every((axis) => areSameHeights(fitOf(axis), fit, reference)) && !(fit && axes.some(isRival));
  return isAlone ? best : { ...best, reading: { state: 'ambiguous', reason: 'two-axes' } };
}

function asideOf(labels: AxisLabel[], reference: number): number {
  const apart = labels.flatMap(({ text }) => {
    const { point = Number.NaN, comma = Number.NaN, isPercent = true } = readPriceLabel(text) ?? {};
    return isPercent ? [] : [point, comma].map((price) => Math.abs(Math.log(price / reference)));
  });
  return Math.min(...apart.filter((far) => far >= 0));
}

/** Whether a label stands where a fit puts its price. */
export function isOnFit({ text, y }: AxisLabel, fit: PriceFit, slackPx = 1): boolean {
  const { point = 0, comma = 0 } = readPriceLabel(text) ?? {};
  return [point, comma].some((price) => Math.abs(priceToCoordinate(fit, price) - y) <= slackPx);
}

/**
 * Reads the labels of a narrow surface that holds nothing but a price axis. Where a partial repaint left only one or
 * two labels, the fit before stays as long as they agree with it.
 */
export function readOwnAxis(
  labels: PlacedLabel[],
  { width, height }: PaneRect,
  limits: AxisLimits,
  previous: TappedAxis | null,
): TappedAxis {
  const old = fitOf(previous);
  const numbers = labels.filter((l) => readPriceLabel(l.text));
  const isPart = !numbers[2] && previous?.height === height;
  if (old && isPart && numbers.every((l) => isOnFit(l, old))) return previous;
  return {
    reading: readPriceAxis(labels, height, limits),
    times: [],
    width,
    height,
    plot: null,
    aside: asideOf(labels, limits.referencePrice),
  };
}

/**
 * Reads a surface that holds plot and axes together. A column of numbers counts only beside a row of times: order
 * books and trade lists have columns that fit a line perfectly. Of several axes the best one speaks.
 * @param plotOf Where the plot is drawn, if that can be told, by what its labels tell of it.
 */
export function readSharedAxis(
  labels: PlacedLabel[],
  { width, height }: PaneRect,
  limits: AxisLimits,
  previous: TappedAxis | null,
  months: MonthNames,
  plotOf: (inferred: PaneRect, end: PricesEnd) => PaneRect = (inferred) => inferred,
): TappedAxis | null {
  const columns = findColumns(labels, width);
  const read = columns.flatMap((column): TappedAxis[] => {
    const row = findTimeRow(labels, column.labels, months);
    if (!row) return [];
    const room = plotArea(columns, column, row, width, height);
    const aside = asideOf(column.labels, limits.referencePrice);
    const reading = readPriceAxis(column.labels, room.height, limits);
    const bottom = room.top + room.height;
    const end: PricesEnd =
      reading.state === 'locked' ? endOfPrices(column.labels, reading.fit, bottom) : [room.top, bottom];
    const plot = plotOf(endRoom(room, end), end);
    return [{ reading, times: row.labels, width, height, plot, aside }];
  });
  const { referencePrice } = limits;
  const best = bestAxis(read, referencePrice);
  const stray = best && strayAxis(labels, width, best, referencePrice);
  const judged = best && stray ? bestAxis([best, stray], referencePrice) : best;
  if (judged || !columns[0] || !previous) return judged ?? null;
  return { ...previous, reading: { state: 'lost', reason: 'no-axis' } };
}

/** A number this far from where its price would stand is none of the axis, px. */
const OFF_PX = 4;

/**
 * Numbers that stand alone at the sides of the plot as the ticks of an axis do, too few to be read as one: the candles
 * may follow them. A legend has its numbers side by side.
 */
function strayAxis(
  labels: PlacedLabel[],
  width: number,
  best: TappedAxis,
  reference: number,
): TappedAxis | null {
  const { plot } = best;
  const fit = fitOf(best);
  if (!fit || !plot) return null;
  const isBesidePlot = ({ y }: PlacedLabel) => y >= plot.top && y <= plot.top + plot.height;
  const isAtSide = ({ x, halfWidth }: PlacedLabel) => Math.min(x, width - x) + halfWidth <= AXIS_WIDTH_PX;
  const isAlone = (l: PlacedLabel) =>
    labels.every((o) => o === l || Math.abs(o.y - l.y) > l.sizePx / 2 || Math.abs(o.x - l.x) > AXIS_WIDTH_PX);
  const strays = labels.filter(
    (l) => isBesidePlot(l) && isAtSide(l) && !isOnFit(l, fit, OFF_PX) && isAlone(l),
  );
  return { ...best, reading: { state: 'lost', reason: 'few-labels' }, aside: asideOf(strays, reference) };
}

/** Between which heights the prices end, px: the lowest label on the line, and what is surely below them. */
export type PricesEnd = [lowest: number, below: number];

/** Two numbers or more below all that are on the line are another pane's, as those of an oscillator. */
function endOfPrices(labels: AxisLabel[], fit: PriceFit, bottom: number): PricesEnd {
  const lowest = Math.max(...labels.filter((l) => isOnFit(l, fit, OFF_PX)).map((l) => l.y));
  const [first, second] = labels
    .map((l) => l.y)
    .filter((y) => y > lowest)
    .sort((a, b) => a - b);
  return [lowest, second === undefined ? bottom : first];
}

/** The room between labels, without what lies below another pane's first number. */
function endRoom({ top, height, ...room }: PaneRect, [lowest, below]: PricesEnd): PaneRect {
  const isCut = below < top + height;
  return { ...room, top, height: isCut ? (lowest + below) / 2 - top : height };
}

function plotArea(
  columns: LabelColumn[],
  { labels }: LabelColumn,
  row: { y: number; sizePx: number },
  width: number,
  height: number,
): PaneRect {
  const inner = (side: 'left' | 'right') => columns.filter((c) => c.side === side).map((c) => c.innerPx);
  const left = Math.max(0, ...inner('left'));
  const heights = labels.map((l) => l.y);
  const [high, low] = [Math.max(0, Math.min(...heights)), Math.min(height, Math.max(...heights))];
  const isBelow = row.y > low - 2;
  const top = isBelow ? high : row.y + row.sizePx;
  return {
    left,
    top,
    width: Math.min(width, ...inner('right')) - left,
    height: (isBelow ? row.y - row.sizePx : low) - top,
  };
}
