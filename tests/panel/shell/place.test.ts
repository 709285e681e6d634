import { describe, expect, it } from 'vitest';
import { clampPlace, firstPlace } from '../../../src/panel/shell/place';

const VIEWPORT = { width: 1000, height: 700 };
const SIZE = { width: 300, height: 400 };

describe('firstPlace', () => {
  it('is the upper left of the chart, below its symbol line', () => {
    expect(firstPlace({ left: 100, top: 50, width: 600, height: 400 })).toEqual({ left: 108, top: 90 });
  });

  it('is left to the style sheet (lower left) when no chart is known', () => {
    expect(firstPlace(null)).toBeNull();
  });
});

describe('clampPlace', () => {
  it('leaves a place inside the viewport alone', () => {
    expect(clampPlace({ left: 20, top: 30 }, VIEWPORT, SIZE)).toEqual({ left: 20, top: 30 });
  });

  it('brings a box back that hangs out on any side', () => {
    expect(clampPlace({ left: -50, top: -50 }, VIEWPORT, SIZE)).toEqual({ left: 8, top: 8 });
    expect(clampPlace({ left: 990, top: 690 }, VIEWPORT, SIZE)).toEqual({ left: 692, top: 292 });
  });

  it('keeps the upper left corner of a box that is larger than the viewport', () => {
    expect(clampPlace({ left: 0, top: 0 }, { width: 200, height: 200 }, SIZE)).toEqual({ left: 8, top: 8 });
  });
});
