import { describe, expect, it } from 'vitest';
import {
  columns,
  decimals,
  expectSymbol,
  finite,
  has,
  list,
  nonNegative,
  oneOf,
  positive,
  rate,
  record,
  share,
  text,
  timeIso,
  timeMs,
  timeSeconds,
} from '../../src/feeds/border/fields';
import { FieldRefusal, parsePayload, parseRows, refuse, shown } from '../../src/feeds/border/refusal';
import { getRequest, withQuery } from '../../src/feeds/border/request';
import { describeFeedError } from '../../src/feeds/feed-error';
import {
  candleEvent,
  hasEnded,
  inverseLiquidation,
  linearLiquidation,
  markRangeEvent,
} from '../../src/feeds/source-events';
import { flatTiers, tierFault, tiersFromRows, withDeductions } from '../../src/feeds/tier-rows';

/** The words with which a reader refuses. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FieldRefusal) return `${error.field} ${error.reason}`;
    throw error;
  }
  return 'was not refused';
}

const ORIGIN = { exchange: 'test', channel: 'rows' };

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

describe('parsePayload and parseRows', () => {
  it('turn a refusal into an error with exchange, channel, field and reason', () => {
    const { errors } = parsePayload(ORIGIN, () => refuse('p', 'is bad'));
    expect(errors).toEqual([{ exchange: 'test', channel: 'rows', field: 'p', reason: 'is bad' }]);
    expect(describeFeedError(errors[0])).toBe('test rows: p is bad');
  });

  it('keep the good rows and count the bad ones', () => {
    const parsed = parseRows(ORIGIN, [1, -1, 2], (value) => positive({ v: value }, 'v'));
    expect(parsed.events).toEqual([1, 2]);
    expect(parsed.errors.map(({ reason }) => reason)).toEqual(['is -1, not above 0']);
  });

  it('skip null and flatten lists', () => {
    expect(parseRows(ORIGIN, [1, 2, 3], (value) => (value === 2 ? null : [value, value])).events).toEqual([
      1, 1, 3, 3,
    ]);
  });

  it('let a mistake of ours through: it is no data error', () => {
    expect(() => parsePayload(ORIGIN, () => [(undefined as unknown as { x: number }).x])).toThrow(TypeError);
  });
});

describe('shown', () => {
  it('is short and on one line', () => {
    expect(shown('a'.repeat(100)).length).toBe(40);
    expect(shown({ a: 1 })).toBe('an object');
    expect(shown([1])).toBe('a list');
    expect(shown(null)).toBe('null');
    expect(shown(12.5)).toBe('12.5');
  });
});

describe('getRequest and withQuery', () => {
  it('write parameters in order and replace one', () => {
    const request = getRequest('https://x.y/z', { b: 1, a: 'two words' }, []);
    expect(request.url).toBe('https://x.y/z?b=1&a=two+words');
    expect(withQuery(request, 'b', 7).url).toBe('https://x.y/z?b=7&a=two+words');
    expect(getRequest('https://x.y/z', {}, []).url).toBe('https://x.y/z');
  });
});

describe('events', () => {
  const bar = {
    openTimeMs: 1_790_856_000_000,
    intervalMs: 300_000,
    open: 10,
    high: 12,
    low: 9,
    close: 11,
    volumeBase: 5,
    takerBuyBase: null,
    isClosed: true,
  };

  it('candleEvent, lets a bar that contains itself pass', () => {
    expect(candleEvent(bar)).toEqual({ type: 'candle', candle: bar });
  });

  it('candleEvent, refuses taker volume without any volume', () => {
    expect(refusal(() => candleEvent({ ...bar, volumeBase: null, takerBuyBase: 1 }))).toMatch(
      /^takerBuy is 1/,
    );
  });

  it('markRangeEvent, refuses a close outside its range', () => {
    expect(refusal(() => markRangeEvent(1, 300_000, { high: 12, low: 9, close: 13 }))).toBe(
      'close is 13, outside 9..12',
    );
  });

  it('linearLiquidation and inverseLiquidation, keep price times base equal to notional', () => {
    const shared = {
      timeMs: 1,
      positionSide: 'long',
      price: 50_000,
      priceKind: 'trade',
      isSampled: false,
    } as const;
    expect(linearLiquidation({ ...shared, base: 2 })).toMatchObject({
      liquidation: { notionalUsd: 100_000 },
    });
    expect(inverseLiquidation({ ...shared, notionalUsd: 100_000 })).toMatchObject({
      liquidation: { base: 2 },
    });
  });

  it('hasEnded, is true from the end of the bar on', () => {
    expect([999, 1000, 1001].map((nowMs) => hasEnded(0, 1000, nowMs))).toEqual([false, true, true]);
  });
});

describe('tiers', () => {
  it('tiersFromRows, reads a null cap as no end', () => {
    expect(tiersFromRows([[0, null, 20, 0.025, 0]])[0].notionalCap).toBe(Number.POSITIVE_INFINITY);
  });

  it('withDeductions, makes the requirement continuous at each floor', () => {
    const tiers = withDeductions([
      { notionalFloor: 0, notionalCap: 100, maxLeverage: 50, maintenanceMarginRate: 0.01 },
      { notionalFloor: 100, notionalCap: 500, maxLeverage: 25, maintenanceMarginRate: 0.02 },
      { notionalFloor: 500, notionalCap: 900, maxLeverage: 10, maintenanceMarginRate: 0.05 },
    ]);
    for (let index = 1; index < tiers.length; index += 1) {
      const at = tiers[index].notionalFloor;
      const below = at * tiers[index - 1].maintenanceMarginRate - tiers[index - 1].maintenanceAmount;
      const above = at * tiers[index].maintenanceMarginRate - tiers[index].maintenanceAmount;
      expect(above).toBeCloseTo(below, 12);
    }
  });

  it('flatTiers, keep half of the smallest initial margin', () => {
    expect(flatTiers(50)[0]).toMatchObject({ maxLeverage: 50, maintenanceMarginRate: 0.01 });
    expect(flatTiers(0)[0].maintenanceMarginRate).toBe(0.5);
  });

  it.each([
    ['no rows', [], 'has no rows'],
    ['a first row above 0', [[5, 10, 10, 0.05, 0]], 'does not begin at 0'],
    ['a rate in percent', [[0, 10, 100, 40, 0]], 'row 0 has the rate 40, not a fraction'],
    ['no leverage', [[0, 10, 0.5, 0.05, 0]], 'row 0 has leverage 0.5'],
    [
      'a hole',
      [
        [0, 10, 20, 0.02, 0],
        [11, 20, 10, 0.05, 0],
      ],
      'row 1 does not touch the one before',
    ],
    [
      'a falling rate',
      [
        [0, 10, 20, 0.05, 0],
        [10, 20, 10, 0.02, 0],
      ],
      'row 1 has a falling rate',
    ],
    ['an empty row', [[0, 0, 20, 0.05, 0]], 'row 0 ends before it begins'],
  ] as const)('tierFault of %s, says so', (_, rows, words) => {
    expect(tierFault(tiersFromRows(rows))).toBe(words);
  });

  it('tierFault of a good table, is null', () => {
    expect(
      tierFault(
        tiersFromRows([
          [0, 10, 20, 0.02, 0],
          [10, null, 10, 0.05, 0.3],
        ]),
      ),
    ).toBeNull();
  });
});
