import type { FeedError, Parsed } from '../feed-error';

/** Thrown by the field readers only, caught by `parsePayload` and `parseRows` only. */
export class FieldRefusal extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** Where a payload came from; goes into the error. */
export interface Origin {
  exchange: string;
  channel: string;
}

/** Refuses the value under parse. */
export function refuse(field: string | number, reason: string): never {
  throw new FieldRefusal(String(field), reason);
}

/** A value in an error text: short, one line, never an object dump. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? `"${value}"` : typeof value === 'object' ? typeName(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function typeName(value: object | null): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : 'an object';
}

/** Runs a parser over a whole payload; a refusal becomes the one error of the result. */
export function parsePayload<T>(origin: Origin, parse: () => T[]): Parsed<T> {
  try {
    return { events: parse(), errors: [] };
  } catch (error) {
    return { events: [], errors: [toFeedError(origin, error)] };
  }
}

/** Runs a parser over each row; a bad row is refused alone, the others stand. Null rows are skipped. */
export function parseRows<T>(
  origin: Origin,
  rows: readonly unknown[],
  parseRow: (row: unknown) => T | T[] | null,
): Parsed<T> {
  const events: T[] = [];
  const errors: FeedError[] = [];
  for (const row of rows) {
    try {
      const parsed = parseRow(row);
      if (Array.isArray(parsed)) events.push(...parsed);
      else if (parsed !== null) events.push(parsed);
    } catch (error) {
      errors.push(toFeedError(origin, error));
    }
  }
  return { events, errors };
}

function toFeedError(origin: Origin, error: unknown): FeedError {
  if (!(error instanceof FieldRefusal)) throw error;
  return { exchange: origin.exchange, channel: origin.channel, field: error.field, reason: error.reason };
}
