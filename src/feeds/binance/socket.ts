import type { SocketPlan } from '../exchange-feed';
import { parseStream, streamChannel, streamSymbol } from './parse-stream';

const DAY_MS = 86_400_000;
const FORMING_BAR =
  /^\{"stream":"([^"]+@kline_5m)","data":\{"e":"kline",[^{}]*"k":\{"t":(\d+),[^{}]*"x":false[^{}]*\}[^{}]*\}\}$/;

/**
 * One connection a contract with its streams in the address, the documented form. `LIST_SUBSCRIPTIONS` every 20 s
 * stands in for a ping: the exchange pings by protocol, which a page cannot see, and the traffic keeps Chrome's
 * service worker alive. Connections are cut after 24 h.
 */
export function binanceSocket(root: string, symbol: string): SocketPlan {
  const name = symbol.toLowerCase();
  return {
    url: `${root}/stream?streams=${name}@forceOrder/${name}@markPrice@1s/${name}@kline_5m`,
    subscribe: [],
    unsubscribe: [],
    ping: {
      text: (nowMs) => JSON.stringify({ method: 'LIST_SUBSCRIPTIONS', id: nowMs % 1_000_000_000 }),
      everyMs: 20_000,
    },
    silenceMs: 45_000,
    formingBar: FORMING_BAR,
    maxLifeMs: DAY_MS - 600_000,
    symbolOf: streamSymbol,
    channelOf: streamChannel,
    parse: parseStream,
  };
}
