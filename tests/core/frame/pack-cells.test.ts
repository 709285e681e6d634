import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToText, textToBytes } from '../../../src/core/frame/byte-text';
import { packCells, unpackCells } from '../../../src/core/frame/pack-cells';
import { fromPlainText, toPlainText } from '../../../src/core/frame/plain-text';

const sparse = fc.array(
  fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 255 })),
  {
    maxLength: 900,
  },
);

test('unpackCells of packCells is the same, for any codes and any width', () => {
  fc.assert(
    fc.property(sparse, fc.integer({ min: 1, max: 70 }), (codes, width) => {
      const cells = Uint8Array.from(codes);
      expect(unpackCells(packCells(cells, width), width, cells.length)).toEqual(cells);
    }),
    { seed: 5 },
  );
});

test('packCells of equal columns costs little more than one of them', () => {
  const column = Array.from({ length: 600 }, (_, bin) => (bin * 7) % 200);
  const cells = Uint8Array.from(new Array(24).fill(column).flat());
  expect(packCells(cells, 600).length).toBeLessThan(850);
});

test('unpackCells of cut or lengthened bytes is null', () => {
  const packed = packCells(Uint8Array.from([1, 2, 0, 0, 0, 9]), 3);
  expect(unpackCells(packed.slice(0, -1), 3, 6)).toBeNull();
  expect(unpackCells(Uint8Array.from([...packed, 4]), 3, 6)).toBeNull();
  expect(unpackCells(packed, 3, 7)).toBeNull();
});

test('bytesToText is base64 as Node writes it, and textToBytes reads it back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(bytesToText(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(textToBytes(bytesToText(bytes))).toEqual(bytes);
    }),
    { seed: 5 },
  );
  const long = new Uint8Array(100_000).map((_, index) => index);
  expect(Buffer.compare(textToBytes(bytesToText(long)), long)).toBe(0);
});

test.each(['abc', 'ab=c', 'a?bc', 'äbcd', '===='])('textToBytes of %s throws', (text) => {
  expect(() => textToBytes(text)).toThrow('invalid base64');
});

test('fromPlainText of toPlainText keeps typed arrays and numbers that are not finite', () => {
  const value = {
    a: new Float32Array([1.5, Number.NaN]),
    b: [new Uint16Array([1, 65535]), new Int32Array([-1]), new Float64Array([Number.POSITIVE_INFINITY])],
    c: Number.NaN,
    d: [Number.NEGATIVE_INFINITY, null, 'x'],
    e: new Uint8Array(10).subarray(3, 5),
  };
  expect(fromPlainText(toPlainText(value))).toEqual(value);
});

test('fromPlainText of an array with an unknown type or a cut length throws', () => {
  expect(() => fromPlainText('{"$":"Function","b":""}')).toThrow('invalid array type');
  expect(() => fromPlainText('{"$":"Float64Array","b":"AAAA"}')).toThrow('invalid length');
});
