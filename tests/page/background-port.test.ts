// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import type { PageMessage } from '../../src/messages/page-protocol';
import { connectBackground } from '../../src/page/background-port';
import { openAnew } from '../anchor/open-anew';

type Listener = (message?: unknown) => void;

/** A port whose other end the test plays. */
function fakePort() {
  const listeners: Listener[] = [];
  const onMessage: Listener[] = [];
  return {
    sent: [] as PageMessage[],
    isOpen: true,
    drop() {
      for (const listener of listeners) listener();
    },
    say(message: unknown) {
      for (const listener of onMessage) listener(message);
    },
    postMessage(message: PageMessage) {
      this.sent.push(message);
    },
    disconnect() {
      this.isOpen = false;
    },
    onMessage: { addListener: (listener: Listener) => void onMessage.push(listener) },
    onDisconnect: {
      addListener: (listener: Listener) => void listeners.push(listener),
      removeListener: (listener: Listener) => void listeners.splice(listeners.indexOf(listener), 1),
    },
  };
}

describe('connectBackground', () => {
  let ports: ReturnType<typeof fakePort>[] = [];
  let life: AbortController;
  const onLost = vi.fn();
  const hello: PageMessage = { type: 'heartbeat' };
  const connect = () =>
    connectBackground({ introduce: () => [hello], onMessage: vi.fn(), onLost, signal: life.signal });

  beforeEach(() => {
    vi.useFakeTimers();
    ports = [];
    life = new AbortController();
    onLost.mockClear();
    vi.spyOn(browser.runtime, 'connect').mockImplementation((() => {
      const port = fakePort();
      ports.push(port);
      return port;
    }) as unknown as typeof browser.runtime.connect);
  });
  afterEach(() => {
    life.abort();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('introduces itself on the first port and again on the one after a drop', () => {
    connect();
    expect(ports[0].sent).toEqual([hello]);
    ports[0].drop();
    expect(onLost).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(300);
    expect(ports[1].sent).toEqual([hello]);
  });

  it('waits longer after each drop and starts short again once something was heard', () => {
    connect();
    ports[0].drop();
    vi.advanceTimersByTime(300);
    ports[1].drop();
    vi.advanceTimersByTime(300);
    expect(ports).toHaveLength(2);
    vi.advanceTimersByTime(300);
    expect(ports).toHaveLength(3);
    ports[2].say({ type: 'price' });
    ports[2].drop();
    vi.advanceTimersByTime(300);
    expect(ports).toHaveLength(4);
  });

  it('opens a new port when the page comes back from the back-forward cache', () => {
    connect();
    const event = new Event('pageshow') as PageTransitionEvent;
    Object.defineProperty(event, 'persisted', { value: true });
    window.dispatchEvent(event);
    expect(ports[0].isOpen).toBe(false);
    expect(ports).toHaveLength(2);
    expect(ports[1].sent).toEqual([hello]);
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('keeps its port at an ordinary page load', () => {
    connect();
    window.dispatchEvent(new Event('pageshow'));
    expect(ports).toHaveLength(1);
  });

  /** Lets time pass while the other end says something every second. */
  function live(port: ReturnType<typeof fakePort>, seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      vi.advanceTimersByTime(1000);
      port.say({ type: 'price' });
    }
  }

  it('sends a heartbeat every ten seconds while visible and nothing after its end', () => {
    connect();
    live(ports[0], 31);
    expect(ports[0].sent.filter(({ type }) => type === 'heartbeat')).toHaveLength(1 + 3);
    life.abort();
    vi.advanceTimersByTime(60_000);
    expect(ports).toHaveLength(1);
    expect(ports[0].isOpen).toBe(false);
  });

  it('asks a silent background whether it is there and keeps the port when it answers', () => {
    const heard = vi.fn();
    connectBackground({ introduce: () => [hello], onMessage: heard, onLost, signal: life.signal });
    for (let second = 0; second < 60; second += 1) {
      const before = ports[0].sent.length;
      vi.advanceTimersByTime(1000);
      if (ports[0].sent.length > before) ports[0].say({ type: 'heartbeat' });
    }
    expect(ports).toHaveLength(1);
    expect(heard).not.toHaveBeenCalled();
  });

  it('takes a port on which nobody answers for dead and opens another within 4 s', () => {
    connect();
    live(ports[0], 5);
    vi.advanceTimersByTime(4000);
    expect(ports).toHaveLength(2);
    expect(ports[0].isOpen).toBe(false);
    expect(ports[1].sent[0]).toEqual(hello);
    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it('gives each further silent port longer, and the first time again once something was heard', () => {
    connect();
    vi.advanceTimersByTime(4000);
    expect(ports).toHaveLength(2);
    vi.advanceTimersByTime(7000);
    expect(ports).toHaveLength(2);
    vi.advanceTimersByTime(1000);
    expect(ports).toHaveLength(3);
    ports[2].say({ type: 'price' });
    vi.advanceTimersByTime(4000);
    expect(ports).toHaveLength(4);
  });

  it('opens at once, without the rest of its pause, when the page comes into sight', () => {
    connect();
    for (let drop = 0; drop < 5; drop += 1) {
      ports[drop].drop();
      if (drop < 4) vi.advanceTimersByTime(300 * 2 ** drop);
    }
    expect(ports).toHaveLength(5);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(ports).toHaveLength(6);
    vi.advanceTimersByTime(3900);
    expect(ports).toHaveLength(6);
  });

  it('leaves the port of a hidden page alone', () => {
    connect();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    const said = ports[0].sent.length;
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(120_000);
    expect(ports).toHaveLength(1);
    expect(ports[0].sent).toHaveLength(said);
  });

  it('tells that the page is shown after its document was opened anew', async () => {
    connect();
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await openAnew(document);
    state.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(ports[0].sent.filter(({ type }) => type === 'visible')).toEqual([
      { type: 'visible', isVisible: false },
      { type: 'visible', isVisible: true },
    ]);
  });

  it('shown again after an hour, asks first and does not leave its port at once', () => {
    connect();
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(3_600_000);
    state.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(ports).toHaveLength(1);
    expect(ports[0].sent.slice(-2)).toEqual([{ type: 'visible', isVisible: true }, { type: 'heartbeat' }]);
  });
});
