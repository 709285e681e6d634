import type { Market } from '../market/market';
import { newestFirst, numberOf } from '../query';
import { RateWindow } from '../rate-window';
import { json, type Venue, type VenueReply, type VenueRequest } from '../venue';
import {
  candleRow,
  contractRow,
  GATE_INTERVALS,
  gateCoin,
  statisticsRow,
  symbolOf,
  toContracts,
} from './gate-format';
import { connectGate } from './gate-socket';

const VENUE = 'gate';
const PREFIX = '/api/v4/futures/usdt/';
const HOUR_MS = 3_600_000;

type Handler = (query: URLSearchParams, market: Market, coin: string) => unknown;

const HANDLERS: Readonly<Record<string, Handler>> = {
  candlesticks: candles,
  contract_stats: statistics,
  liq_orders: liquidationOrders,
  funding_rate: fundingHistory,
  risk_limit_tiers: tiers,
};

/** Gate futures v4, USDT settled. Times in seconds, sizes in contracts; errors are `{label, message}`. */
export function makeGate(nowMs: () => number = Date.now): Venue {
  const windows = new Map<string, RateWindow>();
  return {
    id: VENUE,
    hosts: ['api.gateio.ws', 'fx-ws.gateio.ws'],
    answer(request, market) {
      const endpoint = request.path.split('/')[5] ?? '';
      const window = windows.get(endpoint) ?? new RateWindow(200, 10_000, nowMs);
      windows.set(endpoint, window);
      if (!window.spend(1).isAllowed) return failure(429, 'TOO_MANY_REQUESTS', 'Request Rate limit Exceeded');
      return answer(request, market);
    },
    connect: ({ host, path }, market, send) =>
      host === 'fx-ws.gateio.ws' && path.startsWith('/v4/ws/usdt') ? connectGate(market, send) : null,
  };
}

function answer({ path, query }: VenueRequest, market: Market): VenueReply {
  if (/^\/api\/v4\/futures\/btc\/contracts$/.test(path)) return json([]);
  if (!path.startsWith(PREFIX)) return failure(404, 'NOT_FOUND', 'Not Found');
  const [name, symbol] = path.slice(PREFIX.length).split('/');
  if (name === 'contracts' && symbol === undefined) {
    return json(market.source.coins(VENUE).map((coin) => contractRow(market, coin)));
  }
  const wanted = symbol ?? (query.get('contract') ?? '').replace(/^(mark|index)_/, '');
  const coin = gateCoin(wanted);
  if (coin === null || !market.has(VENUE, coin)) {
    return failure(400, 'CONTRACT_NOT_FOUND', `contract ${wanted} not found`);
  }
  if (name === 'contracts') return json(contractRow(market, coin));
  const handler = HANDLERS[name];
  if (handler === undefined) return failure(404, 'NOT_FOUND', 'Not Found');
  const result = handler(query, market, coin);
  return result === null ? failure(400, 'INVALID_PARAM_VALUE', 'Invalid parameter') : json(result);
}

function failure(status: number, label: string, message: string): VenueReply {
  return json({ label, message }, status);
}

/** Either a span or a row count, never both; 2000 rows at most, oldest first. */
function candles(query: URLSearchParams, market: Market, coin: string): unknown {
  const intervalMs = GATE_INTERVALS[query.get('interval') ?? '5m'];
  if (intervalMs === undefined || (query.has('limit') && query.has('from'))) return null;
  const toMs = numberOf(query, 'to', market.nowMs() / 1000) * 1000;
  const limit = Math.min(2000, numberOf(query, 'limit', 100));
  const fromMs = query.has('from') ? numberOf(query, 'from', 0) * 1000 : toMs - limit * intervalMs;
  if ((toMs - fromMs) / intervalMs > 2000) return null;
  const isMark = (query.get('contract') ?? '').startsWith('mark_');
  const rows = market[isMark ? 'markBars' : 'bars'](VENUE, coin, intervalMs, { fromMs, toMs });
  return rows.map((bar) => candleRow(coin, bar));
}

/** Everything of a bar in one row, oldest first. */
function statistics(query: URLSearchParams, market: Market, coin: string): unknown {
  const intervalMs = GATE_INTERVALS[query.get('interval') ?? '5m'];
  if (intervalMs === undefined) return null;
  const limit = Math.min(1000, numberOf(query, 'limit', 30));
  const fromMs = query.has('from') ? numberOf(query, 'from', 0) * 1000 : market.nowMs() - limit * intervalMs;
  const range = { fromMs, toMs: fromMs + limit * intervalMs - 1 };
  const rows = market.openInterest(VENUE, coin, intervalMs, range).slice(0, limit);
  return rows.map((row) => statisticsRow(market, coin, row, intervalMs));
}

/** At most an hour; `size` is the position before the step, `order_size` the closing order. Newest first. */
function liquidationOrders(query: URLSearchParams, market: Market, coin: string): unknown {
  const to = numberOf(query, 'to', Math.floor(market.nowMs() / 1000));
  const from = numberOf(query, 'from', to - 3600);
  if (to - from > 3600) return null;
  const events = market.liquidations(VENUE, coin, { fromMs: from * 1000, toMs: to * 1000 + 999 });
  return newestFirst(events, Math.min(1000, numberOf(query, 'limit', 100))).map((event) => {
    const contracts = Math.max(1, Math.round(toContracts(coin, event.base)));
    const sign = event.positionSide === 'long' ? 1 : -1;
    return {
      contract: symbolOf(coin),
      left: 0,
      size: sign * contracts,
      order_size: -sign * contracts,
      fill_price: event.price.toFixed(2),
      order_price: event.price.toFixed(2),
      time: Math.floor(event.timeMs / 1000),
    };
  });
}

function fundingHistory(query: URLSearchParams, market: Market, coin: string): unknown {
  const limit = Math.min(1000, numberOf(query, 'limit', 100));
  const toMs = numberOf(query, 'to', market.nowMs() / 1000) * 1000;
  const fromMs = query.has('from') ? numberOf(query, 'from', 0) * 1000 : toMs - limit * 8 * HOUR_MS;
  const rows = market.fundingSettlements(VENUE, coin, 8, { fromMs, toMs });
  return newestFirst(rows, limit).map(({ timeMs, rate }) => ({ t: timeMs / 1000, r: rate.toFixed(6) }));
}

function tiers(_query: URLSearchParams, market: Market, coin: string): unknown {
  return (market.source.tiers(VENUE, coin) ?? []).map((tier, i) => ({
    contract: symbolOf(coin),
    tier: i + 1,
    risk_limit: `${Number.isFinite(tier.notionalCap) ? tier.notionalCap : tier.notionalFloor * 10}`,
    initial_rate: `${1 / tier.maxLeverage}`,
    maintenance_rate: `${tier.maintenanceMarginRate}`,
    leverage_max: `${tier.maxLeverage}`,
    deduction: `${tier.maintenanceAmount}`,
  }));
}
