// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { htmlText } from '../../src/anchor/html-text';
import type { RunningStrategy } from '../../src/anchor/strategy';
import { labelledSurface, placedIn, stubLayout } from './fake-page';

const SURFACE = { left: 100, top: 50, width: 800, height: 400 };
const LINE = { a: -0.5, b: 31_000 };

let box: HTMLElement;
let running: RunningStrategy;
let isListening: boolean;
const changed = vi.fn();

function addText(text: string, x: number, y: number): HTMLElement {
  const rect = { left: 100 + x, top: 50 + y - 7, width: text.length * 6, height: 14 };
  const element = placedIn(box, rect);
  element.textContent = text;
  element.style.position = 'absolute';
  return element;
}

/** Prices right of the surface, and clock times under it. */
function addLabels(rows: number[], shift = 0): void {
  for (const y of rows) addText(((y - shift - LINE.b) / LINE.a).toFixed(1), 806, y);
  for (const [i, x] of [60, 200, 340, 480, 620].entries()) addText(`${10 + i}:00`, x, 414);
}

const observed = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  ({ box } = labelledSurface(SURFACE));
  stubLayout();
  changed.mockReset();
  isListening = true;
  running = htmlText.start({
    window: window as unknown as Window & typeof globalThis,
    isHidden: () => false,
    isListening: () => isListening,
    referencePrice: () => 61_500,
    wantsBars: () => false,
    changed,
  });
});
afterEach(() => {
  isListening = false;
  running.tick();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('htmlText', () => {
  it('looks at once at labels that come after the first look', () => {
    running.tick();
    expect(running.read()).toEqual([]);
    addLabels([40, 100, 160, 220, 280, 340]);
    running.tick();
    expect(running.read()).toMatchObject([{ state: 'locked' }]);
  });

  it('does not search a page that stays as it is with every tick', () => {
    running.tick();
    const searches = vi.spyOn(document, 'querySelectorAll');
    for (let i = 0; i < 5; i++) running.tick();
    expect(searches).not.toHaveBeenCalled();
  });

  it('finds a chart whose labels are elements, with its surface as the pane', () => {
    addLabels([40, 100, 160, 220, 280, 340]);
    expect(running.read()).toEqual([]);
    running.tick();
    const [chart] = running.read();
    expect(chart).toMatchObject({ state: 'locked', pane: SURFACE });
    expect(chart.price?.a).toBeCloseTo(LINE.a, 6);
    expect(chart.price?.b).toBeCloseTo(LINE.b + SURFACE.top, 4);
    expect(chart.timeLabels?.map(({ text }) => text)).toEqual(['10:00', '11:00', '12:00', '13:00', '14:00']);
  });

  it('follows labels that move, in the same turn', async () => {
    addLabels([40, 100, 160, 220, 280, 340]);
    running.tick();
    for (const label of box.querySelectorAll('div')) label.remove();
    addLabels([55, 115, 175, 235, 295, 355], 15);
    await observed();
    expect(changed).toHaveBeenCalled();
    expect(running.read()[0].price?.b).toBeCloseTo(LINE.b + 15 + SURFACE.top, 4);
  });

  it('has nothing to say when the labels are gone', async () => {
    addLabels([40, 100, 160, 220, 280, 340]);
    running.tick();
    for (const label of box.querySelectorAll('div')) label.remove();
    await observed();
    expect(running.read()).toEqual([]);
  });

  it.each([
    ['rows of an order book', Array.from({ length: 18 }, (_, i) => 20 + i * 20), true],
    ['prices without a row of times', [40, 100, 160, 220, 280, 340], false],
  ])('does not take %s for an axis', (_, rows, hasTimes) => {
    addLabels(rows);
    if (!hasTimes) for (const label of [...box.querySelectorAll('div')].slice(-5)) label.remove();
    running.tick();
    expect(running.read()).toEqual([]);
  });

  it('looks at nothing while nobody listens', () => {
    addLabels([40, 100, 160, 220, 280, 340]);
    isListening = false;
    running.tick();
    expect(running.read()).toEqual([]);
  });
});
