// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import type { PageMessage } from '../../src/messages/page-protocol';
import { connectBackground } from '../../src/page/background-port';

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

  it('sends a heartbeat every ten seconds while visible and nothing after its end', () => {
    connect();
    vi.advanceTimersByTime(20_000);
    expect(ports[0].sent.filter(({ type }) => type === 'heartbeat')).toHaveLength(3);
    life.abort();
    vi.advanceTimersByTime(60_000);
    expect(ports).toHaveLength(1);
    expect(ports[0].isOpen).toBe(false);
  });
});
