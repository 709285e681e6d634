import type { PaneRect } from '../core/axis/axis-mapping';

/** An axis this close to a pane is one of its own, px. */
const TOUCH_PX = 2;

/** Canvases whose 2D context the browser has taken away: they show nothing, and what is painted on them is nowhere. */
export interface LostContexts {
  /** Begins to listen; again after `document.open()`, which drops listeners. */
  listen(): void;
  /** Whether one of them is part of the chart that has this pane. */
  touch(pane: PaneRect): boolean;
  stop(): void;
}

/** @param onChange Called when a context is lost or restored. The page cannot forge that. */
export function watchLostContexts(document: Document, onChange: () => void): LostContexts {
  const lost = new Set<Element>();
  const note = ({ type, target, isTrusted }: Event) => {
    if (!isTrusted) return;
    if (type === 'contextlost') lost.add(target as Element);
    else lost.delete(target as Element);
    onChange();
  };
  const listenBy = (how: 'addEventListener' | 'removeEventListener') => {
    for (const type of ['contextlost', 'contextrestored']) document[how](type, note, true);
  };
  const isBeside = (canvas: Element, { left, top, width, height }: PaneRect) => {
    const rect = canvas.getBoundingClientRect();
    return (
      rect.left <= left + width + TOUCH_PX &&
      rect.right >= left - TOUCH_PX &&
      rect.top <= top + height + TOUCH_PX &&
      rect.bottom >= top - TOUCH_PX
    );
  };
  return {
    listen: () => listenBy('addEventListener'),
    stop: () => listenBy('removeEventListener'),
    touch: (pane) => {
      for (const canvas of lost) {
        if (!canvas.isConnected) lost.delete(canvas);
        else if (isBeside(canvas, pane)) return true;
      }
      return false;
    },
  };
}
