import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { PaneRect } from '../../src/core/axis/axis-mapping';
import type { PlanMark } from '../../src/core/plan/plan-mark';
import { HeatLayer } from '../../src/overlay/heat-layer';
import { inkFor } from '../../src/overlay/ink';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { LEGEND_HEIGHT } from '../../src/overlay/paint-legend';
import { PLAN_WORDS_HEIGHT, paintPlanWords, placeWords, type TakenPlace } from '../../src/overlay/paint-plan';
import { createPaneView } from '../../src/overlay/pane-view';
import { createStage, mappingOf, pixelsOf } from './layer-stage';
import { PixelCanvas } from './pixel-canvas';
import { syntheticFrame } from './synthetic-frame';

const HALF = PLAN_WORDS_HEIGHT / 2;
const CAPTION: TakenPlace = { left: 6, top: 240, bottom: 256 };

describe('placeWords', () => {
  it('sets words on their line where nothing is taken there', () => {
    expect(placeWords(100, 120, 300, [CAPTION])).toBe(100 - HALF);
    expect(placeWords(100, 120, 300, [])).toBe(100 - HALF);
  });

  it('keeps words of a line at the edge inside the pane', () => {
    expect(placeWords(0, 120, 300, [])).toBe(0);
    expect(placeWords(300, 120, 300, [])).toBe(300 - PLAN_WORDS_HEIGHT);
  });

  it('sets words of a line in the upper half of a legend upon it, of one in the lower half beneath it', () => {
    expect(placeWords(243, 120, 300, [CAPTION])).toBe(CAPTION.top - PLAN_WORDS_HEIGHT);
    expect(placeWords(254, 120, 300, [CAPTION])).toBe(CAPTION.bottom);
  });

  it('leaves words where they are beside a legend that begins further right than they end', () => {
    const legend = { left: 130, top: 6, bottom: 68 };
    expect(placeWords(40, 120, 300, [legend])).toBe(40 - HALF);
    expect(placeWords(40, 140, 300, [legend])).toBe(legend.bottom);
  });

  it('stays on the line when the pane has no room at all', () => {
    expect(placeWords(10, 120, 20, [{ left: 0, top: 0, bottom: 20 }])).toBe(10 - HALF);
  });

  it('covers nothing that is taken in a pane with room, and moves no further than it must', () => {
    const boxes = fc.array(
      fc.record({ left: fc.integer({ min: 0, max: 300 }), top: fc.integer({ min: 0, max: 380 }) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(boxes, fc.integer({ min: 0, max: 400 }), (corners, y) => {
        const taken = corners.map(({ left, top }) => ({ left, top, bottom: top + 20 }));
        const free = (at: number) =>
          taken.every((box) => box.left >= 150 || at >= box.bottom || at + PLAN_WORDS_HEIGHT <= box.top);
        const at = placeWords(y, 150, 400, taken);
        const wanted = Math.min(Math.max(y - HALF, 0), 400 - PLAN_WORDS_HEIGHT);
        expect(free(at)).toBe(true);
        for (let other = 0; other <= 400 - PLAN_WORDS_HEIGHT; other += 0.5) {
          if (free(other)) expect(Math.abs(other - wanted)).toBeGreaterThanOrEqual(Math.abs(at - wanted));
        }
      }),
      { seed: 31, numRuns: 60 },
    );
  });
});

it('paintPlanWords writes two marks of nearly the same price one above the other', () => {
  const view = Object.assign(createPaneView(), { width: 400, height: 300, a: -1, b: 300 });
  const marks: PlanMark[] = [100, 104].map((price) => ({ price, tone: 'plain', text: `Stop ${price}` }));
  const { context } = new PixelCanvas();
  const tops: number[] = [];
  const fillRect = context.fillRect.bind(context);
  context.fillRect = (x, y, width, height) => {
    tops.push(y);
    fillRect(x, y, width, height);
  };
  paintPlanWords(
    context as unknown as CanvasRenderingContext2D,
    view,
    marks,
    [],
    inkFor('dark', 'red-longs'),
  );
  expect(tops).toEqual([200 - HALF, 200 - HALF - PLAN_WORDS_HEIGHT]);
});

const FRAME = syntheticFrame({ columns: 80, bins: 300, warmUp: 150 });
const { grid } = FRAME;
const VIEW = {
  low: FRAME.markPrice * 0.96,
  high: FRAME.markPrice * 1.04,
  fromMs: grid.startMs,
  toMs: grid.startMs + grid.columns * grid.columnMs,
};
const layers: HeatLayer[] = [];
afterEach(() => {
  for (const layer of layers.splice(0)) layer.destroy();
});

interface Drawn {
  kind: 'rectangle' | 'picture';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Gives what a layer over the pane draws, in order, CSS px, when a mark's line lies at `y`. */
function layerOver(pane: PaneRect): (y: number) => Drawn[] {
  const stage = createStage();
  const layer = new HeatLayer({ words: ENGLISH, document: stage.document, isOpenForTests: true });
  layers.push(layer);
  layer.setFrame(FRAME);
  layer.attach(stage.chart, mappingOf({ ...VIEW, pane }));
  const canvas = stage.document.querySelector('liqlens-layer')?.shadowRoot?.querySelector('canvas');
  if (!canvas) throw new Error('no canvas');
  const drawn: Drawn[] = [];
  const { context } = pixelsOf(canvas);
  context.fillRect = (x, y, width, height) => drawn.push({ kind: 'rectangle', x, y, width, height });
  context.drawImage = (_, ...[x, y, width, height]) => drawn.push({ kind: 'picture', x, y, width, height });
  return (y) => {
    drawn.length = 0;
    const price = VIEW.high - ((VIEW.high - VIEW.low) * y) / pane.height;
    layer.setMarks([{ price, tone: 'caution', text: 'Your stop 63,000, behind the cluster' }]);
    return [...drawn];
  };
}

/** The one thing drawn in this size, and when. */
function only(drawn: Drawn[], kind: Drawn['kind'], height: number, x?: number): Drawn & { turn: number } {
  const found = drawn.flatMap((one, turn) =>
    one.kind === kind && one.height === height && (x === undefined || one.x === x) ? [{ ...one, turn }] : [],
  );
  expect(found).toHaveLength(1);
  return found[0];
}

const doMeet = (one: Drawn, other: Drawn): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('HeatLayer with a plan', () => {
  const HEIGHT = 300;
  const CAPTION_HEIGHT = 16;

  it('RISK-01 covers the legend ACTUAL by no mark, however low, and draws its line at its price', () => {
    const draw = layerOver({ left: 10, top: 20, width: 700, height: HEIGHT });
    for (let y = HEIGHT - 120; y <= HEIGHT; y += 1) {
      const drawn = draw(y);
      const line = drawn.findIndex(
        ({ width, height, y: top }) => width === 700 && height === 1 && Math.abs(top + 0.5 - y) < 1e-6,
      );
      const words = only(drawn, 'rectangle', PLAN_WORDS_HEIGHT, 0);
      const caption = drawn.findIndex(
        ({ kind, x, height }) => kind === 'picture' && x === 6 && height === CAPTION_HEIGHT,
      );
      expect(line, 'the line is at its price').toBeGreaterThanOrEqual(0);
      expect(line, 'the legend is drawn over the line').toBeLessThan(caption);
      expect(doMeet(words, drawn[caption]), `words at ${y}`).toBe(false);
      expect(Math.max(words.y - y, y - words.y - words.height)).toBeLessThan(CAPTION_HEIGHT / 2 + 1);
    }
  });

  it('covers the legend of the heat by no mark in a narrow pane', () => {
    const draw = layerOver({ left: 10, top: 20, width: 340, height: HEIGHT });
    for (let y = 0; y <= 80; y += 1) {
      const drawn = draw(y);
      const legend = only(drawn, 'picture', LEGEND_HEIGHT);
      const words = only(drawn, 'rectangle', PLAN_WORDS_HEIGHT, 0);
      expect(words.width).toBeGreaterThan(legend.x);
      expect(doMeet(words, legend), `words at ${y}`).toBe(false);
    }
  });
});
