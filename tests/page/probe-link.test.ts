// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HELLO_EVENT, READY_EVENT } from '../../src/anchor/channel';
import { createProbeLink, type ProbeLink } from '../../src/page/probe-link';
import { dropListeners } from '../anchor/open-anew';

const LOCK = {
  v: 1,
  chartKey: 'c1',
  source: 'axis-tap',
  state: 'locked',
  pane: { left: 10, top: 20, width: 600, height: 300 },
  price: { scale: 'linear', a: -0.1, b: 6400, samples: 9, inliers: 9, rmsPx: 0.1 },
  time: null,
};

let words: string;
let said: string[];
let link: ProbeLink;
const onReport = vi.fn();
const onListen = vi.fn();

const hear = (event: Event) => said.push((event as CustomEvent<string>).detail);
const nameNow = () => said.at(-1)?.split(' ')[0] ?? '';
/** As the probe speaks, or a page that forges it. */
function send(seq: number, name = nameNow(), detail: unknown = JSON.stringify({ ...LOCK, seq })): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

beforeEach(() => {
  vi.useFakeTimers();
  [words, said] = ['61000', []];
  onReport.mockReset();
  onListen.mockReset();
  document.addEventListener(HELLO_EVENT, hear);
  link = createProbeLink({ document, words: () => words, onReport, onListen });
  link.askAnew();
});
afterEach(() => {
  link.stop();
  document.removeEventListener(HELLO_EVENT, hear);
  vi.useRealTimers();
});

describe('createProbeLink', () => {
  it('greets with a name that nobody can guess, and what the probe is to know', () => {
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^e[0-9a-f]{24} 61000$/);
    link.askAnew();
    expect(nameNow()).not.toBe(said[0].split(' ')[0]);
  });

  it('says what the probe is to know when it has changed, and the same again not', () => {
    link.inform();
    expect(said).toHaveLength(1);
    words = '61000 bars';
    link.inform();
    expect(said.at(-1)).toMatch(/ 61000 bars$/);
  });

  it('hands over well-formed reports with rising numbers only', () => {
    send(5);
    send(5);
    send(4);
    send(6, nameNow(), '{"v":1');
    send(7, nameNow(), { ...LOCK, seq: 7 });
    send(8);
    expect(onReport.mock.calls.map(([{ seq }]) => seq)).toEqual([5, 8]);
  });

  it('hears nobody under a name that was given up', () => {
    const old = nameNow();
    link.askAnew();
    send(1, old);
    expect(onReport).not.toHaveBeenCalled();
    send(1);
    expect(onReport).toHaveBeenCalledTimes(1);
  });

  it('keeps its name at a healing where all was well', () => {
    const old = nameNow();
    send(1);
    send(2);
    link.heal();
    expect(nameNow()).toBe(old);
    expect(said).toHaveLength(2);
  });

  it.each([
    ['a number was left out', () => send(9)],
    ['a message was no report', () => send(2, nameNow(), 'x')],
    ['a number came twice', () => send(1)],
  ])('asks anew at a healing after %s', (_, forge) => {
    const old = nameNow();
    send(1);
    forge();
    link.heal();
    expect(nameNow()).not.toBe(old);
  });

  it('takes no more than 240 messages a second, and asks anew at the next healing', () => {
    const old = nameNow();
    for (let seq = 1; seq <= 400; seq++) send(seq);
    expect(onReport).toHaveBeenCalledTimes(240);
    link.heal();
    expect(nameNow()).not.toBe(old);
  });

  it('listens again in a document that was opened anew, and has others do so', () => {
    onListen.mockClear();
    dropListeners(document);
    document.addEventListener(HELLO_EVENT, hear);
    link.heal();
    expect(onListen).toHaveBeenCalledTimes(1);
    send(1);
    expect(onReport).toHaveBeenCalledTimes(1);
  });

  it('greets a probe that has just started', () => {
    document.dispatchEvent(new CustomEvent(READY_EVENT));
    expect(said).toHaveLength(2);
    expect(said[1]).toBe(said[0]);
  });

  it('takes leave with an empty word and hears nothing after', () => {
    const name = nameNow();
    link.stop();
    expect(said.at(-1)).toBe('');
    send(1, name);
    document.dispatchEvent(new CustomEvent(READY_EVENT));
    expect(onReport).not.toHaveBeenCalled();
    expect(said).toHaveLength(2);
  });
});
