import type { PaneRect, PriceAxis, PriceLine, TimeAxis } from './axis-mapping';
import type { AxisReport, TimeLabel } from './axis-report';
import { MAX_BARS_TEXT } from './drawn-bars';

const MAX_LENGTH = 2048;
const MAX_TIME_LABELS = 28;
/** Two rows of labels may be joined into one text. */
const MAX_LABEL_TEXT = 57;
const MAX_SYMBOL = 80;
const STATES = ['locked', 'ambiguous', 'unsupported', 'lost'] as const;

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max;
}

/** A machine word, as for sources and reasons: kebab-case, no markup. */
function isWord(value: unknown): value is string {
  return isText(value, 40) && /^[a-z0-9-]*$/.test(value);
}

function oneOf<T extends string>(value: unknown, words: readonly T[]): T | null {
  return words.find((word) => word === value) ?? null;
}

function parsePane(value: unknown): PaneRect | null {
  if (!isFields(value)) return null;
  const { left, top, width, height } = value;
  if (![left, top, width, height].every(isFiniteNumber)) return null;
  return { left, top, width, height } as PaneRect;
}

function parseLine({ scale: word, a, b }: Fields): PriceLine | null {
  const scale = oneOf(word, ['linear', 'log']);
  return scale && isFiniteNumber(a) && a !== 0 && isFiniteNumber(b) ? { scale, a, b } : null;
}

function parsePrice(value: unknown): PriceAxis | null {
  if (!isFields(value)) return null;
  const { samples, inliers, rmsPx, rival: other, isCoarse } = value;
  const line = parseLine(value);
  if (!line || !isCount(samples) || !isCount(inliers) || !isFiniteNumber(rmsPx) || rmsPx < 0) return null;
  const price = { ...line, samples, inliers, rmsPx };
  if (other === undefined && isCoarse === undefined) return price;
  const rival = isFields(other) && parseLine(other);
  if (!rival || (isCoarse !== undefined && isCoarse !== true)) return null;
  return isCoarse ? { ...price, rival, isCoarse } : { ...price, rival };
}

function parseTime(value: unknown): TimeAxis | null {
  if (!isFields(value)) return null;
  const { pxPerSec, x0, barSec, inliers, ambiguous } = value;
  if (!isFiniteNumber(pxPerSec) || pxPerSec <= 0 || !isFiniteNumber(x0)) return null;
  if (!isCount(inliers) || typeof ambiguous !== 'boolean') return null;
  if (barSec === undefined) return { pxPerSec, x0, inliers, ambiguous };
  return isFiniteNumber(barSec) && barSec > 0 ? { pxPerSec, x0, barSec, inliers, ambiguous } : null;
}

function parseTimeLabels(value: unknown): TimeLabel[] | null {
  if (!Array.isArray(value) || value.length > MAX_TIME_LABELS) return null;
  const labels: TimeLabel[] = [];
  for (const item of value as unknown[]) {
    if (!isFields(item) || !isText(item.text, MAX_LABEL_TEXT) || !isFiniteNumber(item.x)) return null;
    labels.push({ text: item.text, x: item.x });
  }
  return labels;
}

function parseFields(fields: Fields): AxisReport | null {
  const state = oneOf(fields.state, STATES);
  const pane = parsePane(fields.pane);
  const price = parsePrice(fields.price);
  const time = parseTime(fields.time);
  const { v, seq, chartKey, source, reason, symbolText } = fields;
  if (v !== 1 || !isCount(seq) || !isText(chartKey, 32) || !state || !pane) return null;
  if (!isWord(source) || source === '') return null;
  if ((fields.price !== null && !price) || (fields.time !== null && !time)) return null;
  if (state === 'locked' && !price) return null;
  const mapping: AxisReport = { v, seq, chartKey, source, state, pane, price, time };
  if (reason !== undefined) {
    if (!isWord(reason)) return null;
    mapping.reason = reason;
  }
  if (fields.timeLabels !== undefined) {
    const timeLabels = parseTimeLabels(fields.timeLabels);
    if (!timeLabels) return null;
    mapping.timeLabels = timeLabels;
  }
  if (fields.bars !== undefined) {
    if (!isText(fields.bars, MAX_BARS_TEXT)) return null;
    mapping.bars = fields.bars;
  }
  if (symbolText !== undefined) {
    if (!isText(symbolText, MAX_SYMBOL)) return null;
    mapping.symbolText = symbolText;
  }
  return mapping;
}

/**
 * Parses the detail of a mapping event. The page can forge these, so that everything is checked: at most 2 KB of JSON,
 * exactly this shape, finite numbers, short texts. Unknown fields are dropped.
 * @returns null where anything is wrong.
 */
export function parseMapping(detail: unknown): AxisReport | null {
  if (typeof detail !== 'string' || detail.length > MAX_LENGTH) return null;
  try {
    const fields: unknown = JSON.parse(detail);
    return isFields(fields) ? parseFields(fields) : null;
  } catch {
    return null;
  }
}
