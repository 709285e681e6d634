import type { Venue } from './venue';
import { makeBinance } from './venues/binance';
import { makeBybit } from './venues/bybit';
import { makeOkx } from './venues/okx';

/** Every exchange the local server speaks; a fresh set for each server, because budgets are counted. */
export function makeVenues(): Venue[] {
  return [makeBinance(), makeBybit(), makeOkx()];
}
