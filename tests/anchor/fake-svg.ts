import type { PaneRect } from '../../src/core/axis/axis-mapping';
import { placeAt } from './fake-page';

const SVG = 'http://www.w3.org/2000/svg';

/** How a text of an svg hangs, as its computed style says; the scale is that of the svg on the screen. */
export interface TextLook {
  anchor: 'start' | 'middle' | 'end';
  baseline: 'auto' | 'central' | 'middle';
  fontPx: number;
  scale: number;
  /** Degrees. */
  turned: number;
}

export const PLAIN_TEXT: TextLook = { anchor: 'start', baseline: 'auto', fontPx: 12, scale: 1, turned: 0 };

/** An svg at a place of the viewport, without texts. */
export function addSvg(document: Document, rect: PaneRect): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  // Two elements that look alike are equal to a test; an id makes each of them itself.
  svg.id = `svg-${document.querySelectorAll('svg').length}`;
  placeAt(svg, rect);
  document.body.append(svg);
  return svg;
}

/**
 * A text in an svg whose digits have their middle at `x`, `y`, px from the corner of the svg. happy-dom lays out no
 * text: glyphs are half as wide as the font is high, digits reach 0.72 font sizes up, the box 0.9 up and 0.3 down.
 */
export function addText(svg: SVGSVGElement, text: string, x: number, y: number, look = PLAIN_TEXT) {
  const { anchor, baseline, fontPx, scale, turned } = look;
  const corner = svg.getBoundingClientRect();
  const size = fontPx * scale;
  const width = (text.length * size) / 2;
  const isBox = baseline !== 'auto';
  const baselineY = corner.top + y + (isBox ? 0.3 : 0.36) * size;
  const element = document.createElementNS(SVG, 'text');
  element.textContent = text;
  element.setAttribute('font-size', `${fontPx}`);
  element.setAttribute('dominant-baseline', baseline);
  element.setAttribute('text-anchor', anchor);
  placeAt(element, {
    left: corner.left + x - width / 2,
    top: baselineY - 0.9 * size,
    width,
    height: 1.2 * size,
  });
  const matrix = { a: scale, b: turned, c: -turned, d: scale, e: corner.left, f: corner.top };
  Object.assign(element, {
    getScreenCTM: () => matrix,
    getStartPositionOfChar: () => ({ x: 0, y: (baselineY - corner.top) / scale }),
  });
  svg.append(element);
  return element;
}

/** A line of a grid across an svg, px from its corner. */
export function addLine(svg: SVGSVGElement, y: number) {
  const { left, top, width } = svg.getBoundingClientRect();
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', `M20 ${y}L${width - 60} ${y}`);
  Object.assign(line, {
    getScreenCTM: () => ({ a: 1, b: 0, c: 0, d: 1, e: left, f: top }),
    getBBox: () => ({ x: 20, y, width: width - 80, height: 0 }),
  });
  svg.append(line);
}

/** The style that `addText` has written into a text's attributes. */
export function styleOfText(text: Element) {
  return {
    fontSize: `${text.getAttribute('font-size')}px`,
    dominantBaseline: text.getAttribute('dominant-baseline'),
    textAnchor: text.getAttribute('text-anchor'),
  };
}
