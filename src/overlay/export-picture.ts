import type { PaneRect } from '../core/axis/axis-mapping';

const CAPTION_PX = 22;
/** How many ancestors of the chart's canvas are asked for the one that holds the axes as well. */
const ANCESTORS = 6;
/** An ancestor this much wider and higher than the pane holds the axes, CSS px. */
const AXIS_PX = 16;

/**
 * Chart and layer in one picture with `caption` below, for the user to save. Only ever called on the user's wish: it
 * copies the page's canvases. Throws where the page's canvas may not be read.
 */
export async function composePicture(
  document: Document,
  element: Element,
  layer: HTMLCanvasElement,
  pane: PaneRect,
  dpr: number,
  caption: string,
): Promise<Blob> {
  const chart = chartOf(element, pane);
  const frame = chart.getBoundingClientRect();
  const picture = document.createElement('canvas');
  picture.width = Math.round(frame.width * dpr);
  picture.height = Math.round((frame.height + CAPTION_PX) * dpr);
  const context = picture.getContext('2d');
  if (context === null) throw new Error('no canvas context');
  context.scale(dpr, dpr);
  context.fillStyle = background(chart);
  context.fillRect(0, 0, frame.width, frame.height + CAPTION_PX);
  const canvases = chart instanceof HTMLCanvasElement ? [chart] : [...chart.querySelectorAll('canvas')];
  for (const canvas of canvases) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (canvas.width === 0 || canvas.height === 0) continue;
    context.drawImage(canvas, left - frame.left, top - frame.top, width, height);
  }
  context.drawImage(
    layer,
    pane.left - frame.left,
    pane.top - frame.top,
    layer.width / dpr,
    layer.height / dpr,
  );
  context.fillStyle = '#0b0e11';
  context.fillRect(0, frame.height, frame.width, CAPTION_PX);
  context.fillStyle = '#eaecef';
  context.font = '11px system-ui,sans-serif';
  context.textBaseline = 'middle';
  context.fillText(caption, 8, frame.height + CAPTION_PX / 2, frame.width - 16);
  return toBlob(picture);
}

/** The nearest ancestor that holds the axes too, else the canvas itself. */
function chartOf(element: Element, pane: PaneRect): Element {
  let node: Element | null = element;
  for (let depth = 0; depth < ANCESTORS && node !== null; depth += 1) {
    const { width, height } = node.getBoundingClientRect();
    if (width >= pane.width + AXIS_PX && height >= pane.height + AXIS_PX) return node;
    node = node.parentElement;
  }
  return element.parentElement ?? element;
}

function background(chart: Element): string {
  for (let node: Element | null = chart; node !== null; node = node.parentElement) {
    const colour = getComputedStyle(node).backgroundColor;
    if (colour !== '' && colour !== 'transparent' && !colour.endsWith(', 0)')) return colour;
  }
  return '#ffffff';
}

function toBlob(picture: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) => {
    picture.toBlob((blob) => (blob === null ? fail(new Error('empty picture')) : done(blob)), 'image/png');
  });
}
