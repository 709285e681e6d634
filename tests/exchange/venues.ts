import type { Market } from './market/market';
import type { Venue, VenueReply, VenueRequest } from './venue';
import { makeAster } from './venues/aster';
import { makeBinance } from './venues/binance';
import { makeBinanceCoinm } from './venues/binance-coinm';
import { makeBitget } from './venues/bitget';
import { makeBitmex } from './venues/bitmex';
import { makeBybit } from './venues/bybit';
import { makeDeribit } from './venues/deribit';
import { makeDydx } from './venues/dydx';
import { makeGate } from './venues/gate';
import { makeHyperliquid } from './venues/hyperliquid';
import { makeOkx } from './venues/okx';

/** Every exchange the local server speaks; a fresh set for each server, because budgets are counted in `nowMs`. */
export function makeVenues(nowMs: () => number = Date.now): Venue[] {
  return [
    makeBinance(nowMs),
    makeBybit(nowMs),
    makeOkx(nowMs),
    makeHyperliquid(nowMs),
    makeBitget(nowMs),
    makeGate(nowMs),
    makeBitmex(nowMs),
    makeDeribit(nowMs),
    makeDydx(nowMs),
    makeAster(nowMs),
    makeBinanceCoinm(nowMs),
  ];
}

/** The answer of the first venue that knows the path: hosts may belong to several. Null where none does. */
export function answerOf(venues: readonly Venue[], request: VenueRequest, market: Market): VenueReply | null {
  for (const venue of venues) {
    const reply = venue.hosts.includes(request.host) ? venue.answer(request, market) : null;
    if (reply !== null) return reply;
  }
  return null;
}
