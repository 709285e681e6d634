import type { Market } from '../market/market';
import { RateWindow } from '../rate-window';
import { parseObject } from '../streams';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import { accountState, leaderboard } from './hyperliquid-accounts';
import { assetContext, candleRow, HYPERLIQUID_INTERVALS, meta } from './hyperliquid-format';
import { connectHyperliquid } from './hyperliquid-socket';

const VENUE = 'hyperliquid';
const HOUR_MS = 3_600_000;
const MOST_CANDLES = 5000;
const MOST_FUNDINGS = 500;

type Body = Record<string, unknown>;
type Handler = (body: Body, market: Market) => unknown;

const HANDLERS: Readonly<Record<string, { handle: Handler; weight: number }>> = {
  meta: { handle: (_body, market) => meta(market), weight: 20 },
  metaAndAssetCtxs: {
    handle: (_body, market) => [
      meta(market),
      market.source.coins(VENUE).map((coin) => assetContext(market, coin)),
    ],
    weight: 20,
  },
  allMids: {
    handle: (_body, market) =>
      Object.fromEntries(
        market.source.coins(VENUE).map((coin) => [coin, `${market.lastPrice(VENUE, coin)}`]),
      ),
    weight: 2,
  },
  candleSnapshot: { handle: candles, weight: 20 },
  fundingHistory: { handle: fundings, weight: 20 },
  clearinghouseState: { handle: (body, market) => accountState(String(body.user), market), weight: 2 },
};

/** Hyperliquid: POST `/info` with a JSON body; an unknown type is answered with 422 and plain text. */
export function makeHyperliquid(nowMs: () => number = Date.now): Venue {
  const weights = new RateWindow(1200, 60_000, nowMs);
  return {
    id: VENUE,
    hosts: ['api.hyperliquid.xyz', 'stats-data.hyperliquid.xyz'],
    answer: (request, market) => answer(request, market, weights),
    connect: ({ host, path }, market, send) =>
      host === 'api.hyperliquid.xyz' && path === '/ws' ? connectHyperliquid(market, send) : null,
  };
}

function answer(request: VenueRequest, market: Market, weights: RateWindow): VenueReply {
  if (request.host.startsWith('stats-data')) {
    return request.path === '/Mainnet/leaderboard' ? json(leaderboard(market)) : { status: 403, body: '' };
  }
  const body = parseObject(request.body);
  const entry = request.path === '/info' ? HANDLERS[String(body?.type)] : undefined;
  if (body === null || entry === undefined) {
    return { status: 422, body: 'Failed to deserialize the JSON body into the target type' };
  }
  const result = entry.handle(body, market);
  const rows = Array.isArray(result) ? result.length : 0;
  const perRow = body.type === 'candleSnapshot' ? 60 : body.type === 'fundingHistory' ? 20 : Infinity;
  if (!weights.spend(entry.weight + Math.ceil(rows / perRow)).isAllowed) return { status: 429, body: 'null' };
  return json(result);
}

/** At most 5000 rows, and only the newest 5000 exist; oldest first. */
function candles(body: Body, market: Market): unknown {
  const wish = (body.req ?? {}) as {
    coin?: unknown;
    interval?: unknown;
    startTime?: unknown;
    endTime?: unknown;
  };
  const intervalMs = HYPERLIQUID_INTERVALS[String(wish.interval)];
  const coin = String(wish.coin);
  if (intervalMs === undefined || !market.has(VENUE, coin)) return null;
  const toMs = Number(wish.endTime ?? market.nowMs());
  const fromMs = Math.max(Number(wish.startTime), market.nowMs() - MOST_CANDLES * intervalMs);
  const rows = market.bars(VENUE, coin, intervalMs, { fromMs, toMs }).slice(0, MOST_CANDLES);
  return rows.map((bar) => candleRow(coin, String(wish.interval), bar));
}

/** Hourly; stamps lie some milliseconds past the hour. */
function fundings(body: Body, market: Market): unknown {
  const coin = String(body.coin);
  if (!market.has(VENUE, coin)) return [];
  const toMs = Number(body.endTime ?? market.nowMs());
  const range = { fromMs: Number(body.startTime ?? toMs - MOST_FUNDINGS * HOUR_MS), toMs };
  const rows = market.fundingSettlements(VENUE, coin, 1, range).slice(0, MOST_FUNDINGS);
  return rows.map(({ timeMs, rate }, i) => ({
    coin,
    fundingRate: rate.toFixed(10),
    premium: '-0.0001547518',
    time: timeMs + 15 + (i % 3) * 15,
  }));
}
