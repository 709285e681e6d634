import { isUpright, rectOf } from './geometry';
import type { AnchorStrategy } from './strategy';

const MIN_WIDTH_PX = 200;
const MIN_HEIGHT_PX = 120;

/** Notes large canvases that were handed to a worker: what is painted there cannot be seen from the page. */
export const unreachable: AnchorStrategy = {
  source: 'axis-tap',
  start: ({ window, changed }) => {
    const handedOver = new Set<HTMLCanvasElement>();
    const { apply } = Reflect;
    const prototype = window.HTMLCanvasElement.prototype;
    const property = Object.getOwnPropertyDescriptor(prototype, 'transferControlToOffscreen');
    if (property?.configurable && typeof property.value === 'function') {
      property.value = new Proxy(property.value, {
        apply(native, canvas, args) {
          const result = apply(native, canvas, args);
          handedOver.add(canvas);
          return result;
        },
      });
      Object.defineProperty(prototype, 'transferControlToOffscreen', property);
    }
    return {
      read: () =>
        [...handedOver].flatMap((element) => {
          const pane = rectOf(element);
          if (pane.width < MIN_WIDTH_PX || pane.height < MIN_HEIGHT_PX || !isUpright(element)) return [];
          return [{ element, pane, state: 'unsupported', reason: 'worker-canvas', price: null, time: null }];
        }),
      tick: () => {
        for (const canvas of handedOver) if (!canvas.isConnected) handedOver.delete(canvas);
        if (handedOver.size > 0) changed();
      },
    };
  },
};
