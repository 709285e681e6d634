/** A chart is at least this large, CSS px; tickers and sparklines are smaller. */
const MIN_WIDTH_PX = 300;
const MIN_HEIGHT_PX = 160;

/** The largest canvas or svg of the frame, unless a frame inside it is larger and holds the chart itself. */
export function largestChart(document: Document): Element | null {
  const areaOf = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= MIN_WIDTH_PX && height >= MIN_HEIGHT_PX ? width * height : 0;
  };
  const largest = (selector: string) => {
    const elements = [...document.querySelectorAll(selector)];
    return elements.reduce<{ element: Element | null; area: number }>(
      (best, element) => (areaOf(element) > best.area ? { element, area: areaOf(element) } : best),
      { element: null, area: 0 },
    );
  };
  const chart = largest('canvas, svg');
  return chart.area > largest('iframe').area ? chart.element : null;
}
