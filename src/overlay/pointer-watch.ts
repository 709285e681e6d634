import type { PaneRect } from '../core/axis/axis-mapping';

/** Where the pointer is over the pane, CSS px; x is NaN while it is elsewhere. */
export interface Pointer {
  x: number;
  y: number;
}

/**
 * Keeps `pointer` up to date while it moves over `target`, passively: nothing is taken from the chart. `onMove` is
 * called with the next picture; most charts repaint their crosshair before, which draws the layer anyway.
 */
export function watchPointer(
  target: Element,
  pointer: Pointer,
  paneNow: () => PaneRect,
  onMove: () => void,
  signal: AbortSignal,
): void {
  const view = target.ownerDocument.defaultView;
  let isAsked = false;
  const ask = () => {
    if (isAsked || view === null) return;
    isAsked = true;
    view.requestAnimationFrame(() => {
      isAsked = false;
      if (!signal.aborted) onMove();
    });
  };
  const move = (event: Event) => {
    const { clientX, clientY } = event as PointerEvent;
    const pane = paneNow();
    const x = clientX - pane.left;
    const y = clientY - pane.top;
    const isInside = x >= 0 && y >= 0 && x < pane.width && y < pane.height;
    pointer.x = isInside ? x : Number.NaN;
    pointer.y = y;
    ask();
  };
  const leave = () => {
    pointer.x = Number.NaN;
    ask();
  };
  target.addEventListener('pointermove', move, { passive: true, signal });
  target.addEventListener('pointerleave', leave, { passive: true, signal });
}
