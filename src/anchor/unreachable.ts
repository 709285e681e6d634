import { rectOf } from './geometry';
import type { AnchorStrategy } from './strategy';
import { watchNative } from './watch-native';

const MIN_WIDTH_PX = 200;
const MIN_HEIGHT_PX = 120;

/** Notes large canvases that were handed to a worker: what is painted there cannot be seen from the page. */
export const unreachable: AnchorStrategy = {
  source: 'axis-tap',
  start: ({ window }) => {
    const handedOver = new Set<HTMLCanvasElement>();
    watchNative<HTMLCanvasElement>(
      window.HTMLCanvasElement.prototype,
      'transferControlToOffscreen',
      (canvas) => handedOver.add(canvas),
    );
    return {
      read: () =>
        [...handedOver].flatMap((element) => {
          const pane = rectOf(element);
          if (pane.width < MIN_WIDTH_PX || pane.height < MIN_HEIGHT_PX) return [];
          return [{ element, pane, state: 'unsupported', reason: 'worker-canvas', price: null, time: null }];
        }),
      tick: () => {
        for (const canvas of handedOver) if (!canvas.isConnected) handedOver.delete(canvas);
      },
    };
  },
};
