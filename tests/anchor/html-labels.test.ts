// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { areTicks, boxAround, htmlLabels, hungOn } from '../../src/anchor/html-labels';
import type { PlacedLabel } from '../../src/core/axis/label-layout';
import { labelledSurface, placeAt, placedIn, stubLayout } from './fake-page';

const SURFACE = { left: 100, top: 50, width: 800, height: 400 };
let box: HTMLElement;
let surface: HTMLElement;

/** A text whose box is as large as itself, px from the viewport's corner. */
function addText(text: string, left: number, top: number, style = 'position:absolute'): HTMLElement {
  const element = placedIn(box, { left, top, width: text.length * 6, height: 14 });
  element.textContent = text;
  element.style.cssText = style;
  return element;
}

beforeEach(() => {
  ({ box, surface } = labelledSurface(SURFACE));
  stubLayout();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('boxAround()', () => {
  it('is the parent that holds the surface and its axes', () => {
    expect(boxAround(surface)).toBe(box);
  });

  it('is not one that holds an order book of usual width as well', () => {
    placeAt(box, { ...SURFACE, width: 1100 });
    expect(boxAround(surface)).toBeNull();
  });
});

describe('htmlLabels()', () => {
  it('gives texts by their middles, px from the corner of the surface', () => {
    addText('61,200.0', 906, 143);
    expect(htmlLabels(box, surface)).toEqual([
      { text: '61,200.0', x: 830, y: 100, edge: 830, align: 'center', halfWidth: 24, sizePx: 11 },
    ]);
  });

  it.each([
    ['left', 806],
    ['center', 830],
    ['right', 854],
  ] as const)('hangs them on their %s', (align, edge) => {
    addText('61,200.0', 906, 143);
    expect(hungOn(htmlLabels(box, surface), align)[0]).toMatchObject({ edge, align });
  });

  it('leaves out the rows of a list, long texts and elements that hold others', () => {
    addText('61,200.0', 906, 143, '');
    addText('a text that is longer than any label is', 906, 163);
    addText('', 906, 183).append(document.createElement('i'));
    expect(htmlLabels(box, surface)).toEqual([]);
  });
});

describe('areTicks()', () => {
  const at = (y: number, x = 830): PlacedLabel => ({
    text: '1',
    x,
    y,
    edge: x,
    align: 'left',
    halfWidth: 20,
    sizePx: 11,
  });

  it('accepts labels that stand alone and far apart', () => {
    const column = [at(20), at(60), at(100)];
    expect(areTicks(column, [...column, at(60, 40)], 800)).toBe(true);
  });

  it('refuses rows as close as those of an order book', () => {
    const column = [at(20), at(40), at(60)];
    expect(areTicks(column, column, 800)).toBe(false);
  });

  it('refuses prices with amounts beside them', () => {
    const column = [at(20), at(60), at(100)];
    expect(areTicks(column, [...column, at(60, 880)], 800)).toBe(false);
  });
});
