import { describe, expect, it } from 'vitest';
import type { FeedRequest } from '../../../src/feeds/exchange-feed';
import { httpRequest, readRetryAfter } from '../../../src/feeds/transport/http';
import { fakeNetwork } from '../harness/fake-network';

const request: FeedRequest = { url: 'https://api.example.com/x', method: 'GET', charges: [] };
const never = new AbortController().signal;

describe('httpRequest', () => {
  it('sends no cookies, no referrer and no cached answer', async () => {
    const { environment, calls } = fakeNetwork(() => ({ json: {} }));
    await httpRequest(environment, request, 1000, never);
    expect(calls[0].init).toMatchObject({
      method: 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    expect(calls[0].init.signal).toBeInstanceOf(AbortSignal);
  });

  it('of a POST, sends JSON as JSON', async () => {
    const { environment, calls } = fakeNetwork(() => ({ json: {} }));
    await httpRequest(environment, { ...request, method: 'POST', body: '{"type":"meta"}' }, 1000, never);
    expect(calls[0].init).toMatchObject({
      body: '{"type":"meta"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('gives status, body, Retry-After and the clock of the server', async () => {
    const headers = { 'retry-after': '3', date: 'Thu, 01 Oct 2026 12:00:00 GMT' };
    const { environment } = fakeNetwork(() => ({ status: 429, text: 'slow', headers }));
    const answer = await httpRequest(environment, request, 1000, never);
    expect(answer).toMatchObject({
      kind: 'answer',
      status: 429,
      body: 'slow',
      retryAfterMs: 3000,
      serverMs: Date.UTC(2026, 9, 1, 12),
    });
  });

  it('without a network, is silent with a reason', async () => {
    const { environment } = fakeNetwork(() => 'fail');
    expect(await httpRequest(environment, request, 1000, never)).toEqual({
      kind: 'silent',
      reason: 'no connection (fetch failed)',
    });
  });

  it('without an answer in time, is silent and says how long it waited', async () => {
    const { environment } = fakeNetwork(() => 'hang');
    expect(await httpRequest(environment, request, 50, never)).toEqual({
      kind: 'silent',
      reason: 'no answer in 0.05 s',
    });
  });

  it('aborted, is silent', async () => {
    const stop = new AbortController();
    const { environment } = fakeNetwork(() => 'hang');
    const answer = httpRequest(environment, request, 10_000, stop.signal);
    stop.abort();
    expect(await answer).toEqual({ kind: 'silent', reason: 'aborted' });
  });

  it('of a long download, tells the bytes as they come and gives the whole text', async () => {
    const text = 'я'.repeat(50_000);
    const { environment } = fakeNetwork(() => ({ status: 200, text }));
    const seen: number[] = [];
    const answer = await httpRequest(
      environment,
      { ...request, onBytes: (bytes) => seen.push(bytes) },
      1000,
      never,
    );
    expect(answer.kind === 'answer' && answer.body).toBe(text);
    expect(seen.at(-1)).toBe(100_000);
  });
});

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 9, 1, 12);

  it.each([
    [null, null],
    ['120', 120_000],
    ['0', 0],
    ['Thu, 01 Oct 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Oct 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
  ])('of %j, is %j', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });
});
