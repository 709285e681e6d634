import { describe, expect, it, vi } from 'vitest';
import { rememberStrings } from '../../src/page/string-lookup';

describe('rememberStrings', () => {
  it('asks once for a string without substitutions, also for an empty one', () => {
    const ask = vi.fn((key: string) => (key === 'panelTitle' ? 'Title' : ''));
    const lookup = rememberStrings(ask);
    expect([
      lookup('panelTitle', []),
      lookup('panelTitle', []),
      lookup('none', []),
      lookup('none', []),
    ]).toEqual(['Title', 'Title', '', '']);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('asks each time for a string with substitutions', () => {
    const lookup = rememberStrings((key, [word]) => `${key} ${word}`);
    expect([lookup('a', ['1']), lookup('a', ['2'])]).toEqual(['a 1', 'a 2']);
  });
});
