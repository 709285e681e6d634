import type { MarketEvent } from '../../core/market/market-event';
import type { ParseContext, Parser } from '../exchange-feed';
import type { Parsed } from '../feed-error';
import { columns, expectSymbol, type Fields, list, record } from './fields';
import { type Origin, parsePayload, parseRows } from './refusal';

/** What one row says; null: nothing of use. */
export type RowReader = (row: Fields, context: ParseContext) => MarketEvent | MarketEvent[] | null;

/** Finds the rows in a payload, or refuses it. */
export type RowPicker = (payload: unknown, context: ParseContext) => readonly unknown[];

/** The payload is the list. */
const wholePayload: RowPicker = (payload) => list(payload);

/** Runs `parseRow` over the lists that `pick` finds in the payloads; a payload without one is one error. */
export function parseLists<T>(
  payloads: readonly unknown[],
  origin: Origin,
  parseRow: (row: unknown) => T | T[] | null,
  pick: (payload: unknown) => readonly unknown[] = (payload) => list(payload),
): Parsed<T> {
  const lists = payloads.map((payload) => parsePayload(origin, () => [...pick(payload)]));
  const rows = lists.flatMap(({ events }) => events);
  const parsed = parseRows(origin, rows, parseRow);
  return { events: parsed.events, errors: [...lists.flatMap(({ errors }) => errors), ...parsed.errors] };
}

/** The same for one payload. */
export function parseList<T = MarketEvent>(
  payload: unknown,
  origin: Origin,
  parseRow: (row: unknown) => T | T[] | null,
  pick?: (payload: unknown) => readonly unknown[],
): Parsed<T> {
  return parseLists([payload], origin, parseRow, pick);
}

/** How an exchange lays out its lists of JSON objects. */
export interface ObjectRows {
  pick?: RowPicker;
  /** What a row is called in errors; `row` otherwise. */
  name?: string;
  /** The field of each row that must hold the contract's symbol. */
  symbolField?: string;
}

/** A parser of a list of JSON objects. */
export function objectRows(
  { pick = wholePayload, name = 'row', symbolField }: ObjectRows,
  read: RowReader,
): Parser {
  return (payload, context) =>
    parseList(
      payload,
      context,
      (value) => {
        const row = record(value, name);
        if (symbolField !== undefined) expectSymbol(row, symbolField, context.instrument.symbol);
        return read(row, context);
      },
      (body) => pick(body, context),
    );
}

/** A parser of a list of lists with at least `width` columns each. */
export function columnRows(width: number, read: RowReader, pick: RowPicker = wholePayload): Parser {
  return (payload, context) =>
    parseList(
      payload,
      context,
      (value) => read(columns(value, width), context),
      (body) => pick(body, context),
    );
}
