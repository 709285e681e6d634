import { describe, expect, it, vi } from 'vitest';
import { awaitPanel, bringPanel, createPanelRelay } from '../../src/page/panel-relay';
import type { TopPanel } from '../../src/page/top-panel';

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
  it('says to a late panel what was said last, and only the last of each kind', () => {
    const relay = createPanelRelay();
    relay.setPrice(1, 10);
    relay.setPrice(2, 20);
    relay.setConnected(false);
    const panel = fakePanel();
    relay.attach(panel);
    expect(panel.setPrice.mock.calls).toEqual([[2, 20]]);
    expect(panel.setConnected.mock.calls).toEqual([[false]]);
    expect(panel.setFrame).not.toHaveBeenCalled();
  });

  it('passes everything on once the panel is there', () => {
    const relay = createPanelRelay();
    const panel = fakePanel();
    relay.attach(panel);
    relay.setPrice(3, 30);
    expect(panel.setPrice).toHaveBeenCalledWith(3, 30);
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
