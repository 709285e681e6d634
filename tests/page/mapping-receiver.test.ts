// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HEAL_MS, HELLO_EVENT, READY_EVENT } from '../../src/anchor/channel';
import { writeBars, writeRect } from '../../src/core/axis/drawn-bars';
import { type MappingReceiver, receiveMappings } from '../../src/page/mapping-receiver';
import { addSvg, addText, styleOfText } from '../anchor/fake-svg';
import { dropListeners, openAnew } from '../anchor/open-anew';
import { labBars, labCandles } from '../pages/lab/lab-candles';

const PANE = { left: 10, top: 20, width: 600, height: 300 };
const PRICE = { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 };

let name = '';
let seq = 0;
let stop: AbortController;
let receiver: MappingReceiver;
const onMapping = vi.fn();
const onLost = vi.fn();
const onCandles = vi.fn();

function place(element: Element, { left, top, width, height }: typeof PANE): void {
  element.getBoundingClientRect = () =>
    ({ left, top, width, height, right: left + width, bottom: top + height, x: left, y: top }) as DOMRect;
}

function canvasAt(pane: typeof PANE): HTMLCanvasElement {
  const canvas = document.body.appendChild(document.createElement('canvas'));
  place(canvas, pane);
  return canvas;
}

function noteName(event: Event): void {
  name = (event as CustomEvent<string>).detail.split(' ')[0] || name;
}

/** What is said beside the name from here on: our price, and whether candles are wanted. */
function notePrices(): string[] {
  const said: string[] = [];
  const note = (event: Event) => said.push((event as CustomEvent<string>).detail.replace(`${name} `, ''));
  document.addEventListener(HELLO_EVENT, note, { signal: stop.signal });
  return said;
}

function send(change: object = {}): void {
  const message = {
    v: 1,
    seq: ++seq,
    chartKey: 'c1',
    source: 'axis-tap',
    state: 'locked',
    pane: PANE,
    price: PRICE,
    time: null,
    ...change,
  };
  document.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(message) }));
}

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '';
  onMapping.mockReset();
  onLost.mockReset();
  onCandles.mockReset();
  stop = new AbortController();
  document.addEventListener(HELLO_EVENT, noteName, { signal: stop.signal });
  receiver = receiveMappings({
    document,
    onMapping,
    onLost,
    onCandles,
    signal: stop.signal,
    bringDrawing: async () => false,
  });
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

describe('receiveMappings, when the document was opened anew,', () => {
  test('asks everything again under another name at once, since what was said meanwhile is lost', async () => {
    const before = name;
    dropListeners(document);
    document.addEventListener(HELLO_EVENT, noteName, { signal: stop.signal });
    await Promise.resolve();
    expect(name).not.toBe(before);
    canvasAt(PANE);
    send();
    expect(onMapping).toHaveBeenCalledTimes(1);
  });

  test('greets a probe that starts in the document that was opened anew', async () => {
    await openAnew(document);
    document.addEventListener(HELLO_EVENT, noteName, { signal: stop.signal });
    const before = name;
    document.dispatchEvent(new CustomEvent(READY_EVENT));
    expect(name).not.toBe(before);
    canvasAt(PANE);
    send();
    expect(onMapping).toHaveBeenCalledTimes(1);
  });

  test('keeps its name as long as it hears itself', () => {
    const before = name;
    vi.advanceTimersByTime(5 * HEAL_MS);
    expect(name).toBe(before);
  });
});

describe('receiveMappings, of a chart that names its symbol,', () => {
  test.each(['BTCUSDT', 'BINANCE:BTCUSDT.P', 'BTCUSDT@PRICETYPE=LAST', 'XBTUSD', 'index of everything'])(
    'draws on %s while BTC is shown',
    (symbolText) => {
      canvasAt(PANE);
      receiver.setCoin('BTC');
      send({ symbolText });
      expect(onMapping).toHaveBeenCalledTimes(1);
    },
  );

  test.each(['WBTCUSDT', 'ETHUSDT@PRICETYPE=LAST', 'BYBIT:ETHUSDT.P'])(
    'hides %s while BTC is shown',
    (symbolText) => {
      canvasAt(PANE);
      receiver.setCoin('BTC');
      send({ symbolText: 'BTCUSDT' });
      send({ symbolText });
      expect(onLost).toHaveBeenLastCalledWith({ chartKey: 'c1', state: 'unsupported', reason: 'other-coin' });
    },
  );

  test('asks anew when the coin changes, for charts that were left out', () => {
    const before = name;
    receiver.setCoin('BTC');
    expect(name).not.toBe(before);
    const then = name;
    receiver.setCoin('BTC');
    receiver.setCoin('');
    expect(name).toBe(then);
  });
});

describe('receiveMappings', () => {
  test('hands over a mapping inside the event, with the top canvas of the pane', () => {
    canvasAt(PANE);
    const top = canvasAt(PANE);
    send();
    expect(onMapping).toHaveBeenCalledTimes(1);
    expect(onMapping.mock.calls[0][0]).toMatchObject({ chartKey: 'c1', price: PRICE, pane: PANE });
    expect(onMapping.mock.calls[0][1]).toBe(top);
  });

  test('takes a pane inside its canvas, as charts have that paint their axes on it', () => {
    const canvas = canvasAt({ left: 0, top: 0, width: 700, height: 360 });
    send();
    expect(onMapping.mock.calls[0][1]).toBe(canvas);
  });

  test.each([
    ['no canvas is there', { ...PANE, left: 30 }],
    ['the canvas is smaller', { ...PANE, width: 500 }],
    ['the canvas is far larger', { left: 0, top: 0, width: 4000, height: 4000 }],
  ])('ignores a pane where %s', (_, rect) => {
    canvasAt(rect);
    send();
    expect(onMapping).not.toHaveBeenCalled();
  });

  test('ignores a pane outside the viewport and a tiny one', () => {
    for (const pane of [
      { ...PANE, top: 50_000 },
      { ...PANE, left: -5000 },
      { ...PANE, width: 3, height: 3 },
    ]) {
      canvasAt(pane);
      send({ pane });
    }
    expect(onMapping).not.toHaveBeenCalled();
  });

  describe('of a chart whose labels can be read here as well', () => {
    const svgRect = { left: 10, top: 20, width: 700, height: 400 };
    beforeEach(() => {
      vi.stubGlobal('getComputedStyle', styleOfText);
      const svg = addSvg(document, svgRect);
      for (const y of [30, 80, 130, 180, 230, 280]) addText(svg, (3100 - 2 * y).toFixed(1), 660, y);
      for (const [i, x] of [60, 180, 300, 420].entries()) addText(svg, `${10 + i}:00`, x, 370);
    });
    afterEach(() => {
      vi.unstubAllGlobals();
    });
    const sources = () => onMapping.mock.calls.map(([mapping]) => mapping.source);

    test('takes the reading from here while the probe says nothing', () => {
      vi.advanceTimersByTime(HEAL_MS);
      expect(sources()).toEqual(['svg-text']);
    });

    test('looks for it often, and no more once a chart is known', () => {
      const timers = vi.getTimerCount();
      vi.advanceTimersByTime(100);
      expect(sources()).toEqual(['svg-text']);
      vi.advanceTimersByTime(100);
      expect(vi.getTimerCount()).toBe(timers - 1);
    });

    test('looks for it often again once it is lost, but not in a hidden tab', () => {
      canvasAt(PANE);
      send();
      vi.advanceTimersByTime(100);
      const timers = vi.getTimerCount();
      send({ state: 'lost', price: null });
      expect(vi.getTimerCount()).toBe(timers + 1);
      vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
      vi.advanceTimersByTime(100);
      expect(vi.getTimerCount()).toBe(timers);
      vi.restoreAllMocks();
    });

    test('gives it up as soon as the probe has locked the same chart, and does not take it again', () => {
      vi.advanceTimersByTime(HEAL_MS);
      canvasAt(svgRect);
      send({ pane: svgRect });
      expect(onLost).toHaveBeenCalledWith(expect.objectContaining({ state: 'lost', reason: 'gone' }));
      expect(sources()).toEqual(['svg-text', 'axis-tap']);
      receiver.setReferencePrice(3000);
      vi.advanceTimersByTime(3 * HEAL_MS);
      expect(sources()).toEqual(['svg-text', 'axis-tap']);
    });

    test('keeps both where they are two charts', () => {
      vi.advanceTimersByTime(HEAL_MS);
      const elsewhere = { ...svgRect, top: 500 };
      canvasAt(elsewhere);
      send({ pane: elsewhere });
      expect(onLost).not.toHaveBeenCalled();
      expect(sources()).toEqual(['svg-text', 'axis-tap']);
    });
  });

  test('ignores numbers that do not rise', () => {
    canvasAt(PANE);
    send({ seq: 9_000 });
    send({ seq: 9_000 });
    send({ seq: 8_999 });
    seq = 9_000;
    expect(onMapping).toHaveBeenCalledTimes(1);
  });

  test('takes at most 240 messages a second', () => {
    canvasAt(PANE);
    for (let i = 0; i < 1000; i++) send();
    expect(onMapping).toHaveBeenCalledTimes(240);
    vi.advanceTimersByTime(1100);
    send();
    expect(onMapping).toHaveBeenCalledTimes(241);
  });

  test('reports a chart that is lost, unsupported or ambiguous', () => {
    canvasAt(PANE);
    send();
    send({ state: 'unsupported', reason: 'percent-axis', price: null });
    expect(onLost).toHaveBeenCalledWith({ chartKey: 'c1', state: 'unsupported', reason: 'percent-axis' });
  });

  test('finds a chart drawn as SVG long before listeners are healed, and looks no more while one is locked', () => {
    const find = vi.spyOn(document, 'querySelectorAll');
    const looks = () => find.mock.calls.filter(([selector]) => selector === 'svg').length;
    vi.advanceTimersByTime(HEAL_MS - 1);
    expect(looks()).toBeGreaterThanOrEqual(3);
    canvasAt(PANE);
    send();
    find.mockClear();
    vi.advanceTimersByTime(2 * HEAL_MS);
    expect(looks()).toBe(2);
    find.mockRestore();
  });

  test('loses a chart whose canvas has left the page', () => {
    const canvas = canvasAt(PANE);
    send();
    canvas.remove();
    vi.advanceTimersByTime(HEAL_MS);
    expect(onLost).toHaveBeenCalledWith({ chartKey: 'c1', state: 'lost', reason: 'gone' });
  });

  test('loses a chart whose canvas has lost its context, and asks for it anew when that is restored', () => {
    const canvas = canvasAt(PANE);
    const tell = (type: string) => {
      const event = new Event(type);
      Object.defineProperty(event, 'isTrusted', { value: true });
      canvas.dispatchEvent(event);
    };
    send();
    tell('contextlost');
    expect(onLost).toHaveBeenLastCalledWith({ chartKey: 'c1', state: 'lost', reason: 'context-lost' });
    send();
    expect(onMapping).toHaveBeenCalledTimes(1);
    const old = name;
    tell('contextrestored');
    expect(name).not.toBe(old);
    send();
    expect(onMapping).toHaveBeenCalledTimes(2);
  });

  test('refuses a turned chart', () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.style.rotate = '90deg';
    const canvas = canvasAt(PANE);
    box.append(canvas);
    send();
    expect(onMapping).not.toHaveBeenCalled();
    expect(onLost).toHaveBeenCalledWith({ chartKey: 'c1', state: 'unsupported', reason: 'rotated' });
  });

  test('solves time labels into a time axis', () => {
    vi.setSystemTime(Date.UTC(2026, 10, 20, 14));
    canvasAt(PANE);
    const timeLabels = [1, 2, 3, 4, 5].map((i) => ({ text: `2026-11-20 ${10 + i}:00`, x: i * 100 }));
    send({ timeLabels });
    expect(onMapping.mock.calls[0][0].time.pxPerSec).toBeCloseTo(100 / 3600, 9);
    expect(onMapping.mock.calls[0][0]).not.toHaveProperty('timeLabels');
  });

  test('asks the probe for candles while labels leave the time open, and reads the time from them', () => {
    vi.setSystemTime(Date.UTC(2026, 10, 20, 14, 37));
    Object.assign(canvasAt(PANE), { width: PANE.width, height: PANE.height });
    const said = notePrices();
    const candles = labCandles();
    const price = { ...PRICE, a: -0.05, b: 3300 };
    receiver.setBars(labBars(candles));
    receiver.setReferencePrice(61_000);
    send({ price, timeLabels: [] });
    expect(said.at(-1)).toBe('61000 bars');
    const shown = candles.slice(300, 350);
    const rects = shown.map(({ high, low }, i) => {
      const x = 100 + i * 9 - PANE.left;
      const [top, bottom] = [high, low].map((p) => price.a * p + price.b - PANE.top);
      return writeRect(x - 2, top, x + 2, bottom);
    });
    send({ price, timeLabels: undefined, bars: writeBars(rects) });
    send({ price, timeLabels: [] });
    const { time } = onMapping.mock.calls.at(-1)?.[0] ?? {};
    expect(time).toMatchObject({ ambiguous: false, barSec: 3600 });
    expect(time.x0 + shown[20].timeSec * time.pxPerSec).toBeCloseTo(280, 0);
  });

  describe('told of two scales by the labels of an axis,', () => {
    const candles = labCandles();
    const shown = candles.slice(300, 360);
    const [low, high] = [Math.min(...shown.map((c) => c.low)), Math.max(...shown.map((c) => c.high))];
    const log = { scale: 'log', a: -280 / Math.log(high / low), b: 0 };
    log.b = 30 - log.a * Math.log(high);
    const linear = { ...PRICE, a: -280 / (high - low), b: 30 + (280 * high) / (high - low) };
    const time = { pxPerSec: 9 / 3600, x0: 0, inliers: 5, ambiguous: false };
    time.x0 = 100 - shown[0].timeSec * time.pxPerSec;
    const bars = writeBars(
      shown.map((candle, i) => {
        const [top, bottom] = [candle.high, candle.low].map((p) => log.a * Math.log(p) + log.b - PANE.top);
        return writeRect(88 + i * 9, top, 92 + i * 9, bottom);
      }),
    );
    beforeEach(() => {
      Object.assign(canvasAt(PANE), { width: PANE.width, height: PANE.height });
      receiver.setBars(candles);
    });
    const scaleAfter = (change: object) => {
      send({ price: { ...linear, rival: log }, time, ...change });
      return onMapping.mock.calls.at(-1)?.[0].price.scale;
    };

    test('takes the one on which the candles of the same paint lie', () => {
      send({ price: { ...linear, rival: log }, time, bars });
      expect(onMapping).not.toHaveBeenCalled();
      expect(scaleAfter({})).toBe('log');
    });

    describe('on a chart that puts its candles on whole px,', () => {
      beforeEach(() => {
        const box = document.body.appendChild(document.createElement('div'));
        box.setAttribute('k-line-chart-id', 'x');
        box.append(...document.querySelectorAll('canvas'));
      });

      test('draws nothing until the candles tell', () => {
        expect(scaleAfter({})).toBeUndefined();
        expect(onLost).toHaveBeenLastCalledWith({ chartKey: 'c1', state: 'ambiguous', reason: 'scale' });
        send({ price: { ...linear, rival: log }, time, bars });
        expect(scaleAfter({})).toBe('log');
      });

      test('takes the labels word where the two scales are alike', () => {
        const near = { ...linear, b: linear.b + 1.1 };
        expect(scaleAfter({ price: { ...linear, rival: near } })).toBe('linear');
      });

      test('has it read again once there are bars to compare with', () => {
        receiver.setBars([]);
        send({ price: { ...linear, rival: log }, time, bars });
        expect(scaleAfter({})).toBeUndefined();
        const old = name;
        receiver.setBars(candles);
        expect(name).not.toBe(old);
      });

      test('hides one that was drawn as soon as its scale is open', () => {
        expect(scaleAfter({ price: linear })).toBe('linear');
        send({ price: { ...linear, rival: log }, time });
        expect(onLost).toHaveBeenLastCalledWith({ chartKey: 'c1', state: 'ambiguous', reason: 'scale' });
      });
    });

    test('draws nothing where the two are far apart, or the labels coarse, until the candles tell', () => {
      const far = { ...linear, b: linear.b + 2.5 };
      expect(scaleAfter({ price: { ...linear, rival: far } })).toBeUndefined();
      expect(scaleAfter({ price: { ...linear, rival: { ...log, a: 1e-9 * log.a } } })).toBeUndefined();
      expect(scaleAfter({ price: { ...linear, rival: log, isCoarse: true } })).toBeUndefined();
      expect(onLost).toHaveBeenLastCalledWith({ chartKey: 'c1', state: 'ambiguous', reason: 'scale' });
      send({ price: { ...linear, rival: log, isCoarse: true }, time, bars });
      expect(scaleAfter({ price: { ...linear, rival: log, isCoarse: true } })).toBe('log');
      expect(onMapping.mock.calls.at(-1)?.[0].price).not.toHaveProperty('isCoarse');
    });

    test('takes the labels word while it knows no candles, no time or no bars of its own', () => {
      expect(scaleAfter({})).toBe('linear');
      send({ price: { ...linear, rival: log }, time, bars });
      expect(scaleAfter({ time: { ...time, ambiguous: true } })).toBe('linear');
      send({ price: { ...linear, rival: log }, time, bars });
      expect(scaleAfter({ time: null })).toBe('linear');
      receiver.setBars([]);
      send({ price: { ...linear, rival: log }, time, bars });
      expect(scaleAfter({})).toBe('linear');
    });
  });

  describe('wanted the candles of a chart,', () => {
    const time = { pxPerSec: 0.02, x0: 0, inliers: 5, ambiguous: false };
    const bars = writeBars(
      Array.from({ length: 8 }, (_, i) => writeRect(50 + i * 6, 90 + i * 9, 54 + i * 6, 120 + i * 8)),
    );
    let said: string[];
    /** As the probe tells a paint: candles first. */
    const paint = (change: object = {}) => {
      if (said.at(-1)?.endsWith(' bars')) send({ ...change, time, bars });
      send({ ...change, time });
    };
    beforeEach(() => {
      said = notePrices();
      Object.assign(canvasAt(PANE), { width: PANE.width, height: PANE.height });
      receiver.setReferencePrice(61_000);
    });

    test('asks the probe for them and hands them over once the chart is at rest', () => {
      receiver.setCandlesWanted(true);
      vi.advanceTimersByTime(HEAL_MS);
      expect(said.at(-1)).toBe('61000 bars');
      paint();
      expect(onCandles).not.toHaveBeenCalled();
      vi.advanceTimersByTime(HEAL_MS);
      expect(onCandles).toHaveBeenCalledTimes(1);
      const [{ candles, time: axis }] = onCandles.mock.calls[0];
      expect(candles.bars).toHaveLength(8);
      expect(axis).toEqual(time);
    });

    test('hands over none of two charts, since nobody could tell which is the page of', () => {
      const other = { ...PANE, left: 700 };
      Object.assign(canvasAt(other), { width: other.width, height: other.height });
      window.innerWidth = 1400;
      receiver.setCandlesWanted(true);
      vi.advanceTimersByTime(HEAL_MS);
      paint();
      paint({ chartKey: 'c2', pane: other });
      vi.advanceTimersByTime(HEAL_MS);
      expect(onCandles).not.toHaveBeenCalled();
    });

    test('asks for none where nobody wants them', () => {
      vi.advanceTimersByTime(HEAL_MS);
      paint();
      vi.advanceTimersByTime(HEAL_MS);
      expect(said.filter((text) => text.endsWith(' bars'))).toEqual([]);
      expect(onCandles).not.toHaveBeenCalled();
    });
  });

  test('names a price of our bars to the probe where the only chart is moved far from the newest', () => {
    const said = notePrices();
    canvasAt(PANE);
    receiver.setBars([{ timeSec: 0, high: 62_500, low: 50_000 }]);
    receiver.setReferencePrice(62_300);
    const at = (price: number) => ({ price: { ...PRICE, b: 170 - PRICE.a * price } });
    send(at(61_000));
    expect(said.at(-1)).toBe('62300');
    send(at(57_000));
    expect(Number(said.at(-1))).toBeCloseTo(57_000, 3);
    send({ state: 'unsupported', reason: 'price-not-on-axis', price: null });
    expect(said.at(-1)).toBe('62300');
  });

  test('names the newest price as soon as several charts are locked', () => {
    const said = notePrices();
    const other = { ...PANE, left: 640, width: 300 };
    canvasAt(PANE);
    canvasAt(other);
    receiver.setBars([{ timeSec: 0, high: 62_500, low: 50_000 }]);
    receiver.setReferencePrice(62_300);
    const price = { ...PRICE, b: 170 - PRICE.a * 55_000 };
    send({ price });
    expect(Number(said.at(-1))).toBeCloseTo(55_000, 3);
    send({ chartKey: 'c2', pane: other });
    expect(said.at(-1)).toBe('62300');
    send({ price });
    expect(said.at(-1)).toBe('62300');
  });

  test('answers 10,000 forged details without an error or a mapping', () => {
    canvasAt(PANE);
    for (let i = 0; i < 10_000; i++) {
      if (i % 200 === 0) vi.advanceTimersByTime(1100);
      const detail = [null, i, '{', { seq: i }, '[]', `{"seq":${i}}`, 'x'.repeat(3000), '"\\u0000"'][i % 8];
      document.dispatchEvent(new CustomEvent(name, { detail }));
    }
    expect(onMapping).not.toHaveBeenCalled();
  });
});

describe('the handshake', () => {
  test('greets a probe that starts later', () => {
    const greeted: string[] = [];
    document.addEventListener(HELLO_EVENT, (event) => greeted.push((event as CustomEvent<string>).detail), {
      once: true,
    });
    document.dispatchEvent(new CustomEvent(READY_EVENT));
    expect(greeted).toEqual([`${name} 0`]);
  });

  test('gives the price to a probe that starts later, and nothing else', () => {
    receiver.setReferencePrice(61_000);
    const prices = notePrices();
    document.dispatchEvent(new CustomEvent(READY_EVENT));
    for (const wrong of [Number.NaN, -1, 0, Number.POSITIVE_INFINITY]) receiver.setReferencePrice(wrong);
    expect(prices).toEqual(['61000']);
  });

  test('says stop when the signal aborts, and listens no more', () => {
    let last = 'nothing';
    document.addEventListener(HELLO_EVENT, (event) => (last = (event as CustomEvent<string>).detail), {
      once: true,
    });
    canvasAt(PANE);
    stop.abort();
    send();
    expect(last).toBe('');
    expect(onMapping).not.toHaveBeenCalled();
  });

  test('uses another name for each page', () => {
    const first = name;
    const other = new AbortController();
    receiveMappings({ document, onMapping, onLost, signal: other.signal, bringDrawing: async () => false });
    expect(name).not.toBe(first);
    expect(name).toMatch(/^e[0-9a-f]{24}$/);
    other.abort();
  });
});
