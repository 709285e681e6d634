// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DRAWN_EVENT, WHAT_IS_DRAWN_EVENT } from '../../src/anchor/channel';
import { askForDrawing, readDrawing } from '../../src/page/ask-for-drawing';

const PANE = { left: 1, top: 2, width: 3, height: 4 };
let stop: AbortController;

/** A part that answers everything with one text. */
function answerWith(detail: unknown): void {
  const answer = () => document.dispatchEvent(new CustomEvent(DRAWN_EVENT, { detail }));
  document.addEventListener(WHAT_IS_DRAWN_EVENT, answer, { signal: stop.signal });
}

beforeEach(() => {
  vi.useFakeTimers();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

describe('askForDrawing', () => {
  test('asks for the pane and gives the answer of the same turn', () => {
    const heard = vi.fn();
    document.addEventListener(WHAT_IS_DRAWN_EVENT, heard, { signal: stop.signal });
    answerWith('[[1]]');
    const bring = vi.fn();
    expect(askForDrawing(document, bring)(PANE)).toBe('[[1]]');
    expect(JSON.parse(heard.mock.calls[0][0].detail)).toEqual(PANE);
    expect(bring).not.toHaveBeenCalled();
  });

  test('brings the part where nobody answers, five seconds apart and four times at most', () => {
    const bring = vi.fn();
    const ask = askForDrawing(document, bring);
    expect([ask(PANE), ask(PANE)]).toEqual(['', '']);
    expect(bring).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(5000);
      ask(PANE);
    }
    expect(bring).toHaveBeenCalledTimes(4);
  });

  test('hears no answer to a question of somebody else', () => {
    const ask = askForDrawing(document, vi.fn());
    document.dispatchEvent(new CustomEvent(DRAWN_EVENT, { detail: '[]' }));
    expect(ask(PANE)).toBe('');
  });

  test.each([7, null, {}, 'x'.repeat(200_001)])('takes no answer that is no short text', (detail) => {
    answerWith(detail);
    expect(askForDrawing(document, vi.fn())(PANE)).toBe('');
  });
});

describe('readDrawing', () => {
  test('gives rows of four numbers each', () => {
    expect(readDrawing('[[[1,2,3,4],[5,6,7,8]],[[9,9,9,0]]]')).toEqual([
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      [[9, 9, 9, 0]],
    ]);
  });

  test('leaves out rows with anything else, and more rows than a chart has', () => {
    expect(readDrawing('[[[1,2,3,4]],[[1,2,3]],[[1,2,3,"4"]],[[1,2,null,4]],7,{},[7]]')).toEqual([
      [[1, 2, 3, 4]],
    ]);
    expect(readDrawing(JSON.stringify(Array(30).fill([])))).toHaveLength(8);
  });

  test.each(['', 'nonsense', '7', '{}', 'null', '[['])('reads nothing in %j', (text) => {
    expect(readDrawing(text)).toEqual([]);
  });
});
