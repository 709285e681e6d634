import type { AxisMapping } from '../core/axis/axis-mapping';
import type { LostChart } from './mapping-receiver';

/** What a report on a chart that does not lock may contain: versions and geometry, nothing about the user. */
export interface MappingReportFacts {
  version: string;
  siteId: string;
  userAgent: string;
  deviceScale: number;
  mappings: readonly AxisMapping[];
  lost: readonly LostChart[];
}

const MAX_SURFACES = 24;

function size(element: Element): string {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left, top, width, height].map(Math.round).join(',');
}

function surfaceLines(document: Document): string[] {
  const surfaces = [...document.querySelectorAll('canvas, svg')].slice(0, MAX_SURFACES);
  return surfaces.map((surface) => {
    const bitmap =
      'height' in surface && surface.tagName === 'CANVAS' ? bitmapSize(surface as HTMLCanvasElement) : '';
    return `${surface.tagName.toLowerCase()} ${size(surface)}${bitmap}`;
  });
}

function bitmapSize({ width, height }: HTMLCanvasElement): string {
  return ` bitmap ${width}x${height}`;
}

function mappingLine({ source, state, price, time }: AxisMapping): string {
  const axis = price
    ? `${price.scale} ${price.inliers}/${price.samples} rms ${price.rmsPx.toFixed(2)} px`
    : 'no price axis';
  const clock = time ? `time ${time.inliers}${time.ambiguous ? ' ambiguous' : ''}` : 'no time axis';
  return `${state} by ${source}: ${axis}, ${clock}`;
}

/**
 * Text for the "Report" button, to be pasted into an issue: versions, anchor state and the places of the surfaces.
 * No address, no symbol, no price, no label text.
 */
export function mappingReport(document: Document, facts: MappingReportFacts): string {
  const { innerWidth = 0, innerHeight = 0 } = document.defaultView ?? {};
  const browser = /(?:Firefox|Edg|Chrome)\/[\d.]+/.exec(facts.userAgent)?.[0] ?? 'unknown browser';
  return [
    `Liqlens ${facts.version} on ${facts.siteId}, ${browser}`,
    `viewport ${innerWidth}x${innerHeight}, scale ${facts.deviceScale}`,
    ...facts.mappings.map(mappingLine),
    ...facts.lost.map(({ state, reason }) => `${state}: ${reason}`),
    ...surfaceLines(document),
  ].join('\n');
}
