import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate';
import { ContactLog } from './contact-log';
import { answerControl, CONTROL_HOST } from './control';
import { FaultBox } from './faults';
import { Market } from './market/market';
import { MarketClock } from './market/market-clock';
import type { MarketSource } from './market/market-source';
import type { PageHost } from './page-host';
import { readRequest, sendReply } from './rest-exchange';
import { SocketHall } from './socket-hall';
import type { Venue } from './venue';
import { answerOf, makeVenues } from './venues';

/** A running local exchange. */
export interface LocalExchange {
  port: number;
  market: Market;
  clock: MarketClock;
  faults: FaultBox;
  contacts: ContactLog;
  sockets: SocketHall;
  /** Every host at which some exchange answers. */
  venueHosts: readonly string[];
  /** Refuses connections until `pickUp`. */
  hangUp(): Promise<void>;
  pickUp(): Promise<void>;
  close(): Promise<void>;
}

export interface ExchangeOptions {
  source: MarketSource;
  clock?: MarketClock;
  /** 0 = any free port. */
  port?: number;
  pages?: readonly PageHost[];
  venues?: readonly Venue[];
}

/** Starts the https + wss server on 127.0.0.1. The Host header decides who answers; unknown hosts get a 404. */
export async function startExchange(options: ExchangeOptions): Promise<LocalExchange> {
  const clock = options.clock ?? new MarketClock();
  const exchange = {
    clock,
    market: new Market(options.source, clock),
    faults: new FaultBox(),
    contacts: new ContactLog(),
  };
  const venues = options.venues ?? makeVenues();
  const pages = options.pages ?? [];
  const hosts = [...venues, ...pages].flatMap((part) => part.hosts);
  const server = createServer(makeCertificate(['localhost', CONTROL_HOST, ...new Set(hosts)]));
  const sockets = new SocketHall({ ...exchange, venues });
  const self: LocalExchange = {
    ...exchange,
    sockets,
    port: 0,
    venueHosts: [...new Set(venues.flatMap((venue) => venue.hosts))],
    async hangUp() {
      sockets.cut();
      await stopListening(server);
    },
    pickUp: () => listen(server, self.port),
    close() {
      sockets.close();
      return stopListening(server);
    },
  };
  server.on('request', (request, response) => {
    void answerRequest(self, venues, pages, request, response);
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  await listen(server, options.port ?? 0);
  self.port = (server.address() as AddressInfo).port;
  return self;
}

async function answerRequest(
  exchange: LocalExchange,
  venues: readonly Venue[],
  pages: readonly PageHost[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming);
  if (request.host === CONTROL_HOST) {
    sendReply(response, answerControl(exchange, request), []);
    return;
  }
  const isServed = [...venues, ...pages].some((part) => part.hosts.includes(request.host));
  exchange.contacts.note(request.host, request.path, 'request', isServed, request.headers);
  const actions = isServed ? exchange.faults.strike('rest', request.host, request.path) : [];
  // The exchange's own clock, as every real one tells it.
  response.setHeader('date', new Date(exchange.clock.nowMs()).toUTCString());
  try {
    const reply =
      answerOf(venues, request, exchange.market) ?? (await answerPage(pages, request, exchange.market));
    sendReply(response, reply, actions);
  } catch (error) {
    process.stderr.write(`local exchange: ${request.host}${request.path}: ${String(error)}\n`);
    sendReply(response, { status: 500, body: 'internal error' }, []);
  }
}

async function answerPage(
  pages: readonly PageHost[],
  request: Parameters<PageHost['answer']>[0],
  market: Market,
) {
  for (const page of pages.filter(({ hosts }) => hosts.includes(request.host))) {
    const reply = await page.answer(request, market);
    if (reply !== null) return reply;
  }
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Resolves at once when it does not listen. */
async function stopListening(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
