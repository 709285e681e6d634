import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { vanishWithoutUs } from '../../src/overlay/vanish-without-us';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An element that keeps its one animation, whose time runs with the fake clock. */
function fakeElement() {
  const startMs = Date.now();
  const state = { offsetMs: 0, isCancelled: false, delay: 0, isDead: false };
  const animation = {
    get currentTime() {
      return Date.now() - startMs - state.offsetMs;
    },
    set currentTime(ms: number) {
      if (!state.isDead) state.offsetMs = Date.now() - startMs - ms;
    },
    cancel() {
      state.isCancelled = true;
    },
  };
  const element = {
    animate(_frames: Keyframe[], { delay }: { delay: number }) {
      state.delay = delay;
      return animation;
    },
  } as unknown as Element;
  const isHidden = () => !state.isCancelled && animation.currentTime > state.delay;
  /** From now on nobody can reach the animation. */
  const die = () => {
    state.isDead = true;
  };
  return { element, isHidden, die };
}

test('vanishWithoutUs leaves the element in sight for as long as the script lives', () => {
  const { element, isHidden } = fakeElement();
  vanishWithoutUs(element, new AbortController().signal);
  for (let second = 0; second < 300; second += 1) {
    vi.advanceTimersByTime(1000);
    expect(isHidden()).toBe(false);
  }
});

test('vanishWithoutUs hides the element within 15 s of the end of the script', () => {
  const { element, isHidden, die } = fakeElement();
  vanishWithoutUs(element, new AbortController().signal);
  vi.advanceTimersByTime(60_000);
  die();
  vi.advanceTimersByTime(16_000);
  expect(isHidden()).toBe(true);
});

test('vanishWithoutUs of an aborted signal stops and hides nothing', () => {
  const { element, isHidden } = fakeElement();
  const life = new AbortController();
  vanishWithoutUs(element, life.signal);
  life.abort();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(isHidden()).toBe(false);
});
