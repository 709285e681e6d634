import type { Place } from './place';

interface DragSteps {
  /** Where the dragged box is when the drag begins. */
  start: Place;
  move(place: Place): void;
  /** Also called where nothing was moved. */
  drop(): void;
}

/** Follows a pointer that was pressed on `handle` until it is let go. */
export function followDrag(press: PointerEvent, handle: HTMLElement, { start, move, drop }: DragSteps): void {
  const grip = { left: press.clientX - start.left, top: press.clientY - start.top };
  handle.setPointerCapture(press.pointerId);
  const drag = new AbortController();
  const { signal } = drag;
  const follow = ({ clientX, clientY }: PointerEvent): void =>
    move({ left: clientX - grip.left, top: clientY - grip.top });
  const end = (): void => {
    drag.abort();
    drop();
  };
  handle.addEventListener('pointermove', follow, { signal });
  handle.addEventListener('pointerup', end, { signal });
  handle.addEventListener('pointercancel', end, { signal });
}

/** What an arrow key moves a box by, CSS px; undefined for other keys. */
export const ARROW_STEPS: Partial<Record<string, Place>> = {
  ArrowLeft: { left: -16, top: 0 },
  ArrowRight: { left: 16, top: 0 },
  ArrowUp: { left: 0, top: -16 },
  ArrowDown: { left: 0, top: 16 },
};
