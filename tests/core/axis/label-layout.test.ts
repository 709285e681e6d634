import { describe, expect, test } from 'vitest';
import { findColumns, findTimeRow, type PlacedLabel } from '../../../src/core/axis/label-layout';
import { monthNames } from '../../../src/core/axis/month-names';

const MONTHS = monthNames(() => []);

function placed(text: string, x: number, y: number, align = 'center'): PlacedLabel {
  return { text, x, y, edge: x, align, halfWidth: 15, sizePx: 12 };
}

const LEFT = [0, 1, 2, 3].map((i) => placed(String(60_000 + i * 500), 40, 400 - i * 100, 'right'));
const RIGHT = [0, 1, 2, 3].map((i) => placed(String(i * 25), 860, 400 - i * 100, 'left'));
const TIMES = ['12:00', '13:00', '14:00', '15:00'].map((text, i) => placed(text, 100 + i * 200, 430));

describe('findColumns', () => {
  test('finds an axis on each side with its inner edge', () => {
    const columns = findColumns([...RIGHT, ...LEFT, ...TIMES], 900);
    expect(columns.map((c) => [c.side, c.innerPx])).toEqual([
      ['left', 59],
      ['right', 841],
    ]);
  });

  test('passes over columns in the middle of the surface and columns of words', () => {
    const middle = LEFT.map((l) => ({ ...l, x: 450, edge: 450 }));
    const words = LEFT.map((l) => ({ ...l, text: 'Buy' }));
    expect(findColumns([...middle, ...words], 900)).toEqual([]);
  });
});

describe('findTimeRow', () => {
  test('finds the row of times below', () => {
    expect(findTimeRow([...LEFT, ...TIMES], LEFT, MONTHS)?.labels.map((l) => l.text)).toEqual([
      '12:00',
      '13:00',
      '14:00',
      '15:00',
    ]);
  });

  test.each([
    [['Mon 16', '12 PM', 'Tue 17', '12 PM', 'Wed 18'], true],
    [['lun. 16', 'mar. 17', 'mer. 18'], true],
    [['Mon, 16', 'Tue, 17', 'Wed, 18'], true],
    [['Row 16', 'Row 17', 'Row 18'], false],
    [['Mon', 'Tue', 'Wed'], false],
    [['100 sat', '200 sat', '300 sat'], false],
  ])('of %s it is %s that they are times', (texts, areTimes) => {
    const row = texts.map((text, i) => placed(text, 100 + i * 150, 430));
    const months = monthNames(() => ['fr']);
    expect(findTimeRow([...LEFT, ...row], LEFT, months)?.labels.length ?? 0).toBe(
      areTimes ? texts.length : 0,
    );
  });

  test('joins a second row to the labels above it', () => {
    const second = [placed('11/15', 300, 446)];
    const row = findTimeRow([...LEFT, ...TIMES, ...second], LEFT, MONTHS);
    expect(row?.labels.map((l) => l.text)).toEqual(['12:00', '13:00 11/15', '14:00', '15:00']);
  });

  test.each([
    ['prices', ['61,000', '61,200', '61,400', '61,600']],
    ['amounts', ['5', '10', '15', '20']],
    ['small prices', ['15.01', '15.02', '15.03', '15.04']],
    ['decimals', ['0.5', '0.6', '0.7', '0.8']],
  ])('takes no row of %s for times', (_, texts) => {
    const row = texts.map((text, i) => placed(text, 100 + i * 200, 430));
    expect(findTimeRow([...LEFT, ...row], LEFT, MONTHS)).toBeNull();
  });

  test('takes days with a dot that follow one another', () => {
    const row = ['28.11', '29.11', '30.11', '01.12'].map((text, i) => placed(text, 100 + i * 200, 430));
    expect(findTimeRow([...LEFT, ...row], LEFT, MONTHS)?.labels).toHaveLength(4);
  });

  test('does not take a column of times inside a list for a row', () => {
    const list = LEFT.flatMap((l, i) => [l, placed(`12:0${i}:15`, 200, l.y), placed('7', 120, l.y)]);
    expect(findTimeRow(list, LEFT, MONTHS)).toBeNull();
  });
});
