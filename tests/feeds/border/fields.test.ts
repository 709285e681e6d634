import { describe, expect, it } from 'vitest';
import {
  columns,
  decimals,
  expectSymbol,
  fieldsOf,
  finite,
  has,
  list,
  nonNegative,
  oneOf,
  positive,
  positiveOrNull,
  rate,
  record,
  share,
  text,
  timeIso,
  timeMs,
  timeSeconds,
} from '../../../src/feeds/border/fields';
import { refusal } from '../harness/refusal';

describe('finite', () => {
  it.each([
    [1, 1],
    [-1.5, -1.5],
    [0, 0],
    ['0', 0],
    ['12.50', 12.5],
    ['-0.0001', -0.0001],
    ['+3', 3],
    ['1e-5', 0.00001],
    ['5.', 5],
  ])('of %j, is %d', (value, expected) => {
    expect(finite({ p: value }, 'p')).toBe(expected);
  });

  it.each([
    undefined,
    null,
    '',
    ' ',
    '1 ',
    ' 1',
    '0x10',
    '1,000',
    '1_000',
    'NaN',
    'Infinity',
    '1.2.3',
    'abc',
    true,
    [],
    [5],
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1e999',
  ])('of %j, refuses by name', (value) => {
    expect(refusal(() => finite({ p: value }, 'p'))).toMatch(/^p is /);
  });

  it('of an absurd size, refuses', () => {
    expect(refusal(() => finite({ p: 1e18 }, 'p'))).toMatch(/absurdly large$/);
  });
});

describe('readers of fields', () => {
  it('positive, refuses 0 and below', () => {
    expect(positive({ p: '0.5' }, 'p')).toBe(0.5);
    expect(refusal(() => positive({ p: '0' }, 'p'))).toBe('p is 0, not above 0');
    expect(refusal(() => positive({ p: -3 }, 'p'))).toBe('p is -3, not above 0');
  });

  it('positiveOrNull, is null only where the exchange sent nothing', () => {
    expect(positiveOrNull({}, 'p')).toBeNull();
    expect(positiveOrNull({ p: '' }, 'p')).toBeNull();
    expect(positiveOrNull({ p: '0.5' }, 'p')).toBe(0.5);
    expect(refusal(() => positiveOrNull({ p: 0 }, 'p'))).toBe('p is 0, not above 0');
  });

  it('fieldsOf, takes anything and refuses nothing', () => {
    expect([null, undefined, 5, 'x'].map(fieldsOf)).toEqual([null, null, null, null]);
    expect(fieldsOf({ a: 1 })).toEqual({ a: 1 });
  });

  it('nonNegative, takes 0 as a value', () => {
    expect(nonNegative({ v: '0' }, 'v')).toBe(0);
    expect(refusal(() => nonNegative({ v: '-0.1' }, 'v'))).toBe('v is -0.1, below 0');
  });

  it('share, lies between 0 and 1', () => {
    expect(share({ s: '1' }, 's')).toBe(1);
    expect(refusal(() => share({ s: 52.6 }, 's'))).toBe('s is 52.6, above 1');
  });

  it('rate, is a fraction and not a percentage', () => {
    expect(rate({ r: '-0.0375' }, 'r')).toBe(-0.0375);
    expect(refusal(() => rate({ r: '1.5' }, 'r'))).toBe('r is 1.5, not a fraction');
  });

  it('decimals, is a whole number up to 18', () => {
    expect(decimals({ d: '5' }, 'd')).toBe(5);
    expect(refusal(() => decimals({ d: 2.5 }, 'd'))).toBe('d is 2.5, not a count of places');
    expect(refusal(() => decimals({ d: 400 }, 'd'))).toBe('d is 400, not a count of places');
  });

  it('text, refuses the empty one', () => {
    expect(text({ t: 'x' }, 't')).toBe('x');
    expect(refusal(() => text({ t: '' }, 't'))).toBe('t is "", not text');
    expect(refusal(() => text({ t: 5 }, 't'))).toBe('t is 5, not text');
  });

  it('has, counts null, undefined and the empty text as absent, 0 and false as present', () => {
    expect([null, undefined, ''].map((value) => has({ f: value }, 'f'))).toEqual([false, false, false]);
    expect([0, false, '0'].map((value) => has({ f: value }, 'f'))).toEqual([true, true, true]);
  });

  it('oneOf, knows the documented words only, not what objects inherit', () => {
    const words = { Buy: 'long', Sell: 'short' } as const;
    expect(oneOf({ S: 'Buy' }, 'S', words)).toBe('long');
    expect(refusal(() => oneOf({ S: 'buy' }, 'S', words))).toBe('S is "buy", not one of Buy, Sell');
    expect(refusal(() => oneOf({ S: 'toString' }, 'S', words))).toBe('S is "toString", not one of Buy, Sell');
  });

  it('expectSymbol, lets its own pass', () => {
    expect(expectSymbol({ s: 'BTCUSDT' }, 's', 'BTCUSDT')).toBeUndefined();
    expect(refusal(() => expectSymbol({}, 's', 'BTCUSDT'))).toBe('s is undefined, not BTCUSDT');
  });

  it('record and list, refuse each other', () => {
    expect(refusal(() => record([]))).toBe('payload is a list, not an object');
    expect(refusal(() => record(null, 'data'))).toBe('data is null, not an object');
    expect(refusal(() => list({}, 'rows'))).toBe('rows is an object, not a list');
  });

  it('columns, refuses a short row', () => {
    expect(columns([1, 2, 3], 2)[1]).toBe(2);
    expect(refusal(() => columns([1], 2))).toBe('row has 1 columns, not 2');
  });
});

describe('readers of times', () => {
  const noon = Date.UTC(2026, 9, 1, 12);

  it('timeMs, takes ms and refuses seconds, microseconds and years long gone', () => {
    expect(timeMs({ t: String(noon) }, 't')).toBe(noon);
    expect(refusal(() => timeMs({ t: noon / 1000 }, 't'))).toMatch(/not a time in ms$/);
    expect(refusal(() => timeMs({ t: noon * 1000 }, 't'))).toMatch(/not a time in ms$/);
    expect(refusal(() => timeMs({ t: 0 }, 't'))).toMatch(/not a time in ms$/);
  });

  it('timeSeconds, takes seconds with or without a fraction', () => {
    expect(timeSeconds({ t: noon / 1000 }, 't')).toBe(noon);
    expect(timeSeconds({ t: '1790856000.25' }, 't')).toBe(1_790_856_000_250);
    expect(refusal(() => timeSeconds({ t: noon }, 't'))).toMatch(/not a time in ms$/);
  });

  it('timeIso, takes ISO text', () => {
    expect(timeIso({ t: '2026-10-01T12:00:00.000Z' }, 't')).toBe(noon);
    expect(refusal(() => timeIso({ t: 'noon' }, 't'))).toMatch(/not a time in ms$/);
  });
});
