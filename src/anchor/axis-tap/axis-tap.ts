import { isSurelyTime, type PlacedLabel } from '../../core/axis/label-layout';
import { monthKey, monthNames } from '../../core/axis/month-names';
import type { AxisLabel } from '../../core/axis/price-axis';
import { readPriceLabel } from '../../core/axis/price-label';
import { canvasesBeside, isSameRect, rectOf } from '../geometry';
import { intentOf, type LabelIntent } from '../intent';
import { pageLanguages } from '../page-languages';
import type { AnchorStrategy, ChartReading, ProbeContext, RunningStrategy } from '../strategy';
import { drawnPlot } from './drawn-plot';
import { observePainting } from './observe';
import type { PaintedLabel, Surface } from './painted-label';
import { bestOfPane, readCharts, roleOf, type SurfaceRole, type TappedPane, type TappedTimes } from './panes';
import { fitOf, readOwnAxis, readSharedAxis, type TappedAxis } from './tapped-axis';

/** Watches the numbers and dates that a chart paints on its axes, and fits the axes to them. */
export const axisTap: AnchorStrategy = { source: 'axis-tap', start: startAxisTap };

interface KnownSurface {
  role: SurfaceRole;
  axis: TappedAxis | null;
  times: AxisLabel[];
  /** Of its bitmap, px. */
  height: number;
  /** What it was read from last: the same again says the same. */
  shape?: string;
}

/** Labels of a canvas, px from the left edge `originX` of the surface that it is part of. */
function placeLabels(
  labels: PaintedLabel[],
  canvas: HTMLCanvasElement,
  intent: LabelIntent,
  originX: number,
): PlacedLabel[] {
  const { left, width, height } = rectOf(canvas);
  const shiftX = left - originX;
  const kx = width / canvas.width;
  const ky = height / canvas.height;
  const centre = ({ x, edge, halfWidth }: PaintedLabel) =>
    intent.roundsWidth && x > edge ? edge * kx + Math.round(halfWidth * kx * 2) / 2 : x * kx;
  return labels.map((l) => ({
    ...l,
    x: centre(l) + shiftX,
    y: l[intent.place] * ky,
    edge: l.edge * kx + shiftX,
    halfWidth: l.halfWidth * kx,
    sizePx: l.size * ky,
  }));
}

function startAxisTap(context: ProbeContext): RunningStrategy {
  const { window, isHidden, isListening, referencePrice, changed, wantsBars } = context;
  const surfaces = new Map<HTMLCanvasElement, KnownSurface>();
  const months = monthNames(() => pageLanguages(window));

  /** The same as before says the same. */
  function readSurface(canvas: HTMLCanvasElement): void {
    const all = canvasesBeside(canvas);
    const role = roleOf(canvas, all);
    const { kind } = role;
    const { height } = canvas;
    const old = surfaces.get(canvas);
    const known: KnownSurface = {
      ...(old?.height === height ? old : { axis: null, times: [] }),
      role,
      height,
    };
    surfaces.set(canvas, known);
    const rect = rectOf(canvas);
    // Canvases painted on top of one another, as some charts paint their plot and each axis: one surface in effect.
    const isHere = (c: HTMLCanvasElement) => isSameRect(rectOf(c), rect);
    const isOn = (c: HTMLCanvasElement, { isInside, pane }: SurfaceRole) => isHere(isInside ? pane : c);
    const stack =
      kind === 'shared'
        ? [...surfaces].flatMap(([c, { role: its }]) => (c.isConnected && isOn(c, its) ? [c] : []))
        : [canvas];
    const leader = surfaces.get(stack.find(isHere) ?? canvas) ?? known;
    const intent = intentOf(canvas);
    const labels = stack.flatMap((c) => placeLabels(observer.labelsOf(c), c, intent, rect.left));
    const boxesOf = (c: HTMLCanvasElement) =>
      observer.boxesOf(c, rect.width / c.width, rect.height / c.height);
    const places = labels.map((l) => l.text + l.x + l.y);
    const shape = [kind, height, rect.width, rect.height, referencePrice(), places].join();
    if (leader.shape === shape) return;
    leader.shape = shape;
    const { axis } = leader;
    const limits = { ...intent, referencePrice: referencePrice(), scale: fitOf(axis)?.scale };
    known.times = kind === 'time' ? labels : [];
    if (kind === 'shared')
      leader.axis = readSharedAxis(labels, rect, limits, axis, months, (inferred, end) =>
        drawnPlot(all.filter(isHere).flatMap(boxesOf), inferred, end),
      );
    else if (kind !== 'price') known.axis = null;
    else if (axis || labels.some((l) => readPriceLabel(l.text)))
      known.axis = readOwnAxis(labels, rect, limits, axis);
    // Its plot may have a row of times of its own.
    if (role.isInside && surfaces.has(role.pane)) readSurface(role.pane);
  }

  const observer = observePainting(
    window,
    isHidden,
    isListening,
    (word) => Boolean(months.get(monthKey(word))),
    (painted: Set<Surface>) => {
      for (const surface of painted)
        if ((surface as HTMLCanvasElement).isConnected) readSurface(surface as HTMLCanvasElement);
      // A crosshair's paint says nothing of axes.
      if (painted.size > 0 || wantsBars()) changed();
    },
  );

  function panesNow(): TappedPane[] {
    const panes = new Map<Element, TappedPane[]>();
    /** Read with its plot, an axis on it has spoken. */
    const isWhole = (pane: Element) =>
      [...surfaces].some(
        ([c, { role, axis }]) =>
          role.kind === 'shared' && axis && c.isConnected && isSameRect(rectOf(c), rectOf(pane)),
      );
    for (const [axis, { role, axis: tapped }] of surfaces) {
      const { pane, isInside } = role;
      if (tapped && !(isInside && isWhole(pane)) && axis.isConnected && pane.isConnected)
        panes.set(pane, [...(panes.get(pane) ?? []), { ...tapped, pane, axis }]);
    }
    return [...panes.values()].flatMap((claims) => bestOfPane(claims, referencePrice()) ?? []);
  }

  return {
    read: (): ChartReading[] => {
      const times: TappedTimes[] = [];
      for (const [canvas, { times: labels }] of surfaces)
        if (canvas.isConnected && (labels[2] || labels.some((l) => isSurelyTime(l.text, months))))
          times.push({ rect: rectOf(canvas), labels: labels[2] ? labels : [] });
      const charts = readCharts(panesNow(), times);
      // Candles tell which of two scales it is.
      for (const chart of charts)
        if (wantsBars() || chart.price?.rival) chart.bars = observer.rectsOf(chart.element);
      return charts;
    },
    tick: () => {
      // What stood on a bitmap of another size is gone.
      for (const [canvas, { height }] of surfaces)
        if (canvas.isConnected && height === canvas.height) readSurface(canvas);
        else surfaces.delete(canvas);
    },
  };
}
