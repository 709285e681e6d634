import { parentPort } from 'node:worker_threads';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import type { MarketSource } from '../exchange/market/market-source';
import { openSimulatedSource } from '../exchange/market/simulated-source';
import type { VenueSocket } from '../exchange/venue';
import { makeVenues } from '../exchange/venues';
import {
  type ClosingSum,
  NOW_MS,
  SIMULATED,
  sumOf,
  type TrafficAnswer,
  type TrafficStep,
  type TruthQuestion,
} from './traffic-step';

/** The local exchange in a thread of its own: what it costs is not what the feeds cost. */
const SEED = 23;
const COINS = [...SIMULATED, 'XRP', 'DOGE', 'ADA', 'LINK', 'LTC', 'AVAX', 'BNB', 'SUI', 'TRX'];

let nowMs = NOW_MS;
const source = twelveCoins();
const market = new Market(source, new MarketClock({ startMs: NOW_MS, realNow: () => nowMs }));
const venues = makeVenues();
const sockets = new Map<number, VenueSocket>();
const said: TrafficAnswer['texts'] = [];

parentPort?.on('message', (message: TrafficStep | TruthQuestion) => {
  parentPort?.postMessage('exchange' in message ? truthOf(message) : play(message));
});

function play(step: TrafficStep): TrafficAnswer {
  nowMs = step.nowMs;
  for (const { id, address } of step.opened) open(id, new URL(address));
  for (const [id, text] of step.sent) sockets.get(id)?.receive(text);
  for (const id of step.closed) sockets.delete(id);
  for (const socket of sockets.values()) socket.tick();
  const texts = said.splice(0);
  return { texts, replies: step.requests.map(answer) };
}

function open(id: number, url: URL): void {
  const at = { host: url.hostname, path: url.pathname, query: url.searchParams };
  const socket = venueOf(url)?.connect(at, market, (text) => said.push([id, text]));
  if (socket) sockets.set(id, socket);
}

function answer({
  address,
  method,
  body,
}: TrafficStep['requests'][number]): TrafficAnswer['replies'][number] {
  const url = new URL(address);
  const request = {
    method,
    host: url.hostname,
    path: url.pathname,
    query: url.searchParams,
    headers: {},
    body,
  };
  const reply = venueOf(url)?.answer(request, market) ?? { status: 404, body: '' };
  const date = new Date(market.nowMs()).toUTCString();
  return { status: reply.status, headers: { date, ...reply.headers }, body: String(reply.body) };
}

function venueOf(url: URL) {
  return venues.find(({ hosts }) => hosts.includes(url.hostname));
}

function truthOf({ exchange, coin, fromMs, toMs }: TruthQuestion): ClosingSum {
  return sumOf(source.liquidations(exchange, coin, fromMs, toMs));
}

/** Nine more coins that trade as the simulated ones do. */
function twelveCoins(): MarketSource {
  const simulated = openSimulatedSource({ seed: SEED, nowMs: NOW_MS, historyDays: 1 });
  const like = (coin: string) => SIMULATED[COINS.indexOf(coin) % SIMULATED.length];
  return {
    ...simulated,
    coins: (venue) => (simulated.coins(venue).length === 0 ? [] : COINS),
    steps: (venue, coin) => simulated.steps(venue, like(coin)),
    bars: (venue, coin, ...rest) => simulated.bars(venue, like(coin), ...rest),
    markBars: (venue, coin, ...rest) => simulated.markBars(venue, like(coin), ...rest),
    openInterest: (venue, coin, ...rest) => simulated.openInterest(venue, like(coin), ...rest),
    funding: (venue, coin, ...rest) => simulated.funding(venue, like(coin), ...rest),
    accountRatio: (venue, coin, ...rest) => simulated.accountRatio(venue, like(coin), ...rest),
    liquidations: (venue, coin, ...rest) => simulated.liquidations(venue, like(coin), ...rest),
    tiers: (venue, coin) => simulated.tiers(venue, like(coin)),
    positions: (venue, coin, timeMs) => simulated.positions(venue, like(coin), timeMs),
  };
}
