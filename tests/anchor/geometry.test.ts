import { beforeEach, describe, expect, it } from 'vitest';
import {
  canvasesBeside,
  isClose,
  isSameRect,
  rectOf,
  stepsToCommonAncestor,
  TOUCH_PX,
} from '../../src/anchor/geometry';
import { type FakePage, fakePage } from './fake-page';

const RECT = { left: 10, top: 20, width: 300, height: 200 };

let page: FakePage;

beforeEach(() => {
  page = fakePage();
});

describe('rectOf', () => {
  it('of an element gives its place and size, and nothing else', () => {
    expect(rectOf(page.canvas(RECT))).toEqual(RECT);
  });
});

describe('isClose', () => {
  it('of two edges that touch is true, of edges further apart false', () => {
    expect(isClose(100, 100 + TOUCH_PX)).toBe(true);
    expect(isClose(100, 100 - TOUCH_PX)).toBe(true);
    expect(isClose(100, 100.01 + TOUCH_PX)).toBe(false);
    expect(isClose(Number.NaN, 100)).toBe(false);
  });
});

describe('isSameRect', () => {
  it('of rectangles whose edges all touch is true', () => {
    expect(isSameRect(RECT, { left: 11, top: 19, width: 302, height: 198 })).toBe(true);
  });

  it.each(['left', 'top', 'width', 'height'] as const)('of rectangles that differ in %s is false', (side) => {
    expect(isSameRect(RECT, { ...RECT, [side]: RECT[side] + 3 })).toBe(false);
  });
});

describe('canvasesBeside', () => {
  it('in a document gives its canvases, but none of a shadow root', () => {
    const shown = page.canvas(RECT);
    const host = page.document.body.appendChild(page.document.createElement('div'));
    host.attachShadow({ mode: 'open' }).appendChild(page.document.createElement('canvas'));
    expect(canvasesBeside(shown)).toEqual([shown]);
  });

  it('in an open shadow root gives those of the root', () => {
    page.canvas(RECT);
    const host = page.document.body.appendChild(page.document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    const inner = root.appendChild(page.document.createElement('canvas'));
    expect(canvasesBeside(inner)).toEqual([inner]);
  });

  it('of a canvas outside every tree gives none', () => {
    page.canvas(RECT);
    expect(canvasesBeside(page.document.createElement('canvas'))).toEqual([]);
  });
});

describe('stepsToCommonAncestor', () => {
  it('counts the steps up to an element that holds both', () => {
    const { document } = page;
    const outer = document.body.appendChild(document.createElement('div'));
    const inner = outer.appendChild(document.createElement('div'));
    const pane = page.canvas(RECT, 1, inner);
    const axis = page.canvas(RECT, 1, inner);
    const book = page.canvas(RECT, 1, outer);
    expect(stepsToCommonAncestor(pane, pane)).toBe(0);
    expect(stepsToCommonAncestor(pane, axis)).toBe(1);
    expect(stepsToCommonAncestor(pane, book)).toBe(2);
  });

  it('of elements of different trees is infinite', () => {
    expect(stepsToCommonAncestor(page.canvas(RECT), page.document.createElement('canvas'))).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
