// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunningStrategy } from '../../src/anchor/strategy';
import { svgText } from '../../src/anchor/svg-text';
import { placeAt } from './fake-page';
import { addLine, addSvg, addText, PLAIN_TEXT, styleOfText, type TextLook } from './fake-svg';

const RECT = { left: 40, top: 60, width: 700, height: 400 };
const LINE = { a: -0.05, b: 3100 };
const HEIGHTS = [30, 80, 130, 180, 230, 280, 330];

let running: RunningStrategy;
let changes: number;
let referencePrice: number;
let isListening: boolean;

interface ChartOptions {
  look?: Partial<TextLook>;
  line?: typeof LINE;
  priceX?: number;
  rect?: typeof RECT;
}

/** An svg with a column of prices near its right edge and a row of times under it. */
function addChart({ look = {}, line = LINE, priceX = 660, rect = RECT }: ChartOptions = {}): SVGSVGElement {
  const svg = addSvg(document, rect);
  const full = { ...PLAIN_TEXT, ...look };
  for (const y of HEIGHTS) addText(svg, ((y - line.b) / line.a).toFixed(1), priceX, y, full);
  for (const [i, x] of [60, 180, 300, 420].entries()) addText(svg, `${10 + i}:00`, x, 370, full);
  return svg;
}

/** Mutation observers tell their news after the task. */
const observed = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  vi.stubGlobal('getComputedStyle', styleOfText);
  document.body.replaceChildren();
  [changes, referencePrice, isListening] = [0, 0, true];
  running = svgText.start({
    window: window as unknown as Window & typeof globalThis,
    isHidden: () => false,
    isListening: () => isListening,
    referencePrice: () => referencePrice,
    wantsBars: () => false,
    changed: () => {
      changes++;
    },
  });
});
afterEach(() => {
  isListening = false;
  running.tick();
  vi.unstubAllGlobals();
});

describe('svgText', () => {
  it('finds a chart with its next tick, and reads prices, plot and times', () => {
    const svg = addChart();
    expect(running.read()).toEqual([]);
    running.tick();
    const [chart] = running.read();
    expect(chart).toMatchObject({ element: svg, state: 'locked', pane: { left: 40, top: 90 } });
    expect(chart.price?.a).toBeCloseTo(LINE.a, 6);
    expect(chart.price?.b).toBeCloseTo(LINE.b + RECT.top, 4);
    expect(chart.timeLabels?.map(({ text, x }) => [text, x])).toEqual([
      ['10:00', 100],
      ['11:00', 220],
      ['12:00', 340],
      ['13:00', 460],
    ]);
  });

  it('reads prices at the lines of the grid where labels are written above them', () => {
    const svg = addChart();
    for (const y of HEIGHTS) addLine(svg, y + 7);
    running.tick();
    const [chart] = running.read();
    expect(chart).toMatchObject({ element: svg, state: 'locked' });
    expect(chart.price?.b).toBeCloseTo(LINE.b + 7 + RECT.top, 4);
  });

  it('does not say where prices stand when labels could belong to the lines above or below', () => {
    const svg = addChart();
    for (const y of HEIGHTS) {
      addLine(svg, y + 7);
      addLine(svg, y - 9);
    }
    running.tick();
    expect(running.read()).toMatchObject([{ state: 'ambiguous', reason: 'label-offset', price: null }]);
  });

  it.each<[string, Partial<TextLook>]>([
    ['that stand on a base line', { baseline: 'auto' }],
    ['whose box is centred', { baseline: 'central' }],
    ['whose box is in the middle', { baseline: 'middle' }],
    ['that end at their x', { anchor: 'end' }],
    ['centred on their x', { anchor: 'middle' }],
    ['of an svg shown at twice its size', { scale: 2, fontPx: 6 }],
    ['of a large font', { fontPx: 20 }],
  ])('of texts %s finds the heights', (_, look) => {
    addChart({ look });
    running.tick();
    const { price } = running.read()[0];
    expect(price?.a).toBeCloseTo(LINE.a, 6);
    expect(price?.b).toBeCloseTo(LINE.b + RECT.top, 4);
  });

  it('aligns a column by the end that its texts share, though they are not equally long', () => {
    const svg = addSvg(document, RECT);
    const line = { a: -0.25, b: 2600 };
    for (const y of HEIGHTS) {
      const text = ((y - line.b) / line.a).toFixed(0);
      addText(svg, text, 690 - text.length * 3, y, { ...PLAIN_TEXT, anchor: 'end' });
    }
    for (const [i, x] of [60, 180, 300, 420].entries()) addText(svg, `${10 + i}:00`, x, 370);
    running.tick();
    expect(running.read()[0]).toMatchObject({ state: 'locked', price: { samples: HEIGHTS.length } });
  });

  it('leaves out turned, long and empty texts', () => {
    const svg = addChart();
    addText(svg, '99999.0', 660, 200, { ...PLAIN_TEXT, turned: 1 });
    addText(svg, `1${'0'.repeat(28)}`, 660, 210);
    addText(svg, '', 660, 220);
    running.tick();
    expect(running.read()[0].price).toMatchObject({ samples: HEIGHTS.length });
  });

  it('reads what a text shows, not what describes it', () => {
    for (const text of addChart().querySelectorAll('text')) {
      const shown = text.textContent ?? '';
      text.innerHTML = `<tspan>${shown}</tspan><title>${shown}</title><desc>1</desc>`;
    }
    running.tick();
    expect(running.read()).toMatchObject([{ state: 'locked' }]);
  });

  it('leaves out a text that is not drawn', () => {
    const svg = addChart();
    Object.assign(addText(svg, '99999.0', 660, 200), { getScreenCTM: () => null });
    running.tick();
    expect(running.read()[0].price).toMatchObject({ samples: HEIGHTS.length });
  });

  it('does not lock an axis that our price cannot be on, and locks it when the price fits', () => {
    referencePrice = 0.25;
    addChart();
    running.tick();
    expect(running.read()[0]).toMatchObject({ state: 'unsupported', reason: 'price-not-on-axis' });
    referencePrice = 58_000;
    running.tick();
    expect(running.read()[0].state).toBe('locked');
  });

  it('follows a chart that moves, without a change in it', () => {
    const svg = addChart();
    running.tick();
    placeAt(svg, { ...RECT, top: 160 });
    expect(running.read()[0].price?.b).toBeCloseTo(LINE.b + 160, 4);
  });
});

describe('what svgText takes for no chart', () => {
  it.each([
    ['narrow', { ...RECT, width: 199 }],
    ['low', { ...RECT, height: 119 }],
  ])('is a %s svg', (_, rect) => {
    addChart({ rect });
    running.tick();
    expect(running.read()).toEqual([]);
  });

  it('is an svg with five texts, such as an icon or a gauge', () => {
    const svg = addSvg(document, RECT);
    for (const y of HEIGHTS.slice(0, 5)) addText(svg, `${y}`, 660, y);
    running.tick();
    expect(running.read()).toEqual([]);
  });

  it('is an svg within an svg: the outer one holds its texts', () => {
    const [outer, inner] = [addChart(), addChart()];
    outer.append(inner);
    running.tick();
    expect(running.read().map(({ element }) => element)).toEqual([outer]);
  });

  it('is anything while nobody listens', () => {
    isListening = false;
    addChart();
    running.tick();
    expect(running.read()).toEqual([]);
  });
});

describe('a chart that svgText watches', () => {
  it('is read again in the task that changes it', async () => {
    const svg = addChart();
    running.tick();
    for (const text of [...svg.querySelectorAll('text')].slice(0, HEIGHTS.length))
      text.textContent = `${(Number(text.textContent) + 1000).toFixed(1)}`;
    await observed();
    expect(changes).toBe(1);
    expect(running.read()[0].price?.b).toBeCloseTo(LINE.b + 50 + RECT.top, 4);
  });

  it('is gone as soon as it leaves the page, and watched no more after the tick', async () => {
    const svg = addChart();
    running.tick();
    svg.remove();
    expect(running.read()).toEqual([]);
    running.tick();
    svg.append(document.createElement('a'));
    await observed();
    expect(changes).toBe(0);
  });

  it.each([0, 1, 2])('is found at once in another svg, %d elements further in', async (depth) => {
    const boxes = [document.body];
    for (let i = 0; i < depth; i++) boxes.push(boxes[i].appendChild(document.createElement('div')));
    boxes[depth].append(addChart());
    running.tick();
    const outer = boxes[Math.min(1, depth)];
    (depth === 0 ? outer.querySelector('svg') : outer)?.remove();
    const next = addChart({ line: { a: -0.05, b: 3200 } });
    await observed();
    expect(running.read()).toMatchObject([{ element: next, state: 'locked' }]);
  });

  it('is let go when nobody listens any more', async () => {
    const svg = addChart();
    running.tick();
    isListening = false;
    running.tick();
    expect(running.read()).toEqual([]);
    svg.append(document.createElement('a'));
    await observed();
    expect(changes).toBe(0);
  });

  it('keeps its identity when it is adopted again', () => {
    const svg = addChart();
    running.tick();
    isListening = false;
    running.tick();
    isListening = true;
    running.tick();
    expect(running.read()).toMatchObject([{ element: svg, state: 'locked' }]);
  });
});
