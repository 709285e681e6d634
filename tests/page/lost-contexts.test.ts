// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LostContexts, watchLostContexts } from '../../src/page/lost-contexts';

let contexts: LostContexts;
const onChange = vi.fn();

function addCanvas(): HTMLCanvasElement {
  return document.body.appendChild(document.createElement('canvas'));
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
  test('knows a lost context until it is restored', () => {
    const canvas = addCanvas();
    expect(contexts.isAny()).toBe(false);
    tell(canvas, 'contextlost');
    tell(canvas, 'contextlost');
    expect(contexts.isAny()).toBe(true);
    tell(canvas, 'contextrestored');
    expect(contexts.isAny()).toBe(false);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  test('forgets for good one that left the page', () => {
    const [one, other] = [addCanvas(), addCanvas()];
    for (const canvas of [one, other]) tell(canvas, 'contextlost');
    tell(one, 'contextrestored');
    expect(contexts.isAny()).toBe(true);
    other.remove();
    expect(contexts.isAny()).toBe(false);
    document.body.append(other);
    expect(contexts.isAny()).toBe(false);
  });

  test('believes no event that the page has made', () => {
    tell(addCanvas(), 'contextlost', false);
    expect(contexts.isAny()).toBe(false);
    expect(onChange).not.toHaveBeenCalled();
  });

  test('hears nothing after its end', () => {
    contexts.stop();
    tell(addCanvas(), 'contextlost');
    expect(onChange).not.toHaveBeenCalled();
  });
});
