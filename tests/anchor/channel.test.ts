// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HEAL_MS, HELLO_EVENT, openChannel, READY_EVENT } from '../../src/anchor/channel';
import { dropListeners } from './open-anew';

let isHidden = false;
let runner = { tick: vi.fn(), stop: vi.fn(), restart: vi.fn() };

function emit(type: string, detail: unknown): void {
  document.dispatchEvent(new CustomEvent(type, { detail }));
}

function heard(type: string): string[] {
  const details: string[] = [];
  document.addEventListener(type, (event) => details.push((event as CustomEvent<string>).detail));
  return details;
}

function started() {
  const channel = openChannel(window as unknown as Window & typeof globalThis, () => isHidden);
  channel.start(runner);
  return channel;
}

beforeEach(() => {
  vi.useFakeTimers();
  isHidden = false;
  // Channels of earlier tests still hear this document; each has a runner of its own.
  runner = { tick: vi.fn(), stop: vi.fn(), restart: vi.fn() };
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe('openChannel', () => {
  test('calls out when it starts, for a listener that was there before', () => {
    const calls = heard(READY_EVENT);
    started();
    expect(calls).toEqual(['']);
  });

  test('sends nothing before it has a name, then to that name', () => {
    const messages = heard('e1');
    const channel = started();
    channel.send('early');
    emit(HELLO_EVENT, 'e1');
    channel.send('late');
    expect(messages).toEqual(['late']);
    expect(runner.restart).toHaveBeenCalledTimes(1);
  });

  test('takes up a new name and leaves the old one', () => {
    const [first, second] = [heard('e2'), heard('e3')];
    const channel = started();
    emit(HELLO_EVENT, 'e2');
    emit(HELLO_EVENT, 'e3');
    channel.send('x');
    expect([first, second]).toEqual([[], ['x']]);
  });

  test('falls silent on an empty name', () => {
    const channel = started();
    expect(channel.isListening()).toBe(true);
    emit(HELLO_EVENT, 'e4');
    emit(HELLO_EVENT, '');
    expect(channel.isListening()).toBe(false);
    vi.advanceTimersByTime(HEAL_MS * 3);
    expect(runner.tick).not.toHaveBeenCalled();
  });

  test('takes its listeners off the page on an empty name, and begins again with the next', () => {
    started();
    emit(HELLO_EVENT, 'e7');
    expect(runner.stop).not.toHaveBeenCalled();
    emit(HELLO_EVENT, '');
    expect(runner.stop).toHaveBeenCalledTimes(1);
    emit(HELLO_EVENT, 'e8');
    expect(runner.restart).toHaveBeenCalledTimes(2);
  });

  test.each([[null], [7], [{ toString: () => 'e11 61000' }], ['x'.repeat(100)]])(
    'ignores the greeting %j',
    (detail) => {
      started();
      emit(HELLO_EVENT, detail);
      expect(runner.restart).not.toHaveBeenCalled();
    },
  );

  test('takes a price and has the charts read again, once for the same price', () => {
    const channel = started();
    for (const text of ['e5', 'e5 61000', 'e5 61000']) emit(HELLO_EVENT, text);
    expect(channel.referencePrice()).toBe(61_000);
    expect(runner.restart).toHaveBeenCalledTimes(1);
    expect(runner.tick).toHaveBeenCalledTimes(1);
  });

  test('knows the price of its first greeting before the charts are read', () => {
    const channel = started();
    let known = 0;
    runner.restart.mockImplementation(() => {
      known = channel.referencePrice();
    });
    emit(HELLO_EVENT, 'e13 61000');
    expect(known).toBe(61_000);
  });

  test.each(['', ' NaN', ' -5', ' 0', ' Infinity', ' x', '  5'])('takes "%s" for no price', (text) => {
    const channel = started();
    emit(HELLO_EVENT, 'e12 61000');
    emit(HELLO_EVENT, `e12${text}`);
    expect(channel.referencePrice()).toBe(0);
  });

  test('hears with the price whether the bars of the chart are wanted, and has the charts read again', () => {
    const channel = started();
    emit(HELLO_EVENT, 'e9 61000');
    expect(channel.wantsBars()).toBe(false);
    for (const text of ['e9 61000 bars', 'e9 61000 bars']) emit(HELLO_EVENT, text);
    expect([channel.referencePrice(), channel.wantsBars()]).toEqual([61_000, true]);
    expect(runner.tick).toHaveBeenCalledTimes(1);
    emit(HELLO_EVENT, 'e9 61000');
    expect(channel.wantsBars()).toBe(false);
  });

  test('hears the price again, and asks who listens, as soon as its document was opened anew', async () => {
    const channel = started();
    emit(HELLO_EVENT, 'e6');
    dropListeners(document);
    const asked = heard(READY_EVENT);
    await Promise.resolve();
    expect(asked).toContain('');
    emit(HELLO_EVENT, 'e7');
    emit(HELLO_EVENT, 'e7 61000');
    expect(channel.referencePrice()).toBe(61_000);
    expect(runner.restart).toHaveBeenCalledTimes(2);
  });

  test('rests while the tab is hidden, without any timer, and heals again when it is shown', () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
    started();
    emit(HELLO_EVENT, 'e11');
    isHidden = true;
    vi.advanceTimersByTime(HEAL_MS);
    runner.tick.mockClear();
    expect(vi.getTimerCount()).toBe(0);
    expect(frames).toHaveLength(1);
    isHidden = false;
    frames[0](0);
    expect(runner.tick).not.toHaveBeenCalled();
    vi.advanceTimersByTime(HEAL_MS);
    expect(runner.tick).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
  });

  test('lets no error out when the page gives no frames', () => {
    vi.stubGlobal('requestAnimationFrame', () => {
      throw new Error('the page forbids it');
    });
    isHidden = true;
    expect(started).not.toThrow();
    vi.unstubAllGlobals();
  });
});
