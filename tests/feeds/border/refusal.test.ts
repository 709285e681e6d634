import { describe, expect, it } from 'vitest';
import { positive } from '../../../src/feeds/border/fields';
import { parsePayload, parseRows, refuse, shown } from '../../../src/feeds/border/refusal';
import { describeFeedError } from '../../../src/feeds/feed-error';

const ORIGIN = { exchange: 'test', channel: 'rows' };

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
