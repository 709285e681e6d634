import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeatmapFrame } from '../../src/core/frame/heatmap-frame';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings';
import { awaitPanel, bringPanel, createPanelRelay } from '../../src/page/panel-relay';
import type { TopPanel } from '../../src/page/top-panel';

/** A page whose visibility the test sets. */
function fakePage() {
  const target = new EventTarget();
  const document = Object.assign(target, { visibilityState: 'visible' as DocumentVisibilityState });
  return {
    document: document as unknown as Document,
    show(state: DocumentVisibilityState) {
      document.visibilityState = state;
      target.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

let page = fakePage();

const fakePanel = () =>
  ({
    setFrame: vi.fn(),
    setSession: vi.fn(),
    setSettings: vi.fn(),
    setSources: vi.fn(),
    setPrice: vi.fn(),
    setAnchor: vi.fn(),
    setConnected: vi.fn(),
    setStoreFault: vi.fn(),
    setChartArea: vi.fn(),
    ring: vi.fn(),
  }) satisfies TopPanel;

describe('createPanelRelay', () => {
  beforeEach(() => {
    page = fakePage();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says to a late panel what was said last, and only the last of each kind', () => {
    const relay = createPanelRelay(page.document);
    relay.setPrice(1, 10);
    relay.setPrice(2, 20);
    relay.setConnected(false);
    const panel = fakePanel();
    relay.attach(panel);
    expect(panel.setPrice.mock.calls).toEqual([[2, 20]]);
    expect(panel.setConnected.mock.calls).toEqual([[false]]);
    expect(panel.setFrame).not.toHaveBeenCalled();
  });

  it('passes on the last word of each kind once the panel is there, a burst together', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    vi.advanceTimersByTime(5000);
    relay.setPrice(3, 30);
    relay.setPrice(4, 40);
    relay.setSources([]);
    expect(panel.setPrice).not.toHaveBeenCalled();
    vi.advanceTimersByTime(30);
    expect(panel.setPrice.mock.calls).toEqual([[4, 40]]);
    expect(panel.setSources).toHaveBeenCalledTimes(1);
  });

  it('a price every 50 ms is passed on about once a second', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    for (let ms = 0; ms < 10_000; ms += 50) {
      relay.setPrice(ms, ms);
      vi.advanceTimersByTime(50);
    }
    expect(panel.setPrice.mock.calls.length).toBeGreaterThanOrEqual(7);
    expect(panel.setPrice.mock.calls.length).toBeLessThanOrEqual(9);
  });

  it('settings, a lost connection and no frame any more are passed on at once, with what was due', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    relay.setPrice(3, 30);
    relay.setFrame(null);
    expect(panel.setFrame.mock.calls).toEqual([[null]]);
    expect(panel.setPrice.mock.calls).toEqual([[3, 30]]);
    relay.setSettings(DEFAULT_SETTINGS, 'site');
    relay.setConnected(false);
    expect(panel.setSettings).toHaveBeenCalledTimes(1);
    expect(panel.setConnected.mock.calls).toEqual([[false]]);
    vi.advanceTimersByTime(5000);
    expect(panel.setPrice).toHaveBeenCalledTimes(1);
  });

  it('in a hidden tab says nothing, and the last words once it is shown again', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    page.show('hidden');
    for (let ms = 0; ms < 5000; ms += 100) {
      relay.setPrice(ms, ms);
      vi.advanceTimersByTime(100);
    }
    expect(panel.setPrice).not.toHaveBeenCalled();
    page.show('visible');
    expect(panel.setPrice.mock.calls).toEqual([[4900, 4900]]);
    relay.setPrice(1, 1);
    vi.advanceTimersByTime(1300);
    expect(panel.setPrice).toHaveBeenCalledTimes(2);
  });

  it('every frame is passed on at once, so that cards and chart show the same one, and prices come along with it', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    for (let second = 0; second < 5; second += 1) {
      const frame = { asOfMs: second } as HeatmapFrame;
      relay.setFrame(frame);
      expect(panel.setFrame).toHaveBeenLastCalledWith(frame);
      relay.setPrice(second, second);
      vi.advanceTimersByTime(1050);
    }
    expect(panel.setPrice.mock.calls).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('another state of the session is passed on at once, its progress in its turn', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    const loading = { state: 'loading', instrument: null, done: 0, total: 9 } as const;
    relay.setSession(loading);
    relay.setSession({ ...loading, done: 1 });
    expect(panel.setSession).toHaveBeenCalledTimes(1);
    relay.setSession({ state: 'no-instrument', reason: '' });
    expect(panel.setSession).toHaveBeenCalledTimes(2);
  });

  it('a frame that came before the word that there is none is not shown after it', () => {
    const relay = createPanelRelay(page.document);
    const panel = fakePanel();
    relay.attach(panel);
    relay.setFrame({ isThin: false } as HeatmapFrame);
    relay.setFrame({ isThin: true } as HeatmapFrame);
    relay.setFrame(null);
    vi.advanceTimersByTime(5000);
    expect(panel.setFrame.mock.calls.map(([frame]) => frame?.isThin)).toEqual([false, true, undefined]);
  });
});

describe('awaitPanel', () => {
  it('meets the panel script whichever of the two loads first', () => {
    const start = () => fakePanel();
    const early = vi.fn();
    awaitPanel(early);
    expect(early).not.toHaveBeenCalled();
    bringPanel(start);
    expect(early).toHaveBeenCalledWith(start);
    const late = vi.fn();
    awaitPanel(late);
    expect(late).toHaveBeenCalledWith(start);
  });
});
