// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest';
import { shapesInSvg, strokesOfPath } from '../../../src/anchor/drawing/svg-shapes';
import { addSvg } from '../fake-svg';

const PANE = { left: 20, top: 10, width: 300, height: 200 };
const BOX = { left: 0, top: 0, width: 400, height: 260 };

/** An element of an svg, which lies `left`, `top` px from the viewport's corner. */
function put(svg: Element, tag: string, attributes: Record<string, string>, matrix = {}): Element {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, { getScreenCTM: () => ({ a: 1, b: 0, c: 0, d: 1, e: 5, f: 7, ...matrix }) });
  return svg.appendChild(element);
}

afterEach(() => document.body.replaceChildren());

describe('strokesOfPath', () => {
  test.each([
    [
      'M1 2L3 4L5 6',
      [
        [1, 2, 3, 4],
        [3, 4, 5, 6],
      ],
    ],
    [
      'M 1,2 L 3,4 5,6',
      [
        [1, 2, 3, 4],
        [3, 4, 5, 6],
      ],
    ],
    [
      'M1 2 3 4 5 6',
      [
        [1, 2, 3, 4],
        [3, 4, 5, 6],
      ],
    ],
    [
      'M1 2l2 2l2 2',
      [
        [1, 2, 3, 4],
        [3, 4, 5, 6],
      ],
    ],
    [
      'M1 2H5V9h-1v-1',
      [
        [1, 2, 5, 2],
        [5, 2, 5, 9],
        [5, 9, 4, 9],
        [4, 9, 4, 8],
      ],
    ],
    [
      'M1 2L3 2L3 4Z',
      [
        [1, 2, 3, 2],
        [3, 2, 3, 4],
        [3, 4, 1, 2],
      ],
    ],
    [
      'M0 0L1 1M5 5L6 6',
      [
        [0, 0, 1, 1],
        [5, 5, 6, 6],
      ],
    ],
    [
      'M0 0C1 1 2 2 3 4S5 5 6 7Q8 8 9 9',
      [
        [0, 0, 3, 4],
        [3, 4, 6, 7],
        [6, 7, 9, 9],
      ],
    ],
    [
      'M1.5-2.5L.5.5 1e1-3',
      [
        [1.5, -2.5, 0.5, 0.5],
        [0.5, 0.5, 10, -3],
      ],
    ],
    ['M1 2', []],
    ['', []],
  ])('reads %s', (d, strokes) => {
    expect(strokesOfPath(d)).toEqual(strokes);
  });

  test.each(['M0 0A5 5 0 0 1 9 9', 'nonsense'])('refuses %s', (d) => {
    expect(strokesOfPath(d)).toBeNull();
  });
});

describe('shapesInSvg', () => {
  test('gives lines, polylines, paths and rectangles where they lie in the viewport', () => {
    const svg = addSvg(document, BOX);
    put(svg, 'line', { x1: '1', y1: '2', x2: '3', y2: '4' });
    put(svg, 'polyline', { points: '0,0 1,1 2,0' });
    put(svg, 'path', { d: 'M1 1L2 2' }, { a: 2, d: 3 });
    put(svg, 'rect', { x: '1', y: '2', width: '10', height: '20' });
    expect(shapesInSvg(document, PANE)).toEqual([
      {
        rects: [[6, 9, 16, 29]],
        strokes: [
          [6, 9, 8, 11],
          [5, 7, 6, 8],
          [6, 8, 7, 7],
          [7, 10, 9, 13],
        ],
      },
    ]);
  });

  test('leaves out patterns, what is turned or not drawn, and arcs', () => {
    const svg = addSvg(document, BOX);
    const defs = put(svg, 'defs', {});
    put(defs, 'path', { d: 'M1 1L2 2' });
    put(svg, 'path', { d: 'M1 1L2 2' }, { b: 0.5, c: -0.5 });
    put(svg, 'path', { d: 'M1 1A5 5 0 0 1 9 9' });
    Object.assign(put(svg, 'path', { d: 'M1 1L2 2' }), { getScreenCTM: () => null });
    expect(shapesInSvg(document, PANE)).toEqual([{ rects: [], strokes: [] }]);
  });

  test('looks into no svg that does not hold the pane, and into each that does by itself', () => {
    addSvg(document, { ...BOX, width: 100 });
    expect(shapesInSvg(document, PANE)).toEqual([]);
    addSvg(document, BOX);
    addSvg(document, BOX);
    expect(shapesInSvg(document, PANE)).toHaveLength(2);
  });
});
