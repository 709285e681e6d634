import type { Market } from './market/market';

/** A request as a venue sees it. */
export interface VenueRequest {
  method: string;
  host: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface VenueReply {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** One client's socket: the server calls `receive` for each message and `tick` several times a second. */
export interface VenueSocket {
  receive(text: string): void;
  /** Sends what became known since the last tick. */
  tick(): void;
}

/** One exchange of the local server; one file each, listed in `venues.ts`. */
export interface Venue {
  id: string;
  /** REST and socket hosts, without port. */
  hosts: readonly string[];
  /** Null: not this venue's path (its host may serve pages as well). */
  answer(request: VenueRequest, market: Market): VenueReply | null;
  /** Null: the venue has no socket at this address. */
  connect(
    request: Pick<VenueRequest, 'host' | 'path' | 'query'>,
    market: Market,
    send: (text: string) => void,
  ): VenueSocket | null;
}

/** JSON with the headers every venue sends. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): VenueReply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
