import type { PlacedLabel } from '../core/axis/label-layout';
import { monthNames } from '../core/axis/month-names';
import { readCharts } from './axis-tap/panes';
import { fitOf, readSharedAxis, type TappedAxis } from './axis-tap/tapped-axis';
import { rectOf } from './geometry';
import { onLines } from './on-lines';
import { pageLanguages } from './page-languages';
import { sparingly } from './sparingly';
import type { AnchorStrategy, ProbeContext, RunningStrategy } from './strategy';
import { linesOfSvg } from './svg-lines';
import { plotOfSvg } from './svg-plot';

const MIN_WIDTH_PX = 200;
const MIN_HEIGHT_PX = 120;
const MIN_TEXTS = 6;
const MAX_TEXTS = 300;
const MAX_TEXT = 28;
/** Elements around an svg in which another may take its place. */
const MAX_BOXES = 3;
/** Distance from the baseline up to the middle of the digits, as a share of the font size. */
const DIGIT_MIDDLE = 0.36;
const LIMITS = { maxRmsPx: 0.6 };

/** Reads the text elements of charts drawn as SVG. They are part of the document, so that it needs no page access. */
export const svgText: AnchorStrategy = { source: 'svg-text', start: startSvgText };

/** What a text shows: what describes it, for a tooltip, is not drawn. */
function shownIn({ childNodes }: Element): string {
  return [...childNodes].map((n) => (/^(title|desc)$/.test(n.nodeName) ? '' : n.textContent)).join('');
}

function placeText(text: SVGTextContentElement, svg: DOMRect): PlacedLabel | null {
  const content = shownIn(text);
  const matrix = text.getScreenCTM();
  if (!content || content.length > MAX_TEXT || !matrix || matrix.b || matrix.c) return null;
  const { left, top, width, height } = text.getBoundingClientRect();
  const { fontSize, dominantBaseline, textAnchor } = getComputedStyle(text);
  const sizePx = Number.parseFloat(fontSize) * matrix.d;
  const isBox = dominantBaseline === 'central' || dominantBaseline === 'middle';
  const baseline = text.getStartPositionOfChar(0).y * matrix.d + matrix.f;
  const edge = textAnchor === 'end' ? left + width : textAnchor === 'middle' ? left + width / 2 : left;
  return {
    text: content,
    x: left + width / 2 - svg.left,
    y: (isBox ? top + height / 2 : baseline - DIGIT_MIDDLE * sizePx) - svg.top,
    edge: edge - svg.left,
    align: textAnchor,
    halfWidth: width / 2,
    sizePx,
  };
}

function labelsOf(svg: SVGSVGElement): PlacedLabel[] {
  const rect = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].slice(0, MAX_TEXTS);
  return texts.flatMap((text) => placeText(text, rect) ?? []);
}

function isChartSized(svg: SVGSVGElement): boolean {
  if (svg.parentElement?.closest('svg') || svg.querySelectorAll('text').length < MIN_TEXTS) return false;
  const { width, height } = rectOf(svg);
  return width >= MIN_WIDTH_PX && height >= MIN_HEIGHT_PX;
}

function startSvgText({ window, isListening, referencePrice, changed }: ProbeContext): RunningStrategy {
  const charts = new Map<SVGSVGElement, { axis: TappedAxis | null; observer: MutationObserver }>();
  const months = monthNames(() => pageLanguages(window));
  let price = 0;

  function readSvg(svg: SVGSVGElement): void {
    const chart = charts.get(svg);
    if (!chart || !svg.isConnected) return;
    const limits = { ...LIMITS, referencePrice: referencePrice(), scale: fitOf(chart.axis)?.scale };
    const labels = labelsOf(svg);
    const axis = readSharedAxis(labels, rectOf(svg), limits, chart.axis, months, (inferred) =>
      plotOfSvg(svg, inferred),
    );
    chart.axis = axis && onLines(axis, labels, linesOfSvg(svg));
  }

  function adopt(svg: SVGSVGElement): void {
    const readAgain = sparingly(window, () => {
      if (!svg.isConnected) adoptNew();
      readSvg(svg);
      changed();
    });
    const observer = new MutationObserver(readAgain);
    observer.observe(svg, { subtree: true, childList: true, characterData: true, attributes: true });
    // Some charts draw themselves anew in another element.
    for (let box = svg.parentElement, i = 0; box && i < MAX_BOXES; box = box.parentElement, i++)
      observer.observe(box, { childList: true });
    charts.set(svg, { axis: null, observer });
    readSvg(svg);
  }

  function adoptNew(): void {
    for (const svg of window.document.querySelectorAll('svg'))
      if (!charts.has(svg) && isListening() && isChartSized(svg)) adopt(svg);
  }

  return {
    read: () => {
      const panes = [...charts].flatMap(([svg, { axis }]) =>
        axis && svg.isConnected ? [{ ...axis, pane: svg, axis: svg }] : [],
      );
      return readCharts(panes, []);
    },
    tick: () => {
      for (const [svg, { observer }] of charts)
        if (!svg.isConnected || !isListening()) {
          observer.disconnect();
          charts.delete(svg);
        }
      if (price !== referencePrice()) for (const svg of charts.keys()) readSvg(svg);
      price = referencePrice();
      adoptNew();
    },
  };
}
