import type { LabChart } from './lab-chart';

/** Least bars that a view shows. */
const MIN_BARS = 15;

/** Pan and zoom of a chart that is told the first and the last bar in view. */
export function barView(
  count: number,
  bars: number,
  widthPx: () => number,
  show: (first: number, last: number) => void,
): Pick<LabChart, 'pan' | 'zoom'> & { first: number; last: number } {
  const view = { first: count - bars, last: count - 1, pan, zoom };
  function move(first: number, last: number): void {
    view.first = Math.max(0, Math.min(count - MIN_BARS, Math.round(first)));
    view.last = Math.max(view.first + MIN_BARS - 1, Math.min(count - 1, Math.round(last)));
    show(view.first, view.last);
  }
  function pan(dx: number): void {
    // A plot squeezed out by its axes has no width.
    const by = (dx / Math.max(1, widthPx())) * (view.last - view.first);
    move(view.first - by, view.last - by);
  }
  function zoom(factor: number): void {
    const middle = (view.first + view.last) / 2;
    const half = (view.last - view.first) / 2 / factor;
    move(middle - half, middle + half);
  }
  return view;
}
