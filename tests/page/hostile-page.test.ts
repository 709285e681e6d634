// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HELLO_EVENT } from '../../src/anchor/channel';
import { receiveMappings } from '../../src/page/mapping-receiver';

const FORGED = 100_000;
/** Fewer than a receiver takes in a second, so that every forged message is really parsed. */
const PER_SECOND = 200;
const MAX_PER_SECOND = 240;
const PANE = { left: 10, top: 20, width: 600, height: 300 };
const PRICE = { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 };
const TIME = { pxPerSec: 0.1, x0: 5, inliers: 4, ambiguous: false };

type Fields = Record<string, unknown>;

let name = '';
let stop: AbortController;
const onMapping = vi.fn();
const onLost = vi.fn();

/** Mulberry32: the same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const valid = (seq: number): Fields => ({
  v: 1,
  seq,
  chartKey: 'c1',
  source: 'axis-tap',
  state: 'locked',
  pane: { ...PANE },
  price: { ...PRICE },
  time: { ...TIME },
});

/** Values that are no number, once JSON has carried them. */
const NO_NUMBERS: unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  '12',
  '',
  'NaN',
  true,
  null,
  [],
  [12],
  {},
  { valueOf: 12 },
  { toString: 'x' },
];
const NO_OBJECTS: unknown[] = ['x', 7, true, [], [[]], {}, { a: {} }, { length: 9 }];
const WORDS = [
  '',
  'LOCKED',
  '__proto__',
  'constructor',
  'toString',
  'locked ',
  'manual\u0000',
  'x'.repeat(500),
];

function nested(depth: number): unknown {
  let value: unknown = {};
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value };
  return value;
}

/** Ways to make a message that must never become a mapping; `seq` would be accepted. */
function forge(kind: number, seq: number, random: () => number): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const message = valid(seq);
  const inside = (field: 'pane' | 'price' | 'time') => message[field] as Fields;
  switch (kind) {
    case 0:
      inside('pane')[pick(['left', 'top', 'width', 'height'])] = pick(NO_NUMBERS);
      break;
    case 1:
      inside('price')[pick(['a', 'b', 'samples', 'inliers', 'rmsPx'])] = pick(NO_NUMBERS);
      break;
    case 2:
      inside('time')[pick(['pxPerSec', 'x0', 'inliers'])] = pick(NO_NUMBERS);
      break;
    case 3:
      message[pick(['pane', 'price'])] = pick(NO_OBJECTS);
      break;
    case 4:
      // The name of a strategy may be any lower-case word: it is shown as text and decides nothing.
      if (random() < 0.5) message.source = pick(WORDS.filter((word) => !/^[a-z]+$/.test(word)));
      else message.state = pick(WORDS);
      break;
    case 5:
      message.seq = pick([...NO_NUMBERS, -1, 0.5, -0.5]);
      break;
    case 6:
      message[pick(['chartKey', 'reason', 'symbolText'])] = pick([nested(9), 'k'.repeat(900), 4]);
      break;
    case 7:
      return 'x'.repeat(2049 + Math.floor(random() * 20_000));
    case 8:
      return JSON.stringify({ ...message, symbolText: 'y'.repeat(3000) });
    case 9:
      message.pane = { ...PANE, left: 1000 + random() * 1e6, top: random() * 1e5 };
      break;
    case 10:
      message.pane = { ...PANE, width: PANE.width * (1.05 + random() * 50) };
      break;
    case 11:
      // A parsed `__proto__` is a field of its own and must not stand in for the real ones.
      return JSON.stringify(message).replace(pick(['"price"', '"pane"', '"state"', '"v"']), '"__proto__"');
    case 12:
      return JSON.stringify(message).slice(0, Math.floor(random() * 150));
    case 13:
      return pick([null, undefined, 5, true, message, [message], Symbol.iterator, () => message, 10n]);
    case 14:
      message.timeLabels = pick([
        {},
        'x',
        [null],
        [{ text: 5, x: 5 }],
        [{ text: 'x', x: '5' }],
        new Array(40),
      ]);
      break;
    case 15:
      return JSON.stringify(pick([[message], [[message]], nested(200), { message }, { __proto__: message }]));
    case 16:
      message.v = pick([0, 2, '1', true, null, [1]]);
      break;
    default:
      message.reason = pick(['<b>', 'A', 'a b', '../', 'é', 'x'.repeat(41)]);
  }
  return JSON.stringify(message);
}

const KINDS = 18;

function tell(detail: unknown): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

beforeEach(() => {
  vi.useFakeTimers();
  onMapping.mockReset();
  onLost.mockReset();
  const canvas = document.createElement('canvas');
  document.body.replaceChildren(canvas);
  const { left, top, width, height } = PANE;
  canvas.getBoundingClientRect = () => new DOMRect(left, top, width, height);
  stop = new AbortController();
  const onHello = (event: Event) => {
    name = (event as CustomEvent<string>).detail.split(' ')[0] || name;
  };
  document.addEventListener(HELLO_EVENT, onHello, { signal: stop.signal });
  receiveMappings({ document, onMapping, onLost, signal: stop.signal, bringDrawing: async () => false });
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

test(`receiveMappings answers ${FORGED} forged events with no mapping and no exception`, () => {
  const random = randomFrom(8);
  const errors: unknown[] = [];
  window.addEventListener('error', (event) => errors.push(event), { signal: stop.signal });
  tell(JSON.stringify(valid(1)));
  expect(onMapping).toHaveBeenCalledTimes(1);
  for (let i = 0; i < FORGED; i++) {
    if (i % PER_SECOND === 0) vi.advanceTimersByTime(1000);
    tell(forge(i % KINDS, 2, random));
    if (onMapping.mock.calls.length > 1)
      throw new Error(`kind ${i % KINDS}: ${onMapping.mock.lastCall?.[0]}`);
  }
  vi.advanceTimersByTime(1000);
  tell(JSON.stringify(valid(1_000_000)));
  expect(onMapping).toHaveBeenCalledTimes(2);
  expect(errors).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('a stale number is refused however good the rest of the message is', () => {
  tell(JSON.stringify(valid(500)));
  for (let seq = 500 - PER_SECOND; seq <= 500; seq++) tell(JSON.stringify(valid(seq)));
  expect(onMapping).toHaveBeenCalledTimes(1);
});

test.each([
  ['a number that nobody can top', () => tell(JSON.stringify(valid(Number.MAX_SAFE_INTEGER)))],
  ['a message that makes no sense', () => tell('{')],
  ['a flood', () => Array.from({ length: 300 }, (_, i) => tell(JSON.stringify(valid(2 + i))))],
])(
  '%s makes it ask again under another name, so that the true mapping is back in half a second',
  (_, attack) => {
    tell(JSON.stringify(valid(1)));
    const old = name;
    attack();
    vi.advanceTimersByTime(1000);
    expect(name).not.toBe(old);
    onMapping.mockClear();
    document.dispatchEvent(new CustomEvent(old, { detail: JSON.stringify(valid(2)) }));
    expect(onMapping).not.toHaveBeenCalled();
    tell(JSON.stringify(valid(2)));
    expect(onMapping).toHaveBeenCalledTimes(1);
  },
);

test('it keeps its name while only the probe speaks', () => {
  const old = name;
  for (let seq = 40; seq < 60; seq++) {
    tell(JSON.stringify(valid(seq)));
    vi.advanceTimersByTime(300);
  }
  expect(name).toBe(old);
});

test(`a flood costs at most ${MAX_PER_SECOND} readings a second`, () => {
  const parse = vi.spyOn(JSON, 'parse');
  for (let second = 1; second <= 5; second++) {
    parse.mockClear();
    onMapping.mockClear();
    for (let i = 1; i <= 2000; i++) tell(JSON.stringify(valid(second * 10_000 + i)));
    expect(parse).toHaveBeenCalledTimes(MAX_PER_SECOND);
    expect(onMapping).toHaveBeenCalledTimes(MAX_PER_SECOND);
    vi.advanceTimersByTime(1000);
  }
});
