// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchHand } from '../../src/page/hand-on-chart';

let stop: AbortController;
let isHandOn: () => boolean;
const say = (type: string, fields: object = {}) =>
  document.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), fields));

beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
  isHandOn = watchHand(window, stop.signal);
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

describe('watchHand()', () => {
  test.each([
    ['wheel', {}],
    ['touchmove', {}],
    ['pointermove', { buttons: 1 }],
    ['keydown', { key: 'ArrowLeft' }],
  ])('takes a %s for a hand on the chart, until a fling has ended', (type, fields) => {
    expect(isHandOn()).toBe(false);
    say(type, fields);
    expect(isHandOn()).toBe(true);
    vi.advanceTimersByTime(1500);
    expect(isHandOn()).toBe(false);
  });

  test.each([
    ['pointermove', { buttons: 0 }],
    ['keydown', { key: 'Enter' }],
  ])('takes no %s without a movement for one', (type, fields) => {
    say(type, fields);
    expect(isHandOn()).toBe(false);
  });

  test('takes a press right after scrolling a menu for a choice', () => {
    say('wheel');
    say('pointerdown', { buttons: 1 });
    expect(isHandOn()).toBe(false);
  });

  test('is silent after the end of the script', () => {
    stop.abort();
    say('wheel');
    expect(isHandOn()).toBe(false);
  });
});
