import { type MonthNames, monthKey } from './month-names';
import type { AxisLabel } from './price-axis';
import { readPriceLabel } from './price-label';

/** A label with its own extent, all px with the origin of the canvas or svg it was painted on. */
export interface PlacedLabel extends AxisLabel {
  /** The x that the chart gave for the text; equal within a column of equally aligned labels. */
  edge: number;
  align: string;
  halfWidth: number;
  sizePx: number;
}

/** A column of labels that may be a price axis, with the free room beside it. */
export interface LabelColumn {
  labels: PlacedLabel[];
  side: 'left' | 'right';
  /** Inner edge of the labels, px. */
  innerPx: number;
}

const EDGE_PX = 1.5;
const MIN_LABELS = 3;
/** An axis column begins within this distance of the canvas edge, px. */
export const AXIS_WIDTH_PX = 140;
/** Usual room between tick labels and the plot area, px. */
const GAP_PX = 4;
const ROW_SHARE = 0.8;
/** Wider than any surface: labels that hang differently are never in one column. */
const APART_PX = 1e5;

function groupBy(labels: PlacedLabel[], place: (label: PlacedLabel) => number): PlacedLabel[][] {
  const groups: PlacedLabel[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const label of [...labels].sort((a, b) => place(a) - place(b))) {
    if (place(label) - before > EDGE_PX) groups.push([]);
    before = place(label);
    groups.at(-1)?.push(label);
  }
  return groups;
}

const CLOCK_OR_DATE = /\d:\d\d|^\d{1,2} ?[ap]m\b|^\d{1,4}[-/]\d{1,2}([-/ ]|$)|^(19|20)\d\d$|[年月日]/i;
const DAY_OR_DOTTED = /^\d{1,2}(\.\d{2})?$/;

/** `Mon 16`, as the usual axes of D3 have it. */
const WORD_AND_DAY = /^(\p{L}+)[.,]? \d{1,2}$/u;

const DOTTED_DAY = /^[0-3]\d\.(0[1-9]|1[0-2])$/;

/** Whether a text names a moment beyond doubt: a bare number could be anything. */
export function isSurelyTime(text: string, months: MonthNames): boolean {
  const [, weekday] = WORD_AND_DAY.exec(text) ?? [];
  return (
    CLOCK_OR_DATE.test(text) ||
    text.split(/[\s'’]+/).some((word) => months.get(monthKey(word))) ||
    Boolean(weekday && months.get(monthKey(weekday)) === 0)
  );
}

/** Whether a row reads `16.11 17.11 18.11`: the day changes from label to label, which it would not in prices. */
function areDottedDays(row: PlacedLabel[]): boolean {
  return row.every(({ text }, i) => DOTTED_DAY.test(text) && !row[i - 1]?.text.startsWith(text.slice(0, 2)));
}

/** Columns of equally aligned numbers near the left or right edge of a surface `width` px wide. */
export function findColumns(labels: PlacedLabel[], width: number): LabelColumn[] {
  // All the words for an alignment begin differently.
  const byEdge = groupBy(labels, (l) => l.edge + l.align.charCodeAt(0) * APART_PX);
  const columns = byEdge.flatMap((group): LabelColumn[] => {
    const numbers = group.filter((l) => readPriceLabel(l.text));
    const left = Math.min(...numbers.map((l) => l.x - l.halfWidth));
    const right = Math.max(...numbers.map((l) => l.x + l.halfWidth));
    if (!numbers[MIN_LABELS - 1]) return [];
    if (right <= AXIS_WIDTH_PX) return [{ labels: numbers, side: 'left', innerPx: right + GAP_PX }];
    if (left < width - AXIS_WIDTH_PX) return [];
    return [{ labels: numbers, side: 'right', innerPx: left - GAP_PX }];
  });
  return columns.sort((a, b) => a.innerPx - b.innerPx);
}

/**
 * The row of times above or below a price column on the same surface; labels under one another in two adjacent rows
 * are read as one text.
 */
export function findTimeRow(
  labels: PlacedLabel[],
  column: PlacedLabel[],
  months: MonthNames,
): { labels: AxisLabel[]; y: number; sizePx: number } | null {
  const low = Math.min(...column.map((l) => l.y));
  const high = Math.max(...column.map((l) => l.y));
  const outside = labels.filter((l) => !column.includes(l) && (l.y < low - 2 || l.y > high - 2));
  const rows = groupBy(outside, (l) => l.y);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const isSure = row.some((l) => isSurelyTime(l.text, months)) || areDottedDays(row);
    const times = row.filter((l) => DAY_OR_DOTTED.test(l.text) || isSurelyTime(l.text, months));
    if (!isSure || times.length < MIN_LABELS || times.length < ROW_SHARE * row.length) continue;
    const below = (rows[i + 1] ?? []).filter((l) => l.y - row[0].y < 2.5 * l.sizePx);
    const joined = times.map((l) => {
      const more = below.find((b) => Math.abs(b.x - l.x) <= EDGE_PX);
      return { text: more ? `${l.text} ${more.text}` : l.text, x: l.x, y: l.y };
    });
    return { labels: joined, y: row[0].y, sizePx: row[0].sizePx };
  }
  return null;
}
