import type { PageInstrument } from '../core/market/page-instrument';
import { anySite } from '../sites/any-site';
import { siteForUrl } from '../sites/registry';
import type { Site } from '../sites/site';

/** By now a navigation that was announced has happened, if it does. */
const SETTLE_MS = 150;

interface SiteWatchOptions {
  onInstrument(instrument: PageInstrument | null, site: Site): void;
  /** Called with every single-page navigation, in some browsers just before the address changes. */
  listenToLocation(onChange: () => void): void;
  signal: AbortSignal;
}

let known: { href: string; site: Site } | null = null;

/** The adapter of the page in front; a site that the user added by hand has one by its origin. */
export function currentSite(): Site {
  const { href } = location;
  // Titles change with each price, and trying the patterns of all sites is slow.
  if (known?.href !== href) {
    const url = new URL(href);
    known = { href, site: siteForUrl(url) ?? anySite(url.origin) };
  }
  return known.site;
}

/** Follows the instrument that the page shows through navigation and title changes. */
export function watchSite(options: SiteWatchOptions): void {
  let last = 'nothing read yet';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = () => {
    if (options.signal.aborted) return;
    const site = currentSite();
    const page = { url: new URL(location.href), title: document.title, document };
    const instrument = site.readInstrument(page);
    const now = JSON.stringify(instrument);
    if (now === last) return;
    last = now;
    options.onInstrument(instrument, site);
  };

  // The old symbol's heat must not wait: a page's own script has changed the address when its turn is over.
  options.listenToLocation(() => {
    queueMicrotask(read);
    clearTimeout(timer);
    timer = setTimeout(read, SETTLE_MS);
  });
  window.addEventListener('popstate', read, { signal: options.signal });
  const titleObserver = new MutationObserver(read);
  let title: Element | null = null;
  /** Sites may set their title element late, or put another in its place. */
  const followTitle = () => {
    const found = document.querySelector('head > title');
    if (found === title) return;
    title = found;
    titleObserver.disconnect();
    if (title) titleObserver.observe(title, { childList: true, characterData: true, subtree: true });
    read();
  };
  const headObserver = new MutationObserver(followTitle);
  const start = () => {
    if (document.head) headObserver.observe(document.head, { childList: true });
    followTitle();
  };
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start, { once: true, signal: options.signal });
  } else start();
  read();
  options.signal.addEventListener('abort', () => {
    headObserver.disconnect();
    titleObserver.disconnect();
    clearTimeout(timer);
  });
}
