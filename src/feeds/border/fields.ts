import { refuse, shown } from './refusal';

/** A JSON object, or a row of columns addressed by number. */
export type Fields = Readonly<Record<string | number, unknown>>;

const DECIMAL = /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/;
/** Larger than any amount a market deals in. */
const ABSURD = 1e17;
const YEAR_2015_MS = 1_420_070_400_000;
const YEAR_2100_MS = 4_102_444_800_000;

/** Refuses anything but a JSON object. */
export function record(value: unknown, field: string | number = 'payload'): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  return refuse(field, `is ${shown(value)}, not an object`);
}

/** An object of a message that may be anything; null otherwise, without a refusal. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

/** Refuses anything but a list. */
export function list(value: unknown, field: string | number = 'payload'): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return refuse(field, `is ${shown(value)}, not a list`);
}

/** A row of columns with at least `length` of them. */
export function columns(value: unknown, length: number): Fields {
  const row = list(value, 'row');
  if (row.length < length) refuse('row', `has ${row.length} columns, not ${length}`);
  return row as unknown as Fields;
}

/** Whether the exchange sent the field at all; null and the empty string count as absent. */
export function has(fields: Fields, field: string | number): boolean {
  const value = fields[field];
  return value !== undefined && value !== null && value !== '';
}

/** A finite number of a plausible size, sent as a number or as decimal text. */
export function finite(fields: Fields, field: string | number): number {
  const value = fields[field];
  const parsed = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  if (typeof parsed !== 'number' || !Number.isFinite(parsed))
    refuse(field, `is ${shown(value)}, not a number`);
  return Math.abs(Number(parsed)) <= ABSURD
    ? Number(parsed)
    : refuse(field, `is ${shown(value)}, absurdly large`);
}

/** A count of decimal places, 0..18. */
export function decimals(fields: Fields, field: string | number): number {
  const value = finite(fields, field);
  return Number.isInteger(value) && value >= 0 && value <= 18
    ? value
    : refuse(field, `is ${value}, not a count of places`);
}

/** A finite number above zero: a price, a divisor. */
export function positive(fields: Fields, field: string | number): number {
  const value = finite(fields, field);
  return value > 0 ? value : refuse(field, `is ${value}, not above 0`);
}

/** A price that the exchange may leave out. */
export function positiveOrNull(fields: Fields, field: string | number): number | null {
  return has(fields, field) ? positive(fields, field) : null;
}

/** A finite number from zero up: a volume, an open interest. Zero is a value here. */
export function nonNegative(fields: Fields, field: string | number): number {
  const value = finite(fields, field);
  return value >= 0 ? value : refuse(field, `is ${value}, below 0`);
}

/** A share, 0..1. */
export function share(fields: Fields, field: string | number): number {
  const value = nonNegative(fields, field);
  return value <= 1 ? value : refuse(field, `is ${value}, above 1`);
}

/** A rate as a fraction of notional per interval; more than 100 % is a unit error. */
export function rate(fields: Fields, field: string | number): number {
  const value = finite(fields, field);
  return Math.abs(value) < 1 ? value : refuse(field, `is ${value}, not a fraction`);
}

/** Non-empty text. */
export function text(fields: Fields, field: string | number): string {
  const value = fields[field];
  return typeof value === 'string' && value !== '' ? value : refuse(field, `is ${shown(value)}, not text`);
}

/** Unix ms between 2015 and 2100; seconds or microseconds are refused. */
export function timeMs(fields: Fields, field: string | number): number {
  return plausibleTime(finite(fields, field), field);
}

/** Unix seconds, as ms. */
export function timeSeconds(fields: Fields, field: string | number): number {
  return plausibleTime(Math.round(finite(fields, field) * 1000), field);
}

/** ISO 8601 text, as ms. */
export function timeIso(fields: Fields, field: string | number): number {
  return plausibleTime(Date.parse(text(fields, field)), field);
}

function plausibleTime(time: number, field: string | number): number {
  if (time >= YEAR_2015_MS && time < YEAR_2100_MS) return Math.trunc(time);
  return refuse(field, `is ${time}, not a time in ms`);
}

/** One of the words the exchange documents, translated. */
export function oneOf<T>(fields: Fields, field: string | number, words: Readonly<Record<string, T>>): T {
  const value = fields[field];
  if (typeof value === 'string' && Object.hasOwn(words, value)) return words[value];
  return refuse(field, `is ${shown(value)}, not one of ${Object.keys(words).join(', ')}`);
}

/** Refuses a payload about another contract. */
export function expectSymbol(fields: Fields, field: string | number, symbol: string): void {
  if (fields[field] !== symbol) refuse(field, `is ${shown(fields[field])}, not ${symbol}`);
}
