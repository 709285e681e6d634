import type { PlacedLabel } from '../../core/axis/label-layout';
import { type MonthNames, monthKey, monthNames } from '../../core/axis/month-names';
import type { AxisLabel } from '../../core/axis/price-axis';
import { readPriceLabel } from '../../core/axis/price-label';
import { canvasesBeside, isSameRect, isUpright, rectOf } from '../geometry';
import { intentOf, type LabelIntent } from '../intent';
import { pageLanguages } from '../page-languages';
import type { AnchorStrategy, ChartReading, ProbeContext, RunningStrategy } from '../strategy';
import { observePainting, type PaintedLabel, type Surface } from './observe';
import { betterAxis, readCharts, roleOf, type SurfaceRole, type TappedPane } from './panes';
import { readOwnAxis, readSharedAxis, type TappedAxis } from './tapped-axis';

/** Watches the numbers and dates that a chart paints on its axes, and fits the axes to them. */
export const axisTap: AnchorStrategy = { source: 'axis-tap', start: startAxisTap };

interface KnownSurface {
  role: SurfaceRole;
  /** Size and place for which the role was judged. */
  signature: string;
  axis: TappedAxis | null;
  times: AxisLabel[];
  bitmapHeight: number;
}

function placeLabels(labels: PaintedLabel[], canvas: HTMLCanvasElement, intent: LabelIntent): PlacedLabel[] {
  const { width, height } = rectOf(canvas);
  const kx = width / canvas.width;
  const ky = height / canvas.height;
  const centre = ({ x, edge, halfWidth }: PaintedLabel) =>
    intent.roundsWidth && x > edge ? edge * kx + Math.round(halfWidth * kx * 2) / 2 : x * kx;
  return labels.map((l) => ({
    text: l.text,
    x: centre(l),
    y: l[intent.place] * ky,
    edge: l.edge * kx,
    align: l.align,
    halfWidth: l.halfWidth * kx,
    sizePx: l.size * ky,
  }));
}

function startAxisTap({ window, isListening, referencePrice, changed }: ProbeContext): RunningStrategy {
  const surfaces = new Map<HTMLCanvasElement, KnownSurface>();
  const upright = new WeakMap<Element, boolean>();
  let names: MonthNames | null = null;

  function months(): MonthNames {
    names ??= monthNames(pageLanguages(window));
    return names;
  }

  function isUprightNow(element: Element): boolean {
    const known = upright.get(element) ?? isUpright(element);
    upright.set(element, known);
    return known;
  }

  /** The surface with its role, judged anew when its size or its place beside the pane has changed. */
  function know(canvas: HTMLCanvasElement, others: HTMLCanvasElement[]): KnownSurface {
    const old = surfaces.get(canvas);
    const { left, top, width, height } = rectOf(canvas);
    const pane = old?.role.kind === 'price' ? rectOf(old.role.pane) : null;
    const place = pane ? `${pane.left - left},${pane.top - top},${pane.height}` : '';
    const signature = `${width}x${height}:${place}`;
    if (old && (old.signature === signature || others.length === 0)) return old;
    const role = roleOf(canvas, others);
    const next = { axis: null, times: [], bitmapHeight: 0, ...old, role, signature };
    surfaces.set(canvas, next);
    return next;
  }

  /** Canvases painted on top of one another, as some charts paint their plot and each axis: one surface in effect. */
  function stackOf(canvas: HTMLCanvasElement): HTMLCanvasElement[] {
    const rect = rectOf(canvas);
    return [...surfaces.keys()].filter((c) => c === canvas || (c.isConnected && isSameRect(rectOf(c), rect)));
  }

  function readShared(canvas: HTMLCanvasElement, intent: LabelIntent): void {
    const stack = stackOf(canvas);
    const leader = surfaces.get(stack[0]);
    if (!leader) return;
    const { width, height } = rectOf(canvas);
    const labels = stack.flatMap((c) => placeLabels(observer.labelsOf(c), c, intent));
    const here = { intent, referencePrice: referencePrice(), previous: leader.axis };
    leader.axis = readSharedAxis(labels, width, height, here, months());
  }

  function readSurface(canvas: HTMLCanvasElement, others: HTMLCanvasElement[]): void {
    const known = know(canvas, others);
    const intent = intentOf(canvas);
    const labels = placeLabels(observer.labelsOf(canvas), canvas, intent);
    const { width, height } = rectOf(canvas);
    const previous = known.bitmapHeight === canvas.height ? known.axis : null;
    const here = { intent, referencePrice: referencePrice(), previous };
    known.bitmapHeight = canvas.height;
    const { kind } = known.role;
    if (kind === 'shared') readShared(canvas, intent);
    else if (kind === 'time' && labels.length > 2) known.times = labels;
    else if (kind === 'price' && (previous || labels.filter((l) => readPriceLabel(l.text)).length > 1))
      known.axis = readOwnAxis(labels, width, height, here);
  }

  const observer = observePainting(
    window,
    isListening,
    (word) => months().has(monthKey(word)),
    (painted: Set<Surface>) => {
      let found: HTMLCanvasElement[] = [];
      for (const surface of painted) {
        const canvas = surface as HTMLCanvasElement;
        if (!canvas.isConnected || canvas.width === 0 || canvas.height === 0) continue;
        if (found.length === 0) found = canvasesBeside(canvas);
        readSurface(canvas, found);
      }
      if (found.length > 0) changed();
    },
  );

  function panesNow(): TappedPane[] {
    const panes = new Map<Element, TappedPane>();
    for (const [axis, { role, axis: tapped }] of surfaces) {
      if (!tapped || !axis.isConnected) continue;
      const pane = role.kind === 'price' ? role.pane : axis;
      if (
        !pane.isConnected ||
        (pane !== axis && surfaces.get(role.kind === 'price' ? role.pane : axis)?.axis)
      )
        continue;
      const other = panes.get(pane);
      const found = { pane, axis, tapped };
      panes.set(pane, other ? betterAxis(other, found) : found);
    }
    return [...panes.values()];
  }

  return {
    read: (): ChartReading[] => {
      const times = new Map<Element, AxisLabel[]>();
      for (const [canvas, { role, times: labels }] of surfaces)
        if (role.kind === 'time' && canvas.isConnected) times.set(canvas, labels);
      return readCharts(panesNow(), times).map((reading) =>
        reading.state !== 'locked' || isUprightNow(reading.element)
          ? reading
          : { ...reading, state: 'unsupported', reason: 'rotated', price: null, timeLabels: undefined },
      );
    },
    tick: () => {
      for (const [canvas, known] of surfaces) {
        if (!canvas.isConnected) surfaces.delete(canvas);
        upright.delete(known.role.kind === 'price' ? known.role.pane : canvas);
        if (known.bitmapHeight !== canvas.height) known.axis = null;
      }
    },
    reconsider: () => {
      for (const canvas of surfaces.keys()) if (canvas.isConnected) readSurface(canvas, []);
    },
  };
}
