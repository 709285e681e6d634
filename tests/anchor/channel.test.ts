// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  BARS_WANTED,
  HEAL_MS,
  HELLO_EVENT,
  openChannel,
  PRICE_SUFFIX,
  READY_EVENT,
} from '../../src/anchor/channel';

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
    emit(`e7${PRICE_SUFFIX}`, '61000');
    expect(runner.tick).not.toHaveBeenCalled();
    emit(HELLO_EVENT, 'e8');
    expect(runner.restart).toHaveBeenCalledTimes(2);
  });

  test.each([[null], [7], [{}], ['x'.repeat(65)]])('ignores the greeting %j', (detail) => {
    started();
    emit(HELLO_EVENT, detail);
    expect(runner.restart).not.toHaveBeenCalled();
  });

  test('takes a price and has the charts read again, once for the same price', () => {
    const channel = started();
    emit(HELLO_EVENT, 'e5');
    for (const text of ['61000', '61000', 'NaN', '-5', '0', 'Infinity', 'x']) emit(`e5${PRICE_SUFFIX}`, text);
    expect(channel.referencePrice()).toBe(61_000);
    expect(runner.tick).toHaveBeenCalledTimes(1);
  });

  test('hears with the price whether the bars of the chart are wanted, and has the charts read again', () => {
    const channel = started();
    emit(HELLO_EVENT, 'e9');
    emit(`e9${PRICE_SUFFIX}`, '61000');
    expect(channel.wantsBars()).toBe(false);
    for (const text of [`61000${BARS_WANTED}`, `61000${BARS_WANTED}`]) emit(`e9${PRICE_SUFFIX}`, text);
    expect([channel.referencePrice(), channel.wantsBars()]).toEqual([61_000, true]);
    expect(runner.tick).toHaveBeenCalledTimes(2);
    emit(`e9${PRICE_SUFFIX}`, '61000');
    expect(channel.wantsBars()).toBe(false);
  });

  test.each([[null], [61_000], [{ toString: () => '61000' }]])(
    'ignores the price %j, which is no text',
    (detail) => {
      const channel = started();
      emit(HELLO_EVENT, 'e10');
      emit(`e10${PRICE_SUFFIX}`, detail);
      expect(channel.referencePrice()).toBe(0);
      expect(runner.tick).not.toHaveBeenCalled();
    },
  );

  test('puts its listeners back after the page has dropped them', () => {
    const added = vi.spyOn(EventTarget.prototype, 'addEventListener');
    started();
    emit(HELLO_EVENT, 'e6');
    added.mockClear();
    vi.advanceTimersByTime(HEAL_MS);
    expect(added.mock.calls.map(([type]) => type)).toEqual([HELLO_EVENT, `e6${PRICE_SUFFIX}`]);
    added.mockRestore();
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

  test('hears that candles are wanted, and when they are not any more', () => {
    const channel = started();
    emit(HELLO_EVENT, 'e9');
    emit(`e9${PRICE_SUFFIX}`, '61000');
    expect(channel.wantsBars()).toBe(false);
    runner.tick.mockClear();
    emit(`e9${PRICE_SUFFIX}`, `61000${BARS_WANTED}`);
    expect([channel.wantsBars(), channel.referencePrice(), runner.tick.mock.calls.length]).toEqual([
      true,
      61_000,
      1,
    ]);
    emit(`e9${PRICE_SUFFIX}`, `61000${BARS_WANTED}`);
    expect(runner.tick).toHaveBeenCalledTimes(1);
    emit(`e9${PRICE_SUFFIX}`, '61000');
    expect(channel.wantsBars()).toBe(false);
  });
});
