import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { AxisMapping } from '../../src/core/axis/axis-mapping';
import { DEFAULT_LOOK } from '../../src/core/settings/settings';
import { HeatLayer, type LayerState } from '../../src/overlay/heat-layer';
import { ENGLISH } from '../../src/overlay/overlay-strings';
import { createPaneView, readMapping, yOfPrice } from '../../src/overlay/pane-view';
import { createStage, type LayerStage, mappingOf, pixelsOf } from './layer-stage';
import { syntheticFrame } from './synthetic-frame';

const FRAME = syntheticFrame({ columns: 80, bins: 300, warmUp: 150 });
const { grid } = FRAME;
const VIEW = {
  low: FRAME.markPrice * 0.96,
  high: FRAME.markPrice * 1.04,
  fromMs: grid.startMs,
  toMs: grid.startMs + grid.columns * grid.columnMs,
};

const layers: HeatLayer[] = [];
afterEach(() => {
  for (const layer of layers.splice(0)) layer.destroy();
});

function setUp(stage: LayerStage = createStage(), signal?: AbortSignal) {
  const states: [LayerState, string][] = [];
  const layer = new HeatLayer({
    words: ENGLISH,
    document: stage.document,
    isOpenForTests: true,
    signal,
    onState: (state, reason) => states.push([state, reason]),
  });
  layers.push(layer);
  return { stage, layer, states };
}

function hostOf(stage: LayerStage): HTMLElement {
  const host = stage.document.querySelector('liqlens-layer');
  if (host === null) throw new Error('no host');
  return host as HTMLElement;
}

function canvasOf(stage: LayerStage) {
  const canvas = hostOf(stage).shadowRoot?.querySelector('canvas');
  if (!canvas) throw new Error('no canvas');
  return pixelsOf(canvas);
}

function drawn(stage?: LayerStage) {
  const setup = setUp(stage);
  setup.layer.setFrame(FRAME);
  setup.layer.attach(setup.stage.chart, mappingOf(VIEW));
  return setup;
}

describe('HeatLayer', () => {
  it('CORE-01 attach(chart, locked mapping) with a frame draws heat', () => {
    const { stage, layer, states } = drawn();
    expect(layer.state).toBe('drawn');
    expect(states).toEqual([['drawn', '']]);
    expect(canvasOf(stage).inked()).toBeGreaterThan(1000);
  });

  it('RISK-01 setMarks(plan) draws each line through the pane at its price, and none takes them away', () => {
    const { stage, layer } = drawn();
    const view = createPaneView();
    readMapping(view, mappingOf(VIEW), 1);
    const price = VIEW.low + (VIEW.high - VIEW.low) * 0.301;
    const y = Math.floor(yOfPrice(view, price));
    const before = canvasOf(stage).pixel(120, y);
    layer.setMarks([
      { price, tone: 'caution', text: 'Your stop' },
      { price: VIEW.high * 2, tone: 'target', text: 'out of view' },
    ]);
    for (const x of [120, 250]) expect(canvasOf(stage).pixel(x, y).slice(0, 3)).toEqual([179, 32, 47]);
    expect(canvasOf(stage).context.texts).toContain('Your stop');
    expect(canvasOf(stage).context.texts).not.toContain('out of view');
    layer.setMarks([]);
    expect(canvasOf(stage).pixel(120, y)).toEqual(before);
  });

  it('attach(chart) hangs the host last in the positioned parent, over the pane, out of the way of the pointer', () => {
    const { stage } = drawn();
    const host = hostOf(stage);
    expect(stage.parent.lastElementChild).toBe(host);
    const { style } = host;
    expect([style.position, style.left, style.top, style.width, style.height]).toEqual([
      'absolute',
      '10px',
      '20px',
      '400px',
      '300px',
    ]);
    expect([style.pointerEvents, style.overflow, style.zIndex]).toEqual(['none', 'hidden', '1']);
    expect(style.getPropertyPriority('pointer-events')).toBe('important');
  });

  it('attach(chart in a parent that is not positioned) hangs a fixed host in the body', () => {
    const { stage } = drawn(createStage('static'));
    const host = hostOf(stage);
    expect(host.parentElement).toBe(stage.document.body);
    expect(host.style.position).toBe('fixed');
    expect(host.dataset.placement).toBe('fixed');
  });

  it('attach(test build) writes state, anchor and mapping on the host; a production build writes nothing', () => {
    const { stage } = drawn();
    const { dataset } = hostOf(stage);
    expect(dataset.state).toBe('drawn');
    expect(dataset.anchor).toBe('axis-tap');
    expect(JSON.parse(dataset.mapping ?? '')).toEqual(mappingOf(VIEW));
    const bare = createStage();
    const layer = new HeatLayer({ document: bare.document, isOpenForTests: false, words: ENGLISH });
    layers.push(layer);
    layer.setFrame(FRAME);
    layer.attach(bare.chart, mappingOf(VIEW));
    expect(hostOf(bare).shadowRoot).toBeNull();
    expect(Object.keys(hostOf(bare).dataset)).toEqual([]);
  });

  it('setMapping(moved axes) draws before it returns', () => {
    const { stage, layer } = drawn();
    const before = canvasOf(stage).data.slice();
    layer.setMapping(mappingOf({ ...VIEW, low: VIEW.low * 1.01, high: VIEW.high * 1.01 }));
    expect(canvasOf(stage).data).not.toEqual(before);
  });

  it('setMapping(the same again), setLook(the same again) and setFrame(the same again) paint nothing', () => {
    const { stage, layer } = drawn();
    const { context } = canvasOf(stage);
    const before = context.drawImages;
    layer.setMapping({ ...mappingOf(VIEW), seq: 2 });
    layer.setLook({ ...DEFAULT_LOOK });
    layer.setFrame(FRAME);
    expect(context.drawImages).toBe(before);
    expect(layer.state).toBe('drawn');
  });

  it('CORE-05 the map without the heat has its own EST tag', () => {
    const stage = createStage();
    const tags: string[] = [];
    const create = stage.document.createElement.bind(stage.document);
    stage.document.createElement = ((name: string) => {
      const element = create(name);
      if (name === 'canvas') pixelsOf(element).context.fillText = (text) => void tags.push(text);
      return element;
    }) as typeof stage.document.createElement;
    const { layer: fresh } = setUp(stage);
    fresh.setFrame(FRAME);
    fresh.setLook({ ...DEFAULT_LOOK, showHeat: false, showObserved: false });
    fresh.attach(stage.chart, mappingOf(VIEW));
    expect(tags).toContain('EST');
    tags.length = 0;
    fresh.setLook({ ...DEFAULT_LOOK, showHeat: false, showObserved: false, showMap: false });
    expect(tags).not.toContain('EST');
  });

  it('setMapping(the same again) after hide draws', () => {
    const { stage, layer } = drawn();
    layer.hide('test');
    layer.setMapping(mappingOf(VIEW));
    expect(canvasOf(stage).inked()).toBeGreaterThan(1000);
  });

  it('setFrame and setLook of a hidden layer prepare nothing until it is drawn', () => {
    const { stage, layer } = drawn();
    layer.hide('test');
    let reads = 0;
    const watched = { ...FRAME, grid: { ...grid } };
    Object.defineProperty(watched.grid, 'salience', {
      get() {
        reads += 1;
        return grid.salience;
      },
    });
    layer.setFrame(watched);
    layer.setLook({ ...DEFAULT_LOOK, palette: 'magma' });
    expect(reads).toBe(0);
    layer.setMapping(mappingOf(VIEW));
    expect(reads).toBeGreaterThan(0);
    expect(canvasOf(stage).inked()).toBeGreaterThan(1000);
  });

  it('setMapping(same pane) neither resizes the canvas nor touches the style', () => {
    const { stage, layer } = drawn();
    const style = hostOf(stage).getAttribute('style');
    const canvas = canvasOf(stage);
    const { data } = canvas;
    layer.setMapping(mappingOf({ ...VIEW, low: VIEW.low * 1.01 }));
    expect(hostOf(stage).getAttribute('style')).toBe(style);
    expect(canvas.data).toBe(data);
  });

  it.each([
    ['ambiguous', { state: 'ambiguous', reason: 'two readings' }],
    ['lost', { state: 'lost' }],
    ['unsupported', { state: 'unsupported' }],
    ['without a price axis', { price: null }],
    ['with a slope of 0', { price: { scale: 'linear', a: 0, b: 1, samples: 3, inliers: 3, rmsPx: 0 } }],
    [
      'with a slope that is no number',
      { price: { scale: 'log', a: Number.NaN, b: 1, samples: 3, inliers: 3, rmsPx: 0 } },
    ],
    ['of a pane without height', { pane: { left: 0, top: 0, width: 50, height: 0 } }],
  ] as [string, Partial<AxisMapping>][])(
    'setMapping(%s) takes the heat off: never draw from a guess',
    (_, change) => {
      const { stage, layer } = drawn();
      layer.setMapping({ ...mappingOf(VIEW), ...change });
      expect(canvasOf(stage).inked()).toBe(0);
      expect(layer.state).toBe('hidden');
    },
  );

  it('hide(reason) clears at once and the next mapping draws again', () => {
    const { stage, layer, states } = drawn();
    layer.hide('symbol changed');
    expect(canvasOf(stage).inked()).toBe(0);
    expect(states.at(-1)).toEqual(['hidden', 'symbol changed']);
    layer.setFrame(FRAME);
    expect(canvasOf(stage).inked()).toBe(0);
    layer.setMapping(mappingOf(VIEW));
    expect(canvasOf(stage).inked()).toBeGreaterThan(0);
  });

  it('CORE-10 setFrame(null) leaves no stale pixel', () => {
    const { stage, layer } = drawn();
    layer.setFrame(null);
    expect(canvasOf(stage).inked()).toBe(0);
    expect(layer.state).toBe('waiting');
  });

  it('setLook(layer off) clears; setLook(opacity 5) never hides more than 0.7 of the chart', () => {
    const { stage, layer } = drawn();
    layer.setLook({ ...DEFAULT_LOOK, showLayer: false });
    expect(canvasOf(stage).inked()).toBe(0);
    const bare = { showMap: false, showObserved: false, showLabels: false };
    layer.setLook({ ...DEFAULT_LOOK, ...bare, opacity: 5 });
    const { data } = canvasOf(stage);
    let strongest = 0;
    for (let at = 3; at < data.length; at += 4) strongest = Math.max(strongest, data[at]);
    expect(strongest).toBeGreaterThan(0.55 * 255);
    // Diamonds at swept levels are lines, not fills; the pixel canvas does not draw them.
    expect(strongest).toBeLessThanOrEqual(Math.ceil(0.7 * 255) + 1);
  });

  it('a site that switches its theme gets the colours for it within two seconds', () => {
    const stage = createStage();
    stage.parent.style.backgroundColor = 'rgb(19, 23, 34)';
    const { layer } = drawn(stage);
    const dark = canvasOf(stage).data.slice();
    stage.parent.style.backgroundColor = 'rgb(255, 255, 255)';
    layer.setMapping(mappingOf(VIEW));
    expect(canvasOf(stage).data).toEqual(dark);
    stage.pass(2100);
    layer.setMapping(mappingOf(VIEW));
    expect(canvasOf(stage).data).not.toEqual(dark);
  });

  it('setMapping in a hidden tab draws nothing; coming back draws once', () => {
    const { stage, layer } = drawn();
    const canvas = canvasOf(stage);
    stage.setVisibility('hidden');
    const before = canvas.context.drawImages;
    layer.setMapping(mappingOf({ ...VIEW, low: VIEW.low * 0.99 }));
    layer.setFrame(FRAME);
    expect(canvas.context.drawImages).toBe(before);
    stage.setVisibility('visible');
    expect(canvas.context.drawImages).toBeGreaterThan(before);
  });

  it('pointermove over the pane shows the tooltip with the next picture, leaving takes it away', () => {
    const { stage } = drawn();
    const { context } = canvasOf(stage);
    const count = () => context.texts.filter((text) => text.includes('–')).length;
    expect(count()).toBe(0);
    const { window } = stage;
    const move = new window.MouseEvent('pointermove', { clientX: 200, clientY: 120, bubbles: true });
    stage.chart.dispatchEvent(move as unknown as Event);
    expect(count()).toBe(0);
    stage.nextPicture();
    expect(count()).toBeGreaterThan(0);
    context.texts.length = 0;
    stage.parent.dispatchEvent(new window.MouseEvent('pointerleave') as unknown as Event);
    stage.nextPicture();
    expect(count()).toBe(0);
  });

  it('VIS-06 a zoomed view gets its own scale after it rests, and not before', () => {
    const { stage, layer } = drawn();
    const zoomed = mappingOf({ ...VIEW, low: FRAME.markPrice * 0.999, high: FRAME.markPrice * 1.001 });
    stage.pass(1000);
    layer.setMapping(zoomed);
    const moving = canvasOf(stage).data.slice();
    stage.pass(100);
    layer.setMapping(zoomed);
    expect(canvasOf(stage).data).toEqual(moving);
    stage.pass(500);
    expect(canvasOf(stage).data).not.toEqual(moving);
  });

  it('VIS-06 a locked scale keeps its colours after a zoom', () => {
    const { stage, layer } = drawn();
    stage.pass(1000);
    layer.setLook({ ...DEFAULT_LOOK, isScaleLocked: true });
    layer.setMapping(mappingOf({ ...VIEW, low: FRAME.markPrice * 0.999, high: FRAME.markPrice * 1.001 }));
    const moving = canvasOf(stage).data.slice();
    stage.pass(1000);
    expect(canvasOf(stage).data).toEqual(moving);
  });

  it('a page that removes the host gets it back, then fixed, and is left alone after five times in a minute', async () => {
    const { stage, layer } = drawn();
    const removals: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      hostOf(stage).remove();
      await stage.window.happyDOM.waitUntilComplete();
      removals.push(stage.document.querySelector('liqlens-layer')?.parentElement?.id ?? 'none');
    }
    expect(removals[0]).toBe('parent');
    expect(removals.slice(1, 5)).toEqual(['', '', '', '']);
    expect(removals[5]).toBe('none');
    expect(layer.state).toBe('panel-only');
  });

  it('a page that removes the host once an hour always gets it back', async () => {
    const { stage, layer } = drawn();
    for (let round = 0; round < 8; round += 1) {
      stage.pass(3_600_000);
      hostOf(stage).remove();
      await stage.window.happyDOM.waitUntilComplete();
    }
    expect(hostOf(stage).isConnected).toBe(true);
    expect(layer.state).toBe('drawn');
  });

  it('LIVE-02 setMuted(true) greys the layer, false gives the colours back', () => {
    const { stage, layer } = drawn();
    const style = () => hostOf(stage).shadowRoot?.querySelector('canvas')?.style.cssText ?? '';
    expect(style()).not.toContain('grayscale');
    layer.setMuted(true);
    expect(style()).toContain('grayscale(1)');
    layer.setMapping(mappingOf({ ...VIEW, pane: { left: 0, top: 0, width: 300, height: 200 } }));
    expect(style()).toContain('grayscale(1)');
    layer.setMuted(false);
    expect(style()).not.toContain('grayscale');
  });

  it('a fixed layer follows its chart when the page scrolls', () => {
    const { stage } = drawn(createStage('static'));
    const { style } = hostOf(stage);
    expect(style.top).toBe('20px');
    stage.chart.getBoundingClientRect = () => ({ left: 0, top: -130 }) as DOMRect;
    stage.document.dispatchEvent(new stage.window.Event('scroll') as unknown as Event);
    expect([style.left, style.top]).toEqual(['10px', '-110px']);
  });

  it('a fixed layer hides while a dialog covers the chart', () => {
    const { stage, layer } = drawn(createStage('static'));
    const dialog = stage.document.createElement('dialog');
    stage.document.body.append(dialog);
    stage.document.elementFromPoint = () => dialog;
    stage.pass(1000);
    layer.setMapping(mappingOf(VIEW));
    expect(canvasOf(stage).inked()).toBe(0);
    expect(layer.state).toBe('hidden');
    stage.document.elementFromPoint = () => stage.chart;
    stage.pass(1000);
    layer.setMapping(mappingOf(VIEW));
    expect(layer.state).toBe('drawn');
  });

  it('fullscreen takes a fixed layer along when it holds the chart', () => {
    const { stage } = drawn(createStage('static'));
    Object.defineProperty(stage.document, 'fullscreenElement', {
      get: () => stage.parent,
      configurable: true,
    });
    stage.document.dispatchEvent(new stage.window.Event('fullscreenchange') as unknown as Event);
    expect(hostOf(stage).parentElement).toBe(stage.parent);
    Object.defineProperty(stage.document, 'fullscreenElement', { get: () => null });
    stage.document.dispatchEvent(new stage.window.Event('fullscreenchange') as unknown as Event);
    expect(hostOf(stage).parentElement).toBe(stage.document.body);
    expect(hostOf(stage).style.position).toBe('fixed');
  });

  it('destroy() takes the host away and later calls do nothing', () => {
    const { stage, layer } = drawn();
    layer.destroy();
    expect(stage.document.querySelector('liqlens-layer')).toBeNull();
    layer.attach(stage.chart, mappingOf(VIEW));
    layer.setFrame(FRAME);
    layer.setMapping(mappingOf(VIEW));
    expect(stage.document.querySelector('liqlens-layer')).toBeNull();
    expect(layer.state).toBe('detached');
  });

  it('an aborted signal is the same as destroy', () => {
    const controller = new AbortController();
    const { stage, layer } = setUp(createStage(), controller.signal);
    layer.setFrame(FRAME);
    layer.attach(stage.chart, mappingOf(VIEW));
    controller.abort();
    expect(layer.state).toBe('detached');
    expect(stage.document.querySelector('liqlens-layer')).toBeNull();
  });

  it('fifty rounds of attach and destroy leave nothing in the page', () => {
    const stage = createStage();
    for (let round = 0; round < 50; round += 1) {
      const { layer } = drawn(stage);
      layer.destroy();
    }
    expect(stage.document.querySelectorAll('liqlens-layer')).toHaveLength(0);
    expect(stage.document.querySelectorAll('canvas')).toHaveLength(1);
  });

  it('attach(any pane, axes and pixel ratio) draws or does not draw, and never throws', () => {
    const stage = createStage();
    const pane = fc.record({
      left: fc.integer({ min: -500, max: 500 }),
      top: fc.integer({ min: -500, max: 500 }),
      width: fc.double({ min: 0.1, max: 400, noNaN: true }),
      height: fc.double({ min: 0.1, max: 200, noNaN: true }),
    });
    const view = fc.record({
      pane,
      low: fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
      factor: fc.double({ min: 1 + 1e-9, max: 1e6, noNaN: true }),
      spanMs: fc.double({ min: 1, max: 1e13, noNaN: true }),
      barMs: fc.constantFrom(60_000, 300_000, 86_400_000),
      scale: fc.constantFrom('linear' as const, 'log' as const),
      isInverted: fc.boolean(),
    });
    fc.assert(
      fc.property(view, fc.constantFrom(0.5, 1, 1.25, 2, 4), ({ low, factor, spanMs, ...rest }, dpr) => {
        Object.assign(stage.window, { devicePixelRatio: dpr });
        const { layer } = setUp(stage);
        layer.setFrame(FRAME);
        const fromMs = grid.startMs;
        layer.attach(
          stage.chart,
          mappingOf({ low, high: low * factor, fromMs, toMs: fromMs + spanMs, ...rest }),
        );
        stage.pass(500);
        expect(layer.state).toBe('drawn');
        layer.destroy();
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it.each([
    ['an empty grid', { columns: 0, bins: 0, salience: new Uint8Array(0), usd: new Uint8Array(0) }],
    ['lengths that do not agree', { columns: 9999 }],
    ['no price', { logPriceMin: Number.NaN }],
    [
      'a field without any level',
      { salience: new Uint8Array(grid.salience.length), usd: new Uint8Array(grid.usd.length) },
    ],
    ['every cell full', { salience: new Uint8Array(grid.salience.length).fill(255) }],
    ['amounts of 1e12', { usdFloor: 1e5, usdCeil: 1e12 }],
    ['amounts of 1e-12', { usdFloor: 1e-19, usdCeil: 1e-12 }],
  ])('setFrame(%s) never throws', (_, change) => {
    for (const scale of ['salience', 'usd'] as const) {
      const { stage, layer } = setUp();
      layer.setLook({ ...DEFAULT_LOOK, scale, showCumulative: true, isLog: true });
      layer.attach(stage.chart, mappingOf(VIEW));
      expect(() => layer.setFrame({ ...FRAME, grid: { ...grid, ...change } })).not.toThrow();
    }
  });
});
