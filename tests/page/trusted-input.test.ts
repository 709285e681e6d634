// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acceptOnlyTrusted } from '../../src/page/trusted-input';

let button: HTMLButtonElement;
let life: AbortController;
const used = vi.fn();

/** What the browser makes of the user's own hand; a script cannot make one. */
function byUser(event: Event): Event {
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}

const KINDS = ['click', 'pointerdown', 'pointerup', 'keydown', 'input', 'change', 'submit'];

beforeEach(() => {
  used.mockReset();
  life = new AbortController();
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  acceptOnlyTrusted(root, life.signal);
  button = root.appendChild(document.createElement('button'));
  for (const type of KINDS) button.addEventListener(type, used);
});
afterEach(() => life.abort());

describe.each(KINDS)('acceptOnlyTrusted on %s', (type) => {
  it('drops one that a script made and cancels what it would do', () => {
    const event = new Event(type, { bubbles: true, composed: true, cancelable: true });
    button.dispatchEvent(event);
    expect(used).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(true);
  });

  it('lets the user through', () => {
    button.dispatchEvent(byUser(new Event(type, { bubbles: true })));
    expect(used).toHaveBeenCalledTimes(1);
  });
});

it('acceptOnlyTrusted drops click() as well', () => {
  button.click();
  expect(used).not.toHaveBeenCalled();
});
