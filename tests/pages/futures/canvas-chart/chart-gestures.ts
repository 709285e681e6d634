import { type ChartView, priceSpan } from './chart-view';

interface RangeEvents {
  range: { fire(): void };
  spacing: { fire(): void };
  offset: { fire(): void };
}

/** Drag pans, wheel zooms time, wheel with shift scales price: as a user of the library expects. */
export function addGestures(
  element: HTMLElement,
  view: ChartView,
  repaint: () => void,
  events: RangeEvents,
): void {
  let dragFrom: { x: number; y: number } | null = null;
  element.addEventListener('pointerdown', (event) => {
    dragFrom = { x: event.clientX, y: event.clientY };
  });
  window.addEventListener('pointerup', () => {
    dragFrom = null;
  });
  element.addEventListener('pointermove', (event) => {
    if (dragFrom === null) return;
    view.rightOffset -= (event.clientX - dragFrom.x) / view.barSpacing;
    if (view.fixed !== null) moveFixed(view, event.clientY - dragFrom.y);
    dragFrom = { x: event.clientX, y: event.clientY };
    events.offset.fire();
    events.range.fire();
    repaint();
  });
  element.addEventListener('wheel', (event) => {
    const factor = event.deltaY < 0 ? 1.1 : 1 / 1.1;
    if (event.shiftKey) scalePrice(view, factor);
    else view.barSpacing = Math.min(60, Math.max(0.5, view.barSpacing * factor));
    events.spacing.fire();
    events.range.fire();
    repaint();
  });
}

function moveFixed(view: ChartView, dyPx: number): void {
  const { low, high } = priceSpan(view);
  const step = ((high - low) * dyPx) / view.height;
  view.fixed = { low: low + step, high: high + step };
}

function scalePrice(view: ChartView, factor: number): void {
  const { low, high } = priceSpan(view);
  const half = (high - low) / 2 / factor;
  view.fixed = { low: (low + high) / 2 - half, high: (low + high) / 2 + half };
}
