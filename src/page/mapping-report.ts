import type { AnchorReport } from '../messages/page-protocol';

/** What a report on a chart that is not aligned may contain: versions and geometry, nothing about the user. */
export interface MappingReportFacts {
  version: string;
  /** Id of a supported site; the origin of one that the user added by hand, which is not told. */
  siteId: string;
  userAgent: string;
  deviceScale: number;
  anchor: AnchorReport | null;
}

const MAX_SURFACES = 24;

function places(document: Document, indent = ''): string[] {
  return [...document.querySelectorAll('canvas, svg, iframe')].flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const place = `${indent}${element.tagName.toLowerCase()} ${[left, top, width, height].map(Math.round).join(',')}`;
    if (element.tagName === 'CANVAS') {
      const bitmap = element as HTMLCanvasElement;
      return `${place} bitmap ${bitmap.width}x${bitmap.height}`;
    }
    // The document of a frame from elsewhere is null.
    const inside = element.tagName === 'IFRAME' ? (element as HTMLIFrameElement).contentDocument : null;
    return [place, ...(inside ? places(inside, `${indent}  `) : [])];
  });
}

function anchorLine(anchor: AnchorReport | null): string {
  if (!anchor) return 'no chart found';
  const { state, source, reason, hasPrice, hasTime, rmsPx } = anchor;
  const axes = `${hasPrice ? `price rms ${rmsPx.toFixed(2)} px` : 'no price axis'}, ${hasTime ? 'time' : 'no time axis'}`;
  return `${state}${source ? ` by ${source}` : ''}${reason ? ` (${reason})` : ''}: ${axes}`;
}

/**
 * Text of the "Copy a report" button, to be pasted into an issue: versions, anchor state and the places of canvases,
 * drawings and frames. No address, no symbol, no price, no text of the page.
 */
export function mappingReport(document: Document, facts: MappingReportFacts): string {
  const { innerWidth = 0, innerHeight = 0 } = document.defaultView ?? {};
  const browser = /(?:Firefox|Edg|Chrome)\/[\d.]+/.exec(facts.userAgent)?.[0] ?? 'unknown browser';
  const site = facts.siteId.includes(':') ? 'a site added by hand' : facts.siteId;
  return [
    `Liqlens ${facts.version} on ${site}, ${browser}`,
    `viewport ${innerWidth}x${innerHeight}, scale ${facts.deviceScale}`,
    anchorLine(facts.anchor),
    ...places(document).slice(0, MAX_SURFACES),
  ].join('\n');
}
