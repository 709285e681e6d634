import type { PaneRect } from '../core/axis/axis-mapping';
import { findColumns } from '../core/axis/label-layout';
import { type MonthNames, monthNames } from '../core/axis/month-names';
import type { AxisLimits } from '../core/axis/price-axis';
import { readCharts } from './axis-tap/panes';
import { fitOf, readSharedAxis, type TappedAxis } from './axis-tap/tapped-axis';
import { isSameRect, rectOf } from './geometry';
import { areTicks, boxAround, type HtmlAlign, htmlLabels, hungOn } from './html-labels';
import { pageLanguages } from './page-languages';
import { sparingly } from './sparingly';
import type { AnchorStrategy, ProbeContext, RunningStrategy } from './strategy';

const MIN_WIDTH_PX = 200;
const MIN_HEIGHT_PX = 120;
const MIN_TEXTS = 6;
const ALIGNS: HtmlAlign[] = ['left', 'right', 'center'];
const LIMITS = { maxRmsPx: 0.6 };
/** How far apart a page that stays as it is is searched, ms: at first, while charts appear, and later. */
const EAGER_MS = 400;
const SELDOM_MS = 5000;
const EAGER_LOOKS = 20;

/** Reads axes whose labels are elements of the page, beside or over the surface of the chart. */
export const htmlText: AnchorStrategy = { source: 'svg-text', start: startHtmlText };

interface HtmlChart {
  axis: TappedAxis | null;
  observer: MutationObserver;
}

/** The plot is the surface, where its axes lie beside it. */
function plotWithin(plot: PaneRect, labelsLeftPx: number, { width, height }: PaneRect): PaneRect {
  const isBeside = labelsLeftPx >= width || labelsLeftPx < 0;
  const bottom = Math.min(height, plot.top + plot.height);
  const top = isBeside ? 0 : Math.max(0, plot.top);
  return { ...plot, top, height: bottom - top };
}

/** The first axis among the texts of a box that fits. */
function readSurface(
  surface: Element,
  box: Element,
  limits: AxisLimits,
  months: MonthNames,
): TappedAxis | null {
  const rect = rectOf(surface);
  const texts = htmlLabels(box, surface);
  for (const align of texts.length < MIN_TEXTS ? [] : ALIGNS) {
    const labels = hungOn(texts, align);
    const columns = findColumns(labels, rect.width).filter((c) => areTicks(c.labels, labels, rect.width));
    for (const { labels: column } of columns) {
      const others = labels.filter((l) => column.includes(l) || !columns.some((c) => c.labels.includes(l)));
      const axis = readSharedAxis(others, rect, limits, null, months);
      const isOurs = axis && fitOf(axis) && axis.plot;
      const left = Math.min(...column.map((l) => l.x));
      if (isOurs) return { ...axis, plot: plotWithin(isOurs, left, rect) };
    }
  }
  return null;
}

/** Large surfaces that are not read yet, one of those that lie over one another. */
function newSurfaces(document: Document, known: Iterable<Element>): Element[] {
  const found: Element[] = [];
  for (const surface of document.querySelectorAll('canvas, svg')) {
    const rect = rectOf(surface);
    if (rect.width < MIN_WIDTH_PX || rect.height < MIN_HEIGHT_PX) continue;
    const isKnown = [...known, ...found].some((one) => isSameRect(rectOf(one), rect));
    if (!isKnown) found.push(surface);
  }
  return found;
}

/** Tells at each tick whether a page is to be searched now: seldom once it stays as it is. */
function searchTimes({ document, performance }: Window): () => boolean {
  let looks = 0;
  let lookedMs = Number.NEGATIVE_INFINITY;
  /** Elements of the page at the last look: labels that come are more of them. */
  let elements = 0;
  return () => {
    const nowMs = performance.now();
    const isEager = looks < EAGER_LOOKS;
    const isDue = nowMs - lookedMs >= (isEager ? EAGER_MS : SELDOM_MS);
    const { length } = document.getElementsByTagName('*');
    if (!isDue && !(isEager && length !== elements)) return false;
    elements = length;
    if (isDue) {
      lookedMs = nowMs;
      looks++;
    }
    return true;
  };
}

function startHtmlText({ window, isListening, referencePrice, changed }: ProbeContext): RunningStrategy {
  const charts = new Map<Element, HtmlChart>();
  const isDue = searchTimes(window);
  const months = monthNames(() => pageLanguages(window));
  const limitsAfter = (axis: TappedAxis | null) => ({
    ...LIMITS,
    referencePrice: referencePrice(),
    scale: fitOf(axis)?.scale,
  });

  function look(surface: Element): void {
    const box = boxAround(surface);
    const axis = box && readSurface(surface, box, limitsAfter(null), months);
    if (!box || !axis) return;
    const readAgain = sparingly(window, () => {
      const chart = charts.get(surface);
      if (!chart) return;
      chart.axis = readSurface(surface, box, limitsAfter(chart.axis), months);
      changed();
    });
    const observer = new MutationObserver(readAgain);
    observer.observe(box, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['style'],
    });
    charts.set(surface, { axis, observer });
  }

  return {
    read: () =>
      readCharts(
        [...charts].flatMap(([pane, { axis }]) =>
          axis && pane.isConnected ? [{ ...axis, pane, axis: pane }] : [],
        ),
        [],
      ),
    tick: () => {
      for (const [surface, { observer }] of charts)
        if (!surface.isConnected || !isListening()) {
          observer.disconnect();
          charts.delete(surface);
        }
      if (!isListening() || !isDue()) return;
      for (const surface of newSurfaces(window.document, charts.keys())) look(surface);
    },
  };
}
