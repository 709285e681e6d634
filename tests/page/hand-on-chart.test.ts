// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchHand } from '../../src/page/hand-on-chart';
import { openAnew } from '../anchor/open-anew';

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
  vi.restoreAllMocks();
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

  test('waits for the frame in which a busy page follows the hand', () => {
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
    say('wheel');
    say('wheel');
    expect(frames.length).toBe(1);
    vi.advanceTimersByTime(5000);
    frames[0](0);
    expect(isHandOn()).toBe(true);
    vi.advanceTimersByTime(1500);
    expect(isHandOn()).toBe(false);
  });

  test('forgets in that frame no choice that was made since', () => {
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
    say('wheel');
    say('pointerdown', { clientX: 0, clientY: 0 });
    frames[0](0);
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

  test.each([
    ['keydown', { key: 'Enter' }],
    ['change', {}],
  ])('takes a %s right after moving through a menu for a choice', (type, fields) => {
    say('keydown', { key: 'ArrowDown' });
    say(type, fields);
    expect(isHandOn()).toBe(false);
  });

  test.each([
    [2, false],
    [90, true],
  ])('takes a click that moved by %d px for a drag: %s', (clientX, isDrag) => {
    say('pointerdown', { buttons: 1, clientX: 0, clientY: 0 });
    say('pointermove', { buttons: 1, clientX, clientY: 0 });
    say('click', { clientX, clientY: 0 });
    expect(isHandOn()).toBe(isDrag);
  });

  test.each([
    ['wheel', {}],
    ['touchmove', {}],
    ['pointermove', { buttons: 1 }],
    ['keydown', { key: 'ArrowLeft' }],
  ])('sees a %s on a document that was opened anew', async (type, fields) => {
    await openAnew(document);
    say(type, fields);
    expect(isHandOn()).toBe(true);
  });

  test.each([
    ['pointerdown', { clientX: 0, clientY: 0 }],
    ['click', { clientX: 0, clientY: 0 }],
    ['keydown', { key: 'Enter' }],
    ['change', {}],
  ])('sees a choice by %s on a document that was opened anew', async (type, fields) => {
    await openAnew(document);
    say('wheel');
    say(type, fields);
    expect(isHandOn()).toBe(false);
  });

  test('is silent after the end of the script', () => {
    stop.abort();
    say('wheel');
    expect(isHandOn()).toBe(false);
  });
});
