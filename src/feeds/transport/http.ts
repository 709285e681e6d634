import type { FeedRequest } from '../exchange-feed';
import type { Environment } from './environment';

/** What came back over HTTP, before anybody judged it. */
export type HttpAnswer =
  | {
      kind: 'answer';
      status: number;
      body: string;
      retryAfterMs: number | null;
      /** The server's clock from the Date header, Unix ms; null when absent. */
      serverMs: number | null;
      header(name: string): string | null;
      sentMs: number;
      receivedMs: number;
    }
  | { kind: 'silent'; reason: string };

/** The only fetch of the product: no cookies, no referrer, no cache, bounded in time. */
export async function httpRequest(
  environment: Environment,
  request: FeedRequest,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const sentMs = environment.now();
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await environment.fetch(request.url, {
      method: request.method,
      body: request.body,
      headers:
        request.body === undefined
          ? request.headers
          : { 'content-type': 'application/json', ...request.headers },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'follow',
      signal: bounded,
    });
    const body = await readBody(response, request.onBytes);
    const receivedMs = environment.now();
    return {
      kind: 'answer',
      status: response.status,
      body,
      retryAfterMs: readRetryAfter(response.headers.get('retry-after'), receivedMs),
      serverMs: readDate(response.headers.get('date')),
      header: (name) => response.headers.get(name),
      sentMs,
      receivedMs,
    };
  } catch (error) {
    if (signal.aborted) return { kind: 'silent', reason: 'aborted' };
    return {
      kind: 'silent',
      reason: bounded.aborted ? `no answer in ${timeoutMs / 1000} s` : silenceReason(error),
    };
  }
}

/** The body as text, with progress where somebody wants it. */
async function readBody(response: Response, onBytes: FeedRequest['onBytes']): Promise<string> {
  if (onBytes === undefined || response.body === null) return response.text();
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let received = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    received += chunk.value.byteLength;
    text += decoder.decode(chunk.value, { stream: true });
    onBytes(received);
  }
  return text + decoder.decode();
}

/** `Retry-After` in seconds or as a date; null when absent or unreadable. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = readDate(header);
  return date === null ? null : Math.max(0, date - nowMs);
}

function readDate(header: string | null): number | null {
  const parsed = header === null ? Number.NaN : Date.parse(header);
  return Number.isNaN(parsed) ? null : parsed;
}

function silenceReason(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? `no connection (${error.message})`
    : 'no connection';
}
