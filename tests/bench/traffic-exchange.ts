import { parentPort } from 'node:worker_threads';
import { Market } from '../exchange/market/market';
import { MarketClock } from '../exchange/market/market-clock';
import { ALL_COINS, openSimulatedSource } from '../exchange/market/simulated-source';
import type { VenueSocket } from '../exchange/venue';
import { answerOf, makeVenues } from '../exchange/venues';
import {
  type ClosingSum,
  NOW_MS,
  sumOf,
  type TrafficAnswer,
  type TrafficStep,
  type TruthQuestion,
} from './traffic-step';

/** The local exchange in a thread of its own: what it costs is not what the feeds cost. */
const SEED = 29;
/** Seventeen hours into this market its coins fall and rise: many positions are closed by force in the hour played. */
const BEFORE_MS = 17 * 3_600_000;
const DAY_MS = 86_400_000;

let nowMs = NOW_MS;
const source = openSimulatedSource({
  seed: SEED,
  nowMs: NOW_MS + DAY_MS - BEFORE_MS,
  historyDays: 1,
  coins: ALL_COINS,
});
const market = new Market(source, new MarketClock({ startMs: NOW_MS, realNow: () => nowMs }));
// Limits count in the time of the market: by that of the machine they would depend on how fast it plays.
const venues = makeVenues(() => nowMs);
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
  const reply = answerOf(venues, request, market) ?? { status: 404, body: '' };
  const date = new Date(market.nowMs()).toUTCString();
  return { status: reply.status, headers: { date, ...reply.headers }, body: String(reply.body) };
}

function venueOf(url: URL) {
  return venues.find(({ hosts }) => hosts.includes(url.hostname));
}

function truthOf({ exchange, coin, fromMs, toMs }: TruthQuestion): ClosingSum {
  return sumOf(source.liquidations(exchange, coin, fromMs, toMs));
}
