import type { Venue } from './venue';
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
