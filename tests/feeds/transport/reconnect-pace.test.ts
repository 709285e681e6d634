import { describe, expect, it } from 'vitest';
import { ReconnectPace } from '../../../src/feeds/transport/reconnect-pace';

/** A pace whose clock is set by hand and whose chance always falls in the middle. */
function paceAt(): { pace: ReconnectPace; clock: { ms: number } } {
  const clock = { ms: 1_000_000 };
  return { pace: new ReconnectPace({ now: () => clock.ms, random: () => 0.5 }), clock };
}

describe('ReconnectPace', () => {
  it('after losses in a row, waits longer each time, up to a minute', () => {
    const { pace } = paceAt();
    pace.noteTry();
    const pauses = Array.from({ length: 12 }, () => pace.afterLossMs());
    for (let index = 1; index < pauses.length; index += 1)
      expect(pauses[index]).toBeGreaterThanOrEqual(pauses[index - 1]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60_000);
  });

  it('after a connection that held a minute, begins anew', () => {
    const { pace, clock } = paceAt();
    pace.noteTry();
    const first = pace.afterLossMs();
    expect(pace.afterLossMs()).toBeGreaterThan(first);
    pace.noteTry();
    clock.ms += 61_000;
    expect(pace.afterLossMs()).toBe(first);
  });

  it('knocks at least every three seconds at first, and the sockets that wait for it up to a minute apart', () => {
    const knocking = paceAt();
    const waiting = paceAt();
    for (let index = 0; index < 12; index += 1) {
      expect(knocking.pace.afterRefusalMs(true)).toBeLessThanOrEqual(3000);
      waiting.pace.afterRefusalMs(false);
    }
    expect(waiting.pace.afterRefusalMs(false)).toBeGreaterThan(10_000);
  });

  it('after ten minutes of refusals, knocks less often', () => {
    const { pace, clock } = paceAt();
    for (let index = 0; index < 8; index += 1) pace.afterRefusalMs(true);
    clock.ms += 600_000;
    const pauses = Array.from({ length: 8 }, () => pace.afterRefusalMs(true));
    expect(Math.max(...pauses)).toBeGreaterThan(3000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(6000);
  });

  it('is refused from the first handshake in vain until one succeeds', () => {
    const { pace } = paceAt();
    expect(pace.isRefused).toBe(false);
    pace.afterRefusalMs(true);
    expect(pace.isRefused).toBe(true);
    pace.noteAnswer();
    expect(pace.isRefused).toBe(false);
  });

  it('is too early until the outage has lasted four times as long as at the last handshake', () => {
    const { pace, clock } = paceAt();
    expect(pace.isTooEarly()).toBe(false);
    pace.afterRefusalMs(true);
    clock.ms += 10_000;
    pace.noteTry();
    pace.afterRefusalMs(true);
    clock.ms += 29_000;
    expect(pace.isTooEarly()).toBe(true);
    clock.ms += 1000;
    expect(pace.isTooEarly()).toBe(false);
  });
});
