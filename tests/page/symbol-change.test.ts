import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSymbolChange } from '../../src/page/symbol-change';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('begin()', () => {
  test('hides at once and does the rest when the old heat is off the screen', () => {
    const said: string[] = [];
    const change = createSymbolChange({ isShowing: () => true, onBegin: () => said.push('hidden') });
    change.begin(() => said.push('asked'));
    expect(said).toEqual(['hidden']);
    expect(change.isUnderWay()).toBe(true);
    vi.runAllTimers();
    expect(said).toEqual(['hidden', 'asked']);
    expect(change.isUnderWay()).toBe(false);
  });

  test('loses no time where nothing is shown', () => {
    const said: string[] = [];
    const change = createSymbolChange({ isShowing: () => false, onBegin: () => said.push('hidden') });
    change.begin(() => said.push('asked'));
    expect(said).toEqual(['asked']);
    expect(change.isUnderWay()).toBe(false);
  });

  test('twice in a row asks only for the newer symbol', () => {
    const said: string[] = [];
    const change = createSymbolChange({ isShowing: () => true, onBegin: () => {} });
    change.begin(() => said.push('ETH'));
    change.begin(() => said.push('SOL'));
    vi.runAllTimers();
    expect(said).toEqual(['SOL']);
  });
});
