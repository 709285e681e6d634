import { describe, expect, it } from 'vitest';
import { inkFor } from '../../src/overlay/ink';
import { paintPlan } from '../../src/overlay/paint-plan';
import { createPaneView, readMapping } from '../../src/overlay/pane-view';
import { mappingOf } from './layer-stage';

const view = createPaneView();
readMapping(view, mappingOf({ low: 100, high: 200, fromMs: 0, toMs: 1e6 }), 1);
const CAPTION = [view.height - 60, view.height - 44] as const;

/** Heights of line, plate and words of a mark at a height of the pane. */
function paintedAt(y: number, caption: readonly [number, number] = CAPTION) {
  const rects: { top: number; bottom: number }[] = [];
  const words: number[] = [];
  const context = {
    measureText: () => ({ width: 80 }),
    fillRect: (_x: number, top: number, _width: number, height: number) =>
      rects.push({ top, bottom: top + height }),
    fillText: (_text: string, _x: number, at: number) => words.push(at),
  };
  const price = 200 - (100 * y) / view.height;
  const marks = [{ price, tone: 'plain', text: 'Your stop' }] as const;
  paintPlan(
    context as unknown as CanvasRenderingContext2D,
    view,
    marks,
    inkFor('light', 'red-longs'),
    caption,
  );
  const [line, plate] = rects;
  return { line, plate, words };
}

describe('paintPlan()', () => {
  it.each([40, 150, 200])('puts words on their line, at %d px', (y) => {
    const { line, plate, words } = paintedAt(y);
    expect(line.top).toBeCloseTo(y - 0.5, 6);
    expect((plate.top + plate.bottom) / 2).toBeCloseTo(y, 6);
    expect(words[0]).toBeCloseTo(y + 0.5, 6);
  });

  it.each([-8, -4, 0, 8, 16, 24])(
    'leaves the line at its price, and the caption free, %d px below its top',
    (below) => {
      const y = CAPTION[0] + below;
      const { line, plate, words } = paintedAt(y);
      expect(line.top).toBeCloseTo(y - 0.5, 6);
      expect(plate.bottom).toBeCloseTo(CAPTION[0], 6);
      expect(words[0]).toBeLessThan(CAPTION[0]);
    },
  );

  it('stays on a line low in the pane where no caption is', () => {
    const { plate } = paintedAt(CAPTION[0] + 8, [0, 0]);
    expect((plate.top + plate.bottom) / 2).toBeCloseTo(CAPTION[0] + 8, 6);
  });

  it('stays on a line below the caption', () => {
    const { plate } = paintedAt(CAPTION[1] + 9);
    expect(plate.top).toBeGreaterThanOrEqual(CAPTION[1]);
  });
});
