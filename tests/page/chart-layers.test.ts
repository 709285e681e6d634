// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import { createChartLayers } from '../../src/page/chart-layers';

const PANE = { left: 0, top: 0, width: 600, height: 400 };

function mappingAt(seq: number): AxisMapping {
  return {
    v: 1,
    seq,
    chartKey: 'c1',
    source: 'axis-tap',
    state: 'locked',
    pane: PANE,
    price: { scale: 'linear', a: -1, b: 400, samples: 5, inliers: 5, rmsPx: 0 },
    time: null,
  };
}

describe('createChartLayers', () => {
  let life: AbortController;
  let canvas: HTMLCanvasElement;
  const onReport = vi.fn();
  const hosts = () => document.querySelectorAll('liqlens-layer');
  const create = () => createChartLayers({ document, signal: life.signal, onReport });

  beforeEach(() => {
    vi.useFakeTimers();
    onReport.mockClear();
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en');
    life = new AbortController();
    const pane = document.createElement('div');
    pane.style.position = 'relative';
    canvas = document.createElement('canvas');
    pane.append(canvas);
    document.body.replaceChildren(pane);
  });
  afterEach(() => {
    life.abort();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('makes the layer of a new chart right after the turn in which it was found, and counts it at once', () => {
    const layers = create();
    layers.setMapping(mappingAt(1), canvas);
    layers.setMapping(mappingAt(2), canvas);
    expect(hosts()).toHaveLength(0);
    expect(layers.lockedCount()).toBe(1);
    expect(onReport).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(0);
    expect(hosts()).toHaveLength(1);
    expect(layers.lockedCount()).toBe(1);
  });

  it('makes no layer for a chart that is lost in the turn in which it was found', () => {
    const layers = create();
    layers.setMapping(mappingAt(1), canvas);
    layers.lose({ chartKey: 'c1', state: 'lost', reason: 'gone' });
    vi.advanceTimersByTime(1000);
    expect(hosts()).toHaveLength(0);
    expect(layers.lockedCount()).toBe(0);
    expect(onReport.mock.lastCall?.[0]).toMatchObject({ state: 'lost', reason: 'gone' });
  });

  it('makes no layer after its script was ended', () => {
    create().setMapping(mappingAt(1), canvas);
    life.abort();
    vi.advanceTimersByTime(1000);
    expect(hosts()).toHaveLength(0);
  });
});
