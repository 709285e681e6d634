// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRAWN_EVENT, WHAT_IS_DRAWN_EVENT } from '../../../src/anchor/channel';
import { startDrawing } from '../../../src/anchor/drawing/start-drawing';
import { type DrawingPage, drawingPage } from './fake-drawing';

const PANE = { left: 0, top: 0, width: 300, height: 200 };
let page: DrawingPage;
let answers: string[];
/** Of each test's own: what listens to it cannot be taken away. */
let own: Document;
const hear = (event: Event) => void answers.push((event as CustomEvent<string>).detail);
const ask = (detail: unknown = JSON.stringify(PANE)) =>
  own.dispatchEvent(new CustomEvent(WHAT_IS_DRAWN_EVENT, { detail }));

beforeEach(() => {
  page = drawingPage();
  answers = [];
  own = document.implementation.createHTMLDocument();
  Object.assign(page.window, { document: own });
  own.addEventListener(DRAWN_EVENT, hear);
});
afterEach(() => {
  document.body.replaceChildren();
});

describe('startDrawing', () => {
  test('answers in the same turn with the rows of what was drawn, to a hundredth of a px', () => {
    startDrawing(page.window);
    page.context(PANE).fillRect(10.1234, 20, 4, 30.5678);
    ask();
    expect(answers).toEqual(['[[[12.12,20,50.57,4]]]']);
  });

  test('answers with no rows where nothing was drawn', () => {
    startDrawing(page.window);
    ask();
    expect(answers).toEqual(['[]']);
  });

  test('started twice it answers once', () => {
    startDrawing(page.window);
    startDrawing(page.window);
    ask();
    expect(answers).toHaveLength(1);
  });

  test.each(['', 'no json', 'null', '[]', '7', undefined])('the question %j, then no exception', (detail) => {
    startDrawing(page.window);
    expect(() => ask(detail)).not.toThrow();
  });

  test('a page without canvases, then no exception', () => {
    expect(() => startDrawing({ document: own } as unknown as Window & typeof globalThis)).not.toThrow();
  });
});
