import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultAction } from './faults';
import { spoilText } from './spoil';
import type { VenueReply, VenueRequest } from './venue';

const CHUNKS_PER_SECOND = 10;

/** The whole request as plain data; the Host header without its port. */
export async function readRequest(incoming: IncomingMessage): Promise<VenueRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const host = hostOf(incoming);
  const url = new URL(incoming.url ?? '/', `https://${host || 'localhost'}`);
  return {
    method: incoming.method ?? 'GET',
    host,
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

export function hostOf(incoming: IncomingMessage): string {
  return (incoming.headers.host ?? '').replace(/:\d+$/, '');
}

/** Sends a reply through the faults that strike it. */
export function sendReply(
  response: ServerResponse,
  reply: VenueReply,
  actions: readonly FaultAction[],
): void {
  const delayMs = actions.reduce((sum, action) => sum + (action.kind === 'delay' ? action.ms : 0), 0);
  if (delayMs > 0) {
    setTimeout(() => sendNow(response, reply, actions), delayMs);
  } else {
    sendNow(response, reply, actions);
  }
}

function sendNow(response: ServerResponse, reply: VenueReply, actions: readonly FaultAction[]): void {
  if (response.destroyed) return;
  if (actions.some(({ kind }) => kind === 'drop' || kind === 'half-open')) {
    if (actions.some(({ kind }) => kind === 'drop')) response.destroy();
    return;
  }
  const refusal = actions.find((action) => action.kind === 'refuse');
  const { status, headers, body } = refusal ? refusalReply(refusal.status, refusal.retryAfterS) : reply;
  const text = actions.reduce<VenueReply['body']>(
    (spoilt, action) => (typeof spoilt === 'string' ? spoilText(spoilt, action) : spoilt),
    body,
  );
  response.writeHead(status, headers);
  const throttle = actions.find((action) => action.kind === 'throttle');
  if (throttle) trickle(response, Buffer.from(text), throttle.bytesPerSecond);
  else response.end(text);
}

function refusalReply(status: number, retryAfterS: number | undefined): VenueReply {
  const isJson = status === 429 || status === 418;
  const headers: Record<string, string> = { 'content-type': isJson ? 'application/json' : 'text/html' };
  if (retryAfterS !== undefined) headers['retry-after'] = `${retryAfterS}`;
  const body = isJson
    ? JSON.stringify({ code: -1003, msg: 'Too many requests; please use the websocket.' })
    : `<html><body><h1>${status}</h1></body></html>`;
  return { status, headers, body };
}

function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number): void {
  const step = Math.max(1, Math.floor(bytesPerSecond / CHUNKS_PER_SECOND));
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + step));
    at += step;
    if (at < body.length && !response.destroyed) return;
    clearInterval(timer);
    response.end();
  }, 1000 / CHUNKS_PER_SECOND);
}
