import { describe, expect, it } from 'vitest';
import {
  freshHost,
  noteAnswer,
  noteRateLimit,
  noteReturn,
  noteSilence,
  standingTrouble,
} from '../../../src/feeds/transport/host-circuit';

const NOW = 1_790_000_000_000;
const DAY = 86_400_000;

function answered(status: number, body = '', retryAfterMs: number | null = null) {
  const state = freshHost('fapi.binance.com');
  const trouble = noteAnswer(state, { status, body, retryAfterMs }, NOW, 0.5);
  return { state, trouble };
}

describe('noteAnswer', () => {
  it('of 200, is no trouble and clears an older one', () => {
    const { state } = answered(429);
    expect(standingTrouble(state, NOW)).not.toBeNull();
    expect(noteAnswer(state, { status: 200, body: '', retryAfterMs: null }, NOW, 0.5)).toBeNull();
    expect(standingTrouble(state, NOW)).toBeNull();
    expect(state).toMatchObject({ failures: 0, lastStatus: '200', lastMs: NOW });
  });

  it.each([
    [451, 'restricted location'],
    [403, 'The Amazon CloudFront distribution is configured to block access from your country.'],
    [403, ''],
  ])('of %i "%s", blocks the host for a day in plain words', (status, body) => {
    const { state, trouble } = answered(status, body);
    expect(trouble).toMatchObject({ kind: 'blocked', reason: 'not available in your region' });
    expect(standingTrouble(state, NOW + DAY - 1)).not.toBeNull();
    expect(standingTrouble(state, NOW + DAY)).toBeNull();
  });

  it('of 403 that speaks of too many visits, waits ten minutes', () => {
    const { trouble } = answered(403, 'access too frequent');
    expect(trouble).toMatchObject({ kind: 'rate-limited', retryAtMs: NOW + 600_000 });
  });

  it('of 429 with Retry-After, waits exactly as long', () => {
    expect(answered(429, '', 37_000).trouble).toMatchObject({
      kind: 'rate-limited',
      retryAtMs: NOW + 37_000,
    });
  });

  it('of 429 without it, waits longer each time', () => {
    const state = freshHost('x');
    const waits = [0, 1, 2, 3].map(() => {
      const trouble = noteAnswer(state, { status: 429, body: '', retryAfterMs: null }, NOW, 0.5);
      return (trouble?.retryAtMs ?? 0) - NOW;
    });
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[3]).toBeGreaterThan(waits[0] * 4);
  });

  it('of 418, waits minutes and says that the address is banned', () => {
    const { trouble } = answered(418);
    expect(trouble?.kind).toBe('rate-limited');
    expect(trouble?.reason).toMatch(/banned/);
    expect((trouble?.retryAtMs ?? 0) - NOW).toBeGreaterThanOrEqual(300_000);
  });

  it('of one 5xx, reports it but leaves the host open; of three in a row, closes it', () => {
    const state = freshHost('x');
    const fail = () => noteAnswer(state, { status: 502, body: '<html>', retryAfterMs: null }, NOW, 0.5);
    expect(fail()?.kind).toBe('server-error');
    expect(standingTrouble(state, NOW)).toBeNull();
    fail();
    fail();
    expect(standingTrouble(state, NOW)?.kind).toBe('server-error');
  });

  it.each([400, 404, 422])(
    'of %i, is our own fault: refused with the answer, the host stays open',
    (status) => {
      const { state, trouble } = answered(status, '{"code":-1121,"msg":"Invalid symbol."}');
      expect(trouble).toMatchObject({ kind: 'refused', retryAtMs: 0 });
      expect(trouble?.reason).toContain('Invalid symbol');
      expect(standingTrouble(state, NOW)).toBeNull();
    },
  );

  it('of 404 with an HTML page, keeps the page out of the words', () => {
    expect(answered(404, '<!doctype html><p>nothing here').trouble?.reason).toBe('answered 404');
  });
});

describe('noteSilence', () => {
  it('of one missing answer, leaves the host open; of three, closes it for a while', () => {
    const state = freshHost('x');
    noteSilence(state, 'no connection', NOW, 0.5);
    noteSilence(state, 'no connection', NOW, 0.5);
    expect(standingTrouble(state, NOW)).toBeNull();
    noteSilence(state, 'no connection', NOW, 0.5);
    expect(standingTrouble(state, NOW)?.kind).toBe('offline');
    expect(standingTrouble(state, NOW + 2000)).toBeNull();
    expect(state.lastStatus).toBe('no answer');
  });

  it('after minutes of silence, leaves the host alone for a hundredth of them, a minute at most', () => {
    const pauseAfter = (silentMs: number): number => {
      const state = freshHost('x');
      for (let index = 0; index < 9; index += 1) noteSilence(state, 'no connection', NOW, 1);
      return noteSilence(state, 'no connection', NOW + silentMs, 1).retryAtMs - NOW - silentMs;
    };
    expect([0, 300_000, 86_400_000].map(pauseAfter)).toEqual([2000, 3000, 60_000]);
  });

  it('after an answer, counts the silence anew', () => {
    const state = freshHost('x');
    noteSilence(state, 'no connection', NOW, 1);
    noteAnswer(state, { status: 200, body: '', retryAfterMs: null }, NOW + 1000, 1);
    noteSilence(state, 'no connection', NOW + 600_000, 1);
    expect(state.silentSinceMs).toBe(NOW + 600_000);
  });
});

describe('noteReturn', () => {
  it('ends the wait for a silent host, but not one that the exchange asked for', () => {
    const silent = freshHost('x');
    for (let index = 0; index < 9; index += 1) noteSilence(silent, 'no connection', NOW, 1);
    expect(standingTrouble(silent, NOW + 1999)).not.toBeNull();
    noteReturn(silent);
    expect(standingTrouble(silent, NOW)).toBeNull();
    const { state: limited } = answered(429, '', 37_000);
    noteReturn(limited);
    expect(standingTrouble(limited, NOW + 36_000)).not.toBeNull();
  });
});

describe('noteRateLimit', () => {
  it('of an envelope that says too many requests, closes the host although HTTP was 200', () => {
    const state = freshHost('x');
    noteRateLimit(state, 'code 50011', NOW, 0.5);
    expect(standingTrouble(state, NOW)).toMatchObject({ kind: 'rate-limited', reason: 'code 50011' });
  });
});
