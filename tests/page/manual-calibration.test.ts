// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Calibration } from '../../src/core/axis/manual-calibration';
import { startManualCalibration } from '../../src/page/manual-calibration';

const PANE = { left: 100, top: 50, width: 600, height: 400 };
const KEPT: Calibration = {
  scale: 'linear',
  prices: [
    { share: 0.25, price: 64_000 },
    { share: 0.75, price: 62_000 },
  ],
  times: null,
};

const onMapping = vi.fn();
const onLost = vi.fn();
const onKeep = vi.fn();
let pane: HTMLElement;
let over: HTMLElement;
let stop: AbortController;

function box(): ShadowRoot {
  const host = [...document.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot !== null);
  if (!host?.shadowRoot) throw new Error('no calibration box');
  return host.shadowRoot;
}

const lines = () => [...box().querySelectorAll<HTMLElement>('.line')];
const fields = () => [...box().querySelectorAll<HTMLInputElement>('input[type=text]')];
const uprights = () => [...box().querySelectorAll<HTMLElement>('.upright')];
const timeFields = () => [...box().querySelectorAll<HTMLInputElement>('input[type=datetime-local]')];
const confirm = () => box().querySelector('button')?.click();

function type(field: HTMLInputElement, words: string): void {
  field.value = words;
  field.dispatchEvent(new Event('input'));
}

function askForTimes(): void {
  const boxes = [...box().querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  boxes[1].checked = true;
  boxes[1].dispatchEvent(new Event('change'));
}

function start(stored: Calibration | null = null): void {
  startManualCalibration({
    document,
    pane,
    chartKey: 'manual',
    stored,
    words: {
      title: 'Align',
      price: 'Price $1',
      time: 'Time $1',
      useTime: 'times',
      logScale: 'log',
      confirm: 'OK',
      lost: 'Moved',
    },
    isOpenForTests: true,
    onMapping,
    onLost,
    onKeep,
    signal: stop.signal,
  });
}

/** The user acts on what lies uppermost, which is not the canvas that was taken for the pane. */
function act(type: string, x: number, y: number, change: object = {}): void {
  over.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: x, clientY: y, ...change }));
}

beforeEach(() => {
  document.body.replaceChildren();
  for (const call of [onMapping, onLost, onKeep]) call.mockReset();
  stop = new AbortController();
  pane = document.body.appendChild(document.createElement('canvas'));
  over = document.body.appendChild(document.createElement('canvas'));
  pane.getBoundingClientRect = () => new DOMRect(PANE.left, PANE.top, PANE.width, PANE.height);
});
afterEach(() => stop.abort());

describe('calibration by hand', () => {
  it('maps nothing before both prices are given and confirmed', () => {
    start();
    type(fields()[0], '64,000');
    confirm();
    type(fields()[1], '62000');
    expect(onMapping).not.toHaveBeenCalled();
    confirm();
    expect(onMapping).toHaveBeenCalledTimes(1);
  });

  it('puts the prices at the heights of their lines', () => {
    start();
    type(fields()[0], '64000');
    type(fields()[1], '62000');
    confirm();
    const { price, source, state } = onMapping.mock.calls[0][0];
    expect([source, state]).toEqual(['manual', 'locked']);
    expect(price.a * 64_000 + price.b).toBeCloseTo(PANE.top + 100, 9);
    expect(price.a * 62_000 + price.b).toBeCloseTo(PANE.top + 300, 9);
    expect(onKeep).toHaveBeenCalledWith(KEPT);
  });

  it('moves a line with the arrow keys', () => {
    start();
    const before = lines()[0].style.top;
    lines()[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    expect(Number.parseFloat(lines()[0].style.top)).toBeCloseTo(Number.parseFloat(before) + 0.8, 6);
  });

  it('has no time axis unless the user asks for one', () => {
    start(KEPT);
    confirm();
    expect(onMapping.mock.calls[0][0].time).toBeNull();
    expect(uprights().every(({ hidden }) => hidden)).toBe(true);
  });

  it("puts the times, in the user's own clock, at the places of their lines", () => {
    start();
    type(fields()[0], '64000');
    type(fields()[1], '62000');
    askForTimes();
    expect(uprights().some(({ hidden }) => hidden)).toBe(false);
    type(timeFields()[0], '2026-11-20T12:00');
    type(timeFields()[1], '2026-11-20T17:00');
    uprights()[1].dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    confirm();
    const { time } = onMapping.mock.calls[0][0];
    const x = (text: string) => time.x0 + (new Date(text).getTime() / 1000) * time.pxPerSec;
    expect(x('2026-11-20T12:00')).toBeCloseTo(PANE.left + 150, 6);
    expect(x('2026-11-20T17:00')).toBeCloseTo(PANE.left + 451.2, 6);
  });

  it('shows kept times again', () => {
    const timeMs = new Date('2026-11-20T12:00').getTime();
    start({
      ...KEPT,
      times: [
        { share: 0.1, timeMs },
        { share: 0.9, timeMs: timeMs + 3_600_000 },
      ],
    });
    expect(timeFields().map(({ value }) => value)).toEqual(['2026-11-20T12:00', '2026-11-20T13:00']);
    confirm();
    expect(onMapping.mock.calls[0][0].time.pxPerSec).toBeCloseTo(480 / 3600, 9);
  });

  it('waits for a confirmation of what was kept from before', () => {
    start(KEPT);
    expect(onMapping).not.toHaveBeenCalled();
    confirm();
    expect(onMapping).toHaveBeenCalledTimes(1);
  });

  it.each<[string, string, number, number, object]>([
    ['a wheel over the pane', 'wheel', 300, 200, {}],
    ['a drag over the pane', 'pointermove', 300, 200, { buttons: 1 }],
    ['a drag of the price axis', 'pointermove', 750, 200, { buttons: 1 }],
    ['a drag of the time axis', 'pointermove', 300, 470, { buttons: 1 }],
    ['a double click that fits the price axis', 'dblclick', 750, 200, {}],
  ])('is lost by %s', (_, kind, x, y, change) => {
    start(KEPT);
    confirm();
    act(kind, x, y, change);
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(box().querySelector('.box')?.textContent).toContain('Moved');
  });

  it.each<[string, string, number, number, object]>([
    ['a wheel elsewhere on the page', 'wheel', 1000, 200, {}],
    ['a pointer without a button', 'pointermove', 300, 200, { buttons: 0 }],
  ])('holds through %s', (_, kind, x, y, change) => {
    start(KEPT);
    confirm();
    act(kind, x, y, change);
    expect(onLost).not.toHaveBeenCalled();
  });

  it('leaves nothing behind', () => {
    start(KEPT);
    confirm();
    stop.abort();
    expect(onLost).toHaveBeenCalledTimes(1);
    expect(document.querySelectorAll('div')).toHaveLength(0);
  });
});
