// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LostContexts, watchLostContexts } from '../../src/page/lost-contexts';

const PANE = { left: 100, top: 50, width: 600, height: 300 };

let contexts: LostContexts;
const onChange = vi.fn();

/** A canvas of the page from `left` to 60 px right of it, as high as the pane. */
function canvasAt(left: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.getBoundingClientRect = () => new DOMRect(left, PANE.top, 60, PANE.height);
  document.body.append(canvas);
  return canvas;
}

function tell(canvas: Element, type: 'contextlost' | 'contextrestored', isTrusted = true): void {
  const event = new Event(type);
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  canvas.dispatchEvent(event);
}

beforeEach(() => {
  onChange.mockReset();
  document.body.replaceChildren();
  contexts = watchLostContexts(document, onChange);
  contexts.listen();
});
afterEach(() => contexts.stop());

describe('watchLostContexts', () => {
  test.each([
    ['of the pane itself', 100, true],
    ['of an axis at its right', 700, true],
    ['of an axis at its left', 40, true],
    ['of something elsewhere', 703, false],
  ])('knows a lost context %s', (_, left, isTouching) => {
    expect(contexts.touch(PANE)).toBe(false);
    tell(canvasAt(left), 'contextlost');
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(contexts.touch(PANE)).toBe(isTouching);
  });

  test('forgets one that is restored, and one that left the page', () => {
    const [axis, pane] = [canvasAt(700), canvasAt(100)];
    for (const canvas of [axis, pane]) tell(canvas, 'contextlost');
    tell(axis, 'contextrestored');
    expect(onChange).toHaveBeenCalledTimes(3);
    expect(contexts.touch(PANE)).toBe(true);
    pane.remove();
    expect(contexts.touch(PANE)).toBe(false);
    document.body.append(pane);
    expect(contexts.touch(PANE)).toBe(false);
  });

  test('believes no event that the page has made', () => {
    tell(canvasAt(100), 'contextlost', false);
    expect(contexts.touch(PANE)).toBe(false);
    expect(onChange).not.toHaveBeenCalled();
  });

  test('hears nothing after its end', () => {
    contexts.stop();
    tell(canvasAt(100), 'contextlost');
    expect(onChange).not.toHaveBeenCalled();
  });
});
