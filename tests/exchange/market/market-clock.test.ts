import { expect, test } from 'vitest';
import { MarketClock } from './market-clock';

function clockAt(startMs: number) {
  const real = { nowMs: 1_000_000 };
  const clock = new MarketClock({ startMs, realNow: () => real.nowMs });
  return { clock, real };
}

test('nowMs() runs with real time at speed 1', () => {
  const { clock, real } = clockAt(5000);
  real.nowMs += 700;
  expect(clock.nowMs()).toBe(5700);
});

test('setSpeed(60) plays a minute a second from the present moment on', () => {
  const { clock, real } = clockAt(0);
  real.nowMs += 1000;
  clock.setSpeed(60);
  real.nowMs += 1000;
  expect(clock.nowMs()).toBe(61_000);
});

test('setSpeed(0) pauses', () => {
  const { clock, real } = clockAt(0);
  clock.setSpeed(0);
  real.nowMs += 5000;
  expect(clock.nowMs()).toBe(0);
});

test('setSpeed(NaN) and setSpeed(-1) throw', () => {
  const { clock } = clockAt(0);
  expect(() => clock.setSpeed(Number.NaN)).toThrow('invalid speed: NaN');
  expect(() => clock.setSpeed(-1)).toThrow('invalid speed: -1');
});

test('jumpTo(time) goes on from there and starts a new generation', () => {
  const { clock, real } = clockAt(0);
  clock.jumpTo(90_000);
  real.nowMs += 10;
  expect(clock.nowMs()).toBe(90_010);
  expect(clock.generation).toBe(1);
});
