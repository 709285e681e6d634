import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMapping } from '../../../src/core/axis/parse-mapping';

const GOOD = {
  v: 1,
  seq: 7,
  chartKey: 'c1',
  source: 'axis-tap',
  state: 'locked',
  pane: { left: 0, top: 40, width: 800, height: 400 },
  price: { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 },
  time: { pxPerSec: 0.001, x0: -1000, inliers: 5, ambiguous: false },
  timeLabels: [{ text: '12:00', x: 100 }],
  symbolText: 'BTCUSDT',
};

const text = (change: object) => JSON.stringify({ ...GOOD, ...change });

describe('parseMapping', () => {
  test('takes a well-formed message as it is', () => {
    expect(parseMapping(text({}))).toEqual(GOOD);
  });

  test('takes a price axis with a rival, and nothing of that but its line', () => {
    const rival = { scale: 'log', a: -6000, b: 66_300 };
    const parsed = parseMapping(text({ price: { ...GOOD.price, rival: { ...rival, samples: 3 } } }));
    expect(parsed?.price).toEqual({ ...GOOD.price, rival });
    const coarse = { ...GOOD.price, rival, isCoarse: true };
    expect(parseMapping(text({ price: coarse }))?.price).toEqual(coarse);
  });

  test('drops fields that it does not know', () => {
    expect(parseMapping(text({ html: '<b>', onclick: 'x' }))).toEqual(GOOD);
  });

  test('takes a lost message without axes', () => {
    expect(parseMapping(text({ state: 'lost', reason: 'no-fit', price: null, time: null }))?.state).toBe(
      'lost',
    );
  });

  test.each([
    ['another version', { v: 2 }],
    ['a negative number', { seq: -1 }],
    ['a broken number', { seq: 1.5 }],
    ['a long key', { chartKey: 'x'.repeat(33) }],
    ['a source with markup', { source: '<b>' }],
    ['a source without a name', { source: '' }],
    ['a source of 41 letters', { source: 'x'.repeat(41) }],
    ['an unknown state', { state: 'perfect' }],
    ['a lock without a price', { price: null }],
    ['a flat price axis', { price: { ...GOOD.price, a: 0 } }],
    ['a price axis of text', { price: { ...GOOD.price, b: '6400' } }],
    ['coarse labels without a rival', { price: { ...GOOD.price, isCoarse: true } }],
    [
      'a word about coarse labels that is none',
      { price: { ...GOOD.price, rival: { scale: 'log', a: -1, b: 1 }, isCoarse: 'yes' } },
    ],
    ['a rival without a slope', { price: { ...GOOD.price, rival: { scale: 'log', b: 1 } } }],
    ['a flat rival', { price: { ...GOOD.price, rival: { scale: 'log', a: 0, b: 1 } } }],
    ['a rival that is no line', { price: { ...GOOD.price, rival: 'log' } }],
    ['an unknown scale', { price: { ...GOOD.price, scale: 'cubic' } }],
    ['a negative residual', { price: { ...GOOD.price, rmsPx: -1 } }],
    ['time that runs backwards', { time: { ...GOOD.time, pxPerSec: -1 } }],
    ['a bar without length', { time: { ...GOOD.time, barSec: 0 } }],
    ['a pane without height', { pane: { left: 0, top: 0, width: 1 } }],
    ['a reason with markup', { reason: '<img>' }],
    ['a long symbol', { symbolText: 'B'.repeat(81) }],
    ['too many labels', { timeLabels: Array.from({ length: 29 }, () => ({ text: '1', x: 1 })) }],
    ['a label without a place', { timeLabels: [{ text: '12:00' }] }],
    ['labels that are no list', { timeLabels: { length: 3 } }],
  ])('refuses %s', (_, change) => {
    expect(parseMapping(text(change))).toBeNull();
  });

  test.each([
    [null],
    [undefined],
    [42],
    [GOOD],
    [''],
    ['{'],
    ['null'],
    ['[]'],
    ['"text"'],
    [text({ symbolText: 'x'.repeat(2048) })],
  ])('refuses %s', (detail) => {
    expect(parseMapping(detail)).toBeNull();
  });

  test('refuses numbers that JSON turns into infinity', () => {
    expect(parseMapping(text({}).replace('6400', '1e999'))).toBeNull();
  });

  test('answers 10,000 forged messages with null or with finite numbers', () => {
    const field = fc.oneof(
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.boolean(),
      fc.object({ maxDepth: 1 }),
    );
    const forged = fc.record(
      {
        v: fc.constantFrom(1, 1, 1, 2),
        seq: fc.oneof(fc.nat(), field),
        chartKey: fc.oneof(fc.constant('c1'), field),
        source: fc.constantFrom('axis-tap', 'host-api', 'x'),
        state: fc.constantFrom('locked', 'lost', 'y'),
        pane: fc.oneof(
          fc.record({ left: fc.double(), top: fc.double(), width: fc.double(), height: fc.double() }),
          field,
        ),
        price: fc.oneof(
          fc.constant(null),
          fc.record({
            scale: fc.constantFrom('linear', 'log'),
            a: fc.double(),
            b: fc.double(),
            samples: fc.nat(),
            inliers: fc.nat(),
            rmsPx: fc.double(),
          }),
          field,
        ),
        time: fc.oneof(
          fc.constant(null),
          fc.record({ pxPerSec: fc.double(), x0: fc.double(), inliers: fc.nat(), ambiguous: fc.boolean() }),
          field,
        ),
      },
      { requiredKeys: ['v', 'source', 'state'] },
    );
    fc.assert(
      fc.property(forged, (message) => {
        const parsed = parseMapping(JSON.stringify(message));
        if (!parsed) return true;
        const numbers = [
          parsed.seq,
          ...Object.values(parsed.pane),
          parsed.price?.a ?? 1,
          parsed.time?.pxPerSec ?? 1,
        ];
        return numbers.every(Number.isFinite);
      }),
      { numRuns: 10_000 },
    );
  });
});
