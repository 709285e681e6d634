import type { Environment, SocketLike } from '../../../src/feeds/transport/environment';
import type { Market } from '../../exchange/market/market';
import type { Venue, VenueSocket } from '../../exchange/venue';
import { answerOf } from '../../exchange/venues';

const TICK_MS = 250;

interface Options {
  latencyMs: number;
  /** Makes, for each socket, what turns the texts of a tick into the ones that arrive. */
  disorder?: () => (texts: string[]) => string[];
}

/** The local exchange without a server: its venues answer fetches and sockets of this process. */
export function inProcessExchange(venues: readonly Venue[], market: Market, options: Options) {
  const statuses = new Map<number, number>();
  const sockets: InProcessSocket[] = [];
  const venueOf = (host: string) => venues.find(({ hosts }) => hosts.includes(host.split(':')[0]));
  const environment: Environment = {
    now: () => Date.now(),
    random: () => 0.5,
    fetch: async (address, init) => {
      const url = new URL(address);
      await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
      const request = {
        method: String(init.method),
        host: url.hostname,
        path: url.pathname,
        query: url.searchParams,
        headers: {},
        body: typeof init.body === 'string' ? init.body : '',
      };
      const reply = answerOf(venues, request, market) ?? { status: 404, body: '' };
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      const date = new Date(market.nowMs()).toUTCString();
      return new Response(String(reply.body), { status: reply.status, headers: { date, ...reply.headers } });
    },
    openSocket: (address) => {
      const socket = new InProcessSocket(
        address,
        venueOf(new URL(address).host),
        market,
        options.disorder?.(),
      );
      sockets.push(socket);
      return socket;
    },
  };
  return { environment, statuses, sockets };
}

/** A socket whose other end is a venue of this process. */
class InProcessSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  onerror: SocketLike['onerror'] = null;
  private far: VenueSocket | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly said: string[] = [];

  constructor(
    address: string,
    venue: Venue | undefined,
    market: Market,
    private readonly disorder: (texts: string[]) => string[] = (texts) => texts,
  ) {
    const url = new URL(address);
    const request = { host: url.hostname, path: url.pathname, query: url.searchParams };
    setTimeout(() => {
      this.far = venue?.connect(request, market, (text) => this.said.push(text)) ?? null;
      if (this.far === null) return this.cut();
      this.onopen?.({} as never);
      this.timer = setInterval(() => {
        this.far?.tick();
        this.handOver(this.disorder);
      }, TICK_MS);
    }, 20);
  }

  send(text: string): void {
    this.far?.receive(text);
    this.handOver((texts) => texts);
  }

  close(): void {
    clearInterval(this.timer);
    this.far = null;
  }

  private handOver(order: (texts: string[]) => string[]): void {
    for (const text of order(this.said.splice(0))) this.onmessage?.({ data: text });
  }

  /** The other end hangs up. */
  cut(): void {
    this.close();
    this.onclose?.({} as never);
  }
}
