import type { PaneRect } from '../../../src/core/axis/axis-mapping';
import { placeAt } from '../fake-page';

/** A 2D context of a canvas in the page, and what else watchers of strokes look at. */
export interface DrawingPage {
  window: Window & typeof globalThis;
  /** A context of a new canvas, whose bitmap has `scale` px for each of the page. */
  context(rect: PaneRect, scale?: number): CanvasRenderingContext2D;
  /** What reached the native methods. */
  calls: unknown[][];
}

const METHODS =
  'moveTo lineTo bezierCurveTo quadraticCurveTo closePath rect roundRect beginPath clearRect fillRect strokeRect stroke fill';

/** A page with methods of its own, so that no test sees what another has wrapped. */
export function drawingPage(): DrawingPage {
  const calls: unknown[][] = [];
  const kind = () => {
    class Kind {
      transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
      constructor(readonly canvas?: HTMLCanvasElement) {}
      getTransform() {
        return this.transform;
      }
    }
    for (const name of METHODS.split(' '))
      Object.defineProperty(Kind.prototype, name, {
        configurable: true,
        writable: true,
        value: (...given: unknown[]) => {
          calls.push([name, ...given]);
          return 'native';
        },
      });
    return Kind;
  };
  const [Context, Path2D] = [kind(), kind()];
  const page = {
    queueMicrotask,
    document,
    CustomEvent,
    CanvasRenderingContext2D: Context,
    Path2D,
  } as unknown as Window & typeof globalThis;
  return {
    window: page,
    calls,
    context: (rect, scale = 1) => {
      const canvas = document.body.appendChild(document.createElement('canvas'));
      Object.assign(canvas, {
        width: rect.width * scale,
        height: rect.height * scale,
        checkVisibility: () => canvas.style.visibility !== 'hidden',
      });
      placeAt(canvas, rect);
      return new Context(canvas) as unknown as CanvasRenderingContext2D;
    },
  };
}
