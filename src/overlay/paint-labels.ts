import type { ClusterLabel } from './cluster-labels';
import type { Ink } from './ink';
import { type PaneView, yOfPrice } from './pane-view';

export const LABEL_FONT = '600 11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif';
const HEIGHT = 17;
const PAD = 6;
const GAP = 2;

/** Widths of the labels' texts, measured once per set of labels. */
export function measureLabels(
  context: CanvasRenderingContext2D,
  labels: readonly ClusterLabel[],
): Float64Array {
  context.font = LABEL_FONT;
  return Float64Array.from(labels, ({ text }) => context.measureText(text).width);
}

/** Scratch for the labels' places, reused from repaint to repaint. */
export interface LabelPlaces {
  y: Float64Array;
  order: Uint8Array;
}

/**
 * Top of each label between `start` and `height`, none over another: from the top down each is pushed below the one before it,
 * then from the bottom up back into the pane. NaN for a label whose price is out of view or that finds no room.
 */
export function placeLabels(
  wanted: Float64Array,
  start: number,
  height: number,
  labelHeight: number,
  places: LabelPlaces,
): void {
  const { y, order } = places;
  let count = 0;
  for (let label = 0; label < wanted.length; label += 1) {
    y[label] = Number.NaN;
    if (!(wanted[label] >= 0 && wanted[label] <= height)) continue;
    let at = count;
    while (at > 0 && wanted[order[at - 1]] > wanted[label]) {
      order[at] = order[at - 1];
      at -= 1;
    }
    order[at] = label;
    count += 1;
  }
  let next = start;
  for (let place = 0; place < count; place += 1) {
    const label = order[place];
    y[label] = Math.max(next, wanted[label] - labelHeight / 2);
    next = y[label] + labelHeight;
  }
  let limit = height;
  for (let place = count - 1; place >= 0; place -= 1) {
    const label = order[place];
    y[label] = Math.min(y[label], limit - labelHeight);
    limit = y[label];
    if (y[label] < start) y[label] = Number.NaN;
  }
}

/** Draws the labels below `start` and right-aligned at `right`, CSS px, each with a tick at its exact price. */
export function paintLabels(
  context: CanvasRenderingContext2D,
  view: PaneView,
  labels: readonly ClusterLabel[],
  widths: Float64Array,
  wanted: Float64Array,
  places: LabelPlaces,
  start: number,
  right: number,
  ink: Ink,
): void {
  for (let label = 0; label < labels.length; label += 1) wanted[label] = yOfPrice(view, labels[label].price);
  placeLabels(wanted, start, view.height, HEIGHT + GAP, places);
  context.font = LABEL_FONT;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (let label = 0; label < labels.length; label += 1) {
    const top = places.y[label];
    const left = right - widths[label] - 2 * PAD;
    if (Number.isNaN(top) || left < 0) continue;
    context.fillStyle = ink.plate;
    context.fillRect(left, top, widths[label] + 2 * PAD, HEIGHT);
    context.fillStyle = labels[label].side === 'short' ? ink.estimatedShort : ink.estimatedLong;
    context.fillRect(left, top, 2, HEIGHT);
    context.fillRect(right, wanted[label] - 0.5, 5, 1);
    context.fillStyle = ink.text;
    context.fillText(labels[label].text, left + PAD, top + HEIGHT / 2 + 0.5);
  }
}
