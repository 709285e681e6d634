import type { PageInstrument } from '../core/market/page-instrument';
import { siteForUrl } from '../sites/registry';
import type { Site } from '../sites/site';

const SETTLE_MS = 150;

interface SiteWatchOptions {
  onInstrument(instrument: PageInstrument | null, site: Site | null): void;
  /** Called with every single-page navigation. */
  listenToLocation(onChange: () => void): void;
  signal: AbortSignal;
}

/** The adapter of the page in front, or null on a site the user added by hand. */
export function currentSite(): Site | null {
  return siteForUrl(new URL(location.href));
}

/** Follows the instrument that the page shows through navigation and title changes. */
export function watchSite(options: SiteWatchOptions): void {
  let last = 'nothing read yet';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = () => {
    const site = currentSite();
    const page = { url: new URL(location.href), title: document.title, document };
    const instrument = site?.readInstrument(page) ?? null;
    const now = JSON.stringify(instrument);
    if (now === last) return;
    last = now;
    options.onInstrument(instrument, site);
  };
  const readSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(read, SETTLE_MS);
  };

  // The address is the stronger source and must hide the old symbol at once; the title only fills in later.
  options.listenToLocation(read);
  const observer = new MutationObserver(readSoon);
  const observeTitle = () => {
    const title = document.querySelector('title');
    if (title) observer.observe(title, { childList: true, characterData: true, subtree: true });
    read();
  };
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', observeTitle, { once: true, signal: options.signal });
    read();
  } else observeTitle();
  options.signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
}
