// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepHost } from '../../src/page/keep-host';

let host: HTMLElement;
let life: AbortController;

const settle = () => vi.advanceTimersByTimeAsync(50);
async function remove(): Promise<void> {
  host.remove();
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  host = document.createElement('div');
  document.body.replaceChildren(host);
  keepHost(document, host, life.signal);
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

describe('keepHost', () => {
  it('puts the host back as the last in the body', async () => {
    document.body.append(document.createElement('p'));
    await remove();
    expect(document.body.lastElementChild).toBe(host);
  });

  it('follows a page that builds its body anew', async () => {
    document.body.replaceWith(document.createElement('body'));
    await settle();
    expect(document.body.contains(host)).toBe(true);
    await remove();
    expect(document.body.contains(host)).toBe(true);
  });

  it('leaves a host alone that the page only moved', async () => {
    const box = document.body.appendChild(document.createElement('section'));
    box.append(host);
    await settle();
    expect(host.parentElement).toBe(box);
  });

  it('gives in after five times, until a minute is over', async () => {
    for (let i = 0; i < 5; i++) {
      await remove();
      expect(host.isConnected).toBe(true);
    }
    await remove();
    expect(host.isConnected).toBe(false);
    document.body.append(document.createElement('p'));
    await vi.advanceTimersByTimeAsync(50_000);
    expect(host.isConnected).toBe(false);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(host.isConnected).toBe(true);
  });

  it('does nothing after its end', async () => {
    life.abort();
    await remove();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(host.isConnected).toBe(false);
  });
});
