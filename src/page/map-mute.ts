import { STALE_LIMIT_MS } from '../core/market/data-age';
import type { SourceStatus } from '../core/market/source-status';
import { isSilent } from '../core/market/source-tally';
import { whileVisible } from './while-visible';

/** How often the age is looked at, ms. */
const LOOK_MS = 5000;
/** A background that is away for longer leaves the map grey, ms. */
const LOST_PATIENCE_MS = 5000;
/** So much of the lateness of what came is believed: its age counts from its stamp, not from when it came, ms. */
const LATENESS_LIMIT_MS = 20_000;
/** A page that comes back from the background shows what it had for this long, until the feeds have begun again, ms. */
const RETURN_PATIENCE_MS = 10_000;

/** Greys the map while what it shows is old: it is never silently frozen. */
export interface MapMute {
  /** Data stamped so, Unix ms, has come; only a newer stamp than before is news. */
  noteData(timeMs: number): void;
  setSources(sources: readonly SourceStatus[]): void;
  /** End of the user's event mode, Unix ms; 0 when it is off. */
  setEventMode(untilMs: number): void;
  /** The background is gone, or has spoken again. */
  setConnected(isConnected: boolean): void;
}

/**
 * Tells `setMuted` whenever something changed. Old is what nothing newer follows for so long by this machine's clock:
 * a clock that is set wrong must not grey a map that is alive.
 */
export function createMapMute(
  document: Document,
  signal: AbortSignal,
  setMuted: (isMuted: boolean) => void,
): MapMute {
  let newestMs = 0;
  let heardMs = Date.now();
  /** What a stamp has to be moved by to be told by this machine's clock: the quickest of all ways here. */
  let quickestMs = Number.POSITIVE_INFINITY;
  let hasNoSource = false;
  let isLost = false;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let eventModeUntilMs = 0;

  const apply = () => {
    const nowMs = Date.now();
    const isOld = newestMs > 0 && nowMs - heardMs > STALE_LIMIT_MS;
    setMuted(isLost || hasNoSource || isOld || nowMs < eventModeUntilMs);
  };
  const setLost = (lost: boolean) => {
    isLost = lost;
    apply();
  };
  const comeBack = () => {
    if (document.visibilityState === 'hidden') return;
    heardMs = Math.max(heardMs, Date.now() - STALE_LIMIT_MS + RETURN_PATIENCE_MS);
  };
  const begin = () => {
    document.addEventListener('visibilitychange', comeBack, { signal });
    whileVisible(document, LOOK_MS, signal, apply);
  };

  const noteData = (timeMs: number) => {
    if (timeMs <= newestMs) return;
    if (newestMs === 0) begin();
    newestMs = timeMs;
    const nowMs = Date.now();
    const wasOld = nowMs - heardMs > STALE_LIMIT_MS;
    quickestMs = Math.min(quickestMs, nowMs - timeMs);
    // A frame comes seconds after what it was made of.
    heardMs = Math.max(nowMs - LATENESS_LIMIT_MS, timeMs + quickestMs);
    if (wasOld) apply();
  };

  return {
    noteData,
    setSources(sources) {
      hasNoSource = isSilent(sources);
      noteData(Math.max(0, ...sources.map(({ lastDataMs }) => lastDataMs)));
      apply();
    },
    setEventMode(untilMs) {
      eventModeUntilMs = untilMs;
      apply();
    },
    setConnected(isConnected) {
      clearTimeout(lostTimer);
      if (!isConnected) lostTimer = setTimeout(setLost, LOST_PATIENCE_MS, true);
      else if (isLost) setLost(false);
    },
  };
}
