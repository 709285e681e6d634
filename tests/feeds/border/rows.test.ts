import { describe, expect, it } from 'vitest';
import { type Fields, list, positive, record } from '../../../src/feeds/border/fields';
import { columnRows, objectRows, parseList, parseLists } from '../../../src/feeds/border/rows';
import { markPriceEvent } from '../../../src/feeds/source-events';
import { contextOf, instrumentOf } from '../harness/instruments';
import { marksOf, refusals } from '../harness/single';

const ORIGIN = { exchange: 'test', channel: 'rows' };
const CONTEXT = contextOf(instrumentOf({ exchange: 'test', symbol: 'BTCUSDT' }), 1);

/** Rows of a mark price under `data`. */
const data = (payload: unknown) => list(record(payload).data, 'data');
const priceOf = (field: string | number) => (row: Fields) => markPriceEvent(1, positive(row, field), null);

function prices(parsed: ReturnType<ReturnType<typeof objectRows>>): number[] {
  return marksOf(parsed).map(({ price }) => price);
}

describe('parseLists', () => {
  const read = (value: unknown) => positive({ v: value }, 'v');

  it('of several payloads, reads all rows in order', () => {
    expect(parseLists([[1, 2], [3]], ORIGIN, read)).toEqual({ events: [1, 2, 3], errors: [] });
  });

  it('of a payload without a list and a bad row, keeps the rest and tells both', () => {
    const { events, errors } = parseLists([[1, -2], { data: [] }], ORIGIN, read);
    expect(events).toEqual([1]);
    expect(errors.map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      'payload is an object, not a list',
      'v is -2, not above 0',
    ]);
  });

  it('parseList, picks the list out of the one payload', () => {
    expect(parseList({ data: [4] }, ORIGIN, read, data).events).toEqual([4]);
  });
});

describe('objectRows', () => {
  it('without a shape, reads the payload itself and calls its rows so', () => {
    const parsed = objectRows({}, priceOf('p'))([{ p: '5' }, 7], CONTEXT);
    expect(prices(parsed)).toEqual([5]);
    expect(refusals(parsed)).toEqual(['row is 7, not an object']);
  });

  it('with a symbol field, refuses rows of another contract by themselves', () => {
    const parse = objectRows({ pick: data, name: 'data', symbolField: 's' }, priceOf('p'));
    const parsed = parse({ data: [{ s: 'ETHUSDT', p: 1 }, { s: 'BTCUSDT', p: 2 }, null] }, CONTEXT);
    expect(prices(parsed)).toEqual([2]);
    expect(refusals(parsed)).toEqual(['s is "ETHUSDT", not BTCUSDT', 'data is null, not an object']);
  });

  it('of an answer without its list, is one refusal', () => {
    expect(refusals(objectRows({ pick: data }, priceOf('p'))({ data: 'none' }, CONTEXT))).toEqual([
      'data is "none", not a list',
    ]);
  });
});

describe('columnRows', () => {
  it('refuses rows that are too short and reads the others', () => {
    const parsed = columnRows(2, priceOf(1), data)({ data: [[0, 5], [0], 'row'] }, CONTEXT);
    expect(prices(parsed)).toEqual([5]);
    expect(refusals(parsed)).toEqual(['row has 1 columns, not 2', 'row is "row", not a list']);
  });
});
