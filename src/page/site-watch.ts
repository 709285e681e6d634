import type { PageInstrument } from '../core/market/page-instrument';
import { anySite } from '../sites/any-site';
import { siteForUrl } from '../sites/registry';
import type { Site } from '../sites/site';

/** By now a navigation that was announced has happened, if it does. */
const SETTLE_MS = 150;
/** An address is looked at so often where nothing tells of its changes. */
const LOOK_MS = 1000;

interface SiteWatchOptions {
  /** Where the page's address and title are: the top frame's window. */
  window: Window;
  onInstrument(instrument: PageInstrument | null, site: Site): void;
  signal: AbortSignal;
}

/** A running watch. */
export interface SiteWatch {
  /** To be called before drawing: an address that changed without a word is noticed now. */
  check(): void;
  /** Whether the page, read anew, shows `instrument`. */
  shows(instrument: PageInstrument | null): boolean;
}

let known: { href: string; site: Site } | null = null;

/** The adapter of a page; a site that the user added by hand has one by its origin. */
export function siteAt({ href }: Pick<Location, 'href'>): Site {
  // Titles change with each price, and trying the patterns of all sites is slow.
  if (known?.href !== href) {
    const url = new URL(href);
    known = { href, site: siteForUrl(url) ?? anySite(url.origin) };
  }
  return known.site;
}

/** The top frame's window, where a frame of the page's own origin may look; null in a foreign frame. */
export function readableTop(window: Window): Window | null {
  try {
    return window.top?.document ? window.top : null;
  } catch {
    return null;
  }
}

/** Calls back just before an address changes; where browsers cannot tell, soon after it. */
function listenToLocation(window: Window, onChange: () => void, signal: AbortSignal): void {
  const { location, navigation } = window as Window & { navigation?: EventTarget };
  if (navigation) return navigation.addEventListener('navigate', onChange, { signal });
  let { href } = location;
  const timer = setInterval(() => {
    if (location.href === href) return;
    ({ href } = location);
    onChange();
  }, LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Follows the instrument that the page shows through navigation and title changes. */
export function watchSite(options: SiteWatchOptions): SiteWatch {
  const { window, signal } = options;
  const { document, location } = window;
  let last = 'nothing read yet';
  let lastHref = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = () => {
    if (signal.aborted) return;
    lastHref = location.href;
    const site = siteAt(location);
    const page = { url: new URL(location.href), title: document.title, document };
    const instrument = site.readInstrument(page);
    const now = JSON.stringify(instrument);
    if (now === last) return;
    last = now;
    options.onInstrument(instrument, site);
  };

  // The old symbol's heat must not wait: a page's own script has changed the address when its turn is over.
  const onNavigate = () => {
    queueMicrotask(read);
    clearTimeout(timer);
    timer = setTimeout(read, SETTLE_MS);
  };
  listenToLocation(window, onNavigate, signal);
  window.addEventListener('popstate', read, { signal });
  const titleObserver = new MutationObserver(read);
  let title: Element | null = null;
  /** Titles change with each price: those of a hidden page are read when it is shown. */
  const observeTitle = () => {
    titleObserver.disconnect();
    const isSeen = document.visibilityState !== 'hidden';
    if (title && isSeen)
      titleObserver.observe(title, { childList: true, characterData: true, subtree: true });
    return isSeen;
  };
  /** Sites may set their title element late, or put another in its place. */
  const followTitle = () => {
    const found = document.querySelector('head > title');
    if (found === title) return;
    title = found;
    observeTitle();
    read();
  };
  document.addEventListener('visibilitychange', () => observeTitle() && read(), { signal });
  const headObserver = new MutationObserver(followTitle);
  const start = () => {
    if (document.head) headObserver.observe(document.head, { childList: true });
    followTitle();
  };
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start, { once: true, signal });
  } else start();
  read();
  signal.addEventListener('abort', () => {
    headObserver.disconnect();
    titleObserver.disconnect();
    clearTimeout(timer);
  });
  return {
    check: () => {
      if (location.href !== lastHref) read();
    },
    shows: (instrument) => {
      read();
      return JSON.stringify(instrument) === last;
    },
  };
}

/** From a frame of the page's own origin: tells that the page shows an instrument, and each other one; null in a foreign frame. */
export function watchPageFromFrame(
  window: Window,
  signal: AbortSignal,
  onChange: () => void,
): SiteWatch | null {
  const top = readableTop(window);
  return top && watchSite({ window: top, signal, onInstrument: onChange });
}
