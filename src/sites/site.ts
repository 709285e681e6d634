import type { PageInstrument } from '../core/market/page-instrument';

/** The parts of a page that an adapter may read; nothing is written. */
export interface SitePage {
  url: URL;
  title: string;
  document: Pick<Document, 'querySelector' | 'querySelectorAll'> | null;
}

/**
 * Where a chart is: drawn by the page itself (`top`), in a frame of the page's own origin (`iframe`), in the `blob:`
 * frame of TradingView's library (`blob`), or in the page with that library's object beside it (`api`).
 */
export type ChartPlace = 'top' | 'iframe' | 'blob' | 'api';

/** One site on which the layer can run. */
export interface Site {
  id: string;
  name: string;
  /** Host match patterns of the pages, for the manifest and for runtime registration. */
  matches: string[];
  /** Null: nothing on this page that a perpetual exists for. */
  readInstrument(page: SitePage): PageInstrument | null;
  /** Whether the adapter was checked against the live site, and when. */
  verified: { against: 'live' | 'fixture' | 'unverified'; on: string };
}

/** Pages of a site, for tests: each adapter's `pages`, which charts' pages need not load. */
export interface SitePages {
  /** Where its charts are, the usual place first; for its test pages, since the probe looks everywhere. */
  charts: [ChartPlace, ...ChartPlace[]];
  /** Pages on which the adapter must work; `html` is what it reads in the document. The first is the usual one. */
  testUrls: { url: string; title?: string; html?: string; symbol: string | null }[];
}
