import type { Venue } from './venue';
import { makeBinance } from './venues/binance';

/** Every exchange the local server speaks; a fresh set for each server, because budgets are counted. */
export function makeVenues(): Venue[] {
  return [makeBinance()];
}
