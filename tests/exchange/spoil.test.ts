import { expect, test } from 'vitest';
import { spoilText } from './spoil';

const ROW = JSON.stringify({ s: 'BTCUSDT', p: '61234.5', n: 7, T: 1_795_300_000_000, x: true });

test('spoilText(truncate) keeps the first part', () => {
  expect(spoilText('0123456789', { kind: 'truncate', keep: 0.3 })).toBe('012');
});

test('spoilText(corrupt) of JSON no longer parses, short or long', () => {
  expect(() => JSON.parse(spoilText(ROW, { kind: 'corrupt' }))).toThrow();
  const long = JSON.stringify(Array.from({ length: 200 }, (_, i) => i));
  expect(() => JSON.parse(spoilText(long, { kind: 'corrupt' }))).toThrow();
});

test('spoilText(html) is a page instead of data', () => {
  expect(spoilText(ROW, { kind: 'html' })).toMatch(/^<!DOCTYPE html>/);
});

test('spoilText(absurd nan) writes NaN into number texts and leaves times alone', () => {
  expect(JSON.parse(spoilText(ROW, { kind: 'absurd', what: 'nan' }))).toEqual({
    s: 'BTCUSDT',
    p: 'NaN',
    n: null,
    T: 1_795_300_000_000,
    x: true,
  });
});

test('spoilText(absurd x1000) multiplies prices and keeps the type of each value', () => {
  const spoilt = JSON.parse(spoilText(ROW, { kind: 'absurd', what: 'x1000' }));
  expect(spoilt).toMatchObject({ p: '61234500', n: 7000, T: 1_795_300_000_000 });
});

test('spoilText(absurd negative) turns numbers negative', () => {
  expect(JSON.parse(spoilText(ROW, { kind: 'absurd', what: 'negative' }))).toMatchObject({
    p: '-61234.5',
    n: -7,
  });
});

test('spoilText(absurd backwards) moves only times, by a day', () => {
  const spoilt = JSON.parse(spoilText(ROW, { kind: 'absurd', what: 'backwards' }));
  expect(spoilt).toMatchObject({ p: '61234.5', T: 1_795_300_000_000 - 86_400_000 });
});

test('spoilText(absurd wrong-symbol) names another coin', () => {
  expect(JSON.parse(spoilText(ROW, { kind: 'absurd', what: 'wrong-symbol' })).s).toBe('DOGEUSDT');
});

test('spoilText() of faults that are not about the body changes nothing', () => {
  expect(spoilText(ROW, { kind: 'delay', ms: 5 })).toBe(ROW);
  expect(spoilText('pong', { kind: 'absurd', what: 'nan' })).toBe('pong');
});
