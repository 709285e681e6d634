// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { linesOfSvg } from '../../src/anchor/svg-lines';
import { addSvg } from './fake-svg';

const CORNER = { left: 40, top: 60, width: 800, height: 400 };
const HEIGHTS = [20, 80, 140];

let svg: SVGSVGElement;

/** An element of the svg, whose units are px from its corner unless a matrix says otherwise. */
function add(tag: 'path' | 'line', attributes: Record<string, string>, matrix: Partial<DOMMatrix> = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const placed = { a: 1, b: 0, c: 0, d: 1, e: CORNER.left, f: CORNER.top, ...matrix };
  Object.assign(element, { getScreenCTM: () => placed });
  svg.append(element);
}

beforeEach(() => {
  document.body.replaceChildren();
  svg = addSvg(document, CORNER);
});

describe('linesOfSvg()', () => {
  it.each<[string, (y: number) => string]>([
    ['to a point', (y) => `M80 ${y}L720 ${y}`],
    ['to a point, with blanks', (y) => `M 80 ${y} L 720 ${y}`],
    ['along', (y) => `M80,${y}H720`],
    ['and back', (y) => `M80,${y}L720,${y}Z`],
  ])('gives the heights of paths that go %s', (_, d) => {
    for (const y of HEIGHTS) add('path', { d: d(y) });
    expect(linesOfSvg(svg)).toEqual([HEIGHTS]);
  });

  it('gives the heights of a path that draws a whole grid', () => {
    add('path', { d: HEIGHTS.map((y) => `M 80 ${y} L 720 ${y}`).join(' ') });
    expect(linesOfSvg(svg)).toEqual([HEIGHTS]);
  });

  it('gives the heights of line elements, where their group has put them', () => {
    for (const y of HEIGHTS) add('line', { x2: '-6' }, { f: CORNER.top + y });
    expect(linesOfSvg(svg)).toEqual([HEIGHTS]);
  });

  it('gives px of the page where the svg is shown larger than it counts', () => {
    for (const y of HEIGHTS) add('path', { d: `M80 ${y}L720 ${y}` }, { a: 2, d: 2 });
    expect(linesOfSvg(svg)).toEqual([HEIGHTS.map((y) => 2 * y)]);
  });

  it('keeps lines of one place and length together', () => {
    for (const y of HEIGHTS) add('path', { d: `M80 ${y}L720 ${y}` });
    for (const y of HEIGHTS) add('path', { d: `M74 ${y + 5}L80 ${y + 5}` });
    expect(linesOfSvg(svg)).toEqual([HEIGHTS, HEIGHTS.map((y) => y + 5)]);
  });

  it('leaves out what stands upright, slants, is turned, or is part of a shape', () => {
    for (const y of HEIGHTS) {
      add('path', { d: `M80 ${y}L80 ${y + 30}` });
      add('path', { d: `M80 ${y}L720 ${y + 1}` });
      add('path', { d: `M80 ${y}L720 ${y}` }, { b: 0.1, c: -0.1 });
      add('path', { d: `M80 ${y}L90 ${y}L90 ${y + 20}L80 ${y + 20}Z` });
      add('path', { d: `M80 ${y}A5 5 0 0 1 90 ${y}` });
      add('path', {});
    }
    expect(linesOfSvg(svg)).toEqual([]);
  });

  it('leaves out the opens and closes of a chart of bars, each of which stands elsewhere', () => {
    for (const y of HEIGHTS) add('path', { d: `M${y} ${y}L${y + 4} ${y}M${y} ${y - 9}L${y} ${y + 9}` });
    expect(linesOfSvg(svg)).toEqual([]);
  });

  it('comes to an end with long paths that go on otherwise', () => {
    const strokes = Array.from({ length: 3000 }, (_, i) => `M 80 ${i} L 720 ${i} `).join('');
    for (const y of HEIGHTS) add('path', { d: `${strokes}  C 1 ${y} 2 2 3 3` });
    expect(linesOfSvg(svg)).toEqual([]);
  });

  it('leaves out pairs: a frame has two', () => {
    for (const y of [20, 380]) add('path', { d: `M80 ${y}L720 ${y}` });
    expect(linesOfSvg(svg)).toEqual([]);
  });
});
