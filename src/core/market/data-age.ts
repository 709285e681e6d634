/** Age up to which data counts as live, ms. */
export const LIVE_LIMIT_MS = 12_000;
/** Age from which data counts as stale and the map turns grey, ms. */
export const STALE_LIMIT_MS = 45_000;
