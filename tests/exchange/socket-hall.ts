import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ContactLog } from './contact-log';
import type { FaultAction, FaultBox } from './faults';
import type { Market } from './market/market';
import { hostOf } from './rest-exchange';
import { spoilText } from './spoil';
import type { Venue, VenueSocket } from './venue';

const TICK_MS = 200;

interface Client {
  host: string;
  path: string;
  socket: WebSocket;
  venueSocket: VenueSocket;
  isHalfOpen: boolean;
}

/** Every open socket of the local exchange, ticked five times a second. */
export class SocketHall {
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #clients = new Set<Client>();
  readonly #parts: { market: Market; faults: FaultBox; contacts: ContactLog; venues: readonly Venue[] };
  readonly #timer: NodeJS.Timeout;

  constructor(parts: { market: Market; faults: FaultBox; contacts: ContactLog; venues: readonly Venue[] }) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Open sockets, of one host or all. */
  count(host?: string): number {
    return [...this.#clients].filter((client) => host === undefined || client.host === host).length;
  }

  /** Cuts the TCP connections without a close frame; returns how many. */
  cut(host?: string): number {
    const hit = [...this.#clients].filter((client) => host === undefined || client.host === host);
    for (const { socket } of hit) socket.terminate();
    return hit.length;
  }

  upgrade(incoming: IncomingMessage, stream: Duplex, head: Buffer): void {
    const host = hostOf(incoming);
    const url = new URL(incoming.url ?? '/', `https://${host || 'localhost'}`);
    const venues = this.#parts.venues.filter((venue) => venue.hosts.includes(host));
    this.#parts.contacts.note(host, url.pathname, 'socket', venues.length > 0, incoming.headers);
    const actions = this.#parts.faults.strike('socket', host, url.pathname);
    const refusal = actions.find((action) => action.kind === 'refuse');
    if (refusal) {
      refuse(stream, refusal.status);
      return;
    }
    if (actions.some(({ kind }) => kind === 'drop')) {
      stream.destroy();
      return;
    }
    this.#server.handleUpgrade(incoming, stream, head, (socket) => this.#welcome(socket, host, url, venues));
  }

  close(): void {
    clearInterval(this.#timer);
    this.cut();
    this.#server.close();
  }

  #welcome(socket: WebSocket, host: string, url: URL, venues: readonly Venue[]): void {
    // A venue may greet while it connects, before the client is on the list.
    const greetings: string[] = [];
    let client: Client | null = null;
    const send = (text: string) => {
      if (client === null) greetings.push(text);
      else this.#send(client, text);
    };
    const request = { host, path: url.pathname, query: url.searchParams };
    const venueSocket = venues
      .map((venue) => venue.connect(request, this.#parts.market, send))
      .find((candidate) => candidate !== null);
    if (!venueSocket) {
      socket.close(1008, 'no such stream');
      return;
    }
    const welcomed: Client = { host, path: url.pathname, socket, venueSocket, isHalfOpen: false };
    client = welcomed;
    this.#clients.add(welcomed);
    socket.on('close', () => this.#clients.delete(welcomed));
    socket.on('error', () => socket.terminate());
    socket.on('ping', (data) => {
      if (!welcomed.isHalfOpen) socket.pong(data);
    });
    socket.on('message', (data) => {
      if (!welcomed.isHalfOpen) venueSocket.receive(String(data));
    });
    for (const text of greetings) this.#send(welcomed, text);
  }

  #send(client: Client, text: string): void {
    if (client.isHalfOpen) return;
    const actions = this.#parts.faults.strike('socket', client.host, client.path);
    if (actions.some(({ kind }) => kind === 'half-open')) client.isHalfOpen = true;
    if (actions.some(({ kind }) => kind === 'cut')) client.socket.terminate();
    if (actions.some(({ kind }) => isSilencing(kind))) return;
    const spoilt = actions.reduce(spoilText, text);
    const delayMs = actions.reduce((sum, action) => sum + (action.kind === 'delay' ? action.ms : 0), 0);
    if (delayMs > 0) setTimeout(() => client.socket.send(spoilt), delayMs);
    else client.socket.send(spoilt);
  }

  #tick(): void {
    for (const client of this.#clients) {
      if (!client.isHalfOpen) client.venueSocket.tick();
    }
  }
}

function isSilencing(kind: FaultAction['kind']): boolean {
  return kind === 'silence' || kind === 'half-open' || kind === 'cut' || kind === 'drop';
}

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
