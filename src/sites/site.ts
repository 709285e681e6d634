import type { PageInstrument } from '../core/market/page-instrument';

/** The parts of a page that an adapter may read; nothing is written. */
export interface SitePage {
  url: URL;
  title: string;
  document: Pick<Document, 'querySelector' | 'querySelectorAll'> | null;
}

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
  /** Pages on which the adapter must work. */
  testUrls: { url: string; title?: string; symbol: string | null }[];
}
