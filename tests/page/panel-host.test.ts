// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { createPanelHost, PANEL_TAG } from '../../src/page/panel-host';

describe('createPanelHost', () => {
  it('gives an element of our name whose inside the page cannot open', () => {
    const { host, container } = createPanelHost(document, 'closed');
    expect([host.localName, host.shadowRoot, host.isConnected]).toEqual([PANEL_TAG, null, false]);
    expect(container.isConnected).toBe(false);
  });

  it("lets none of the page's styles in before its own", () => {
    const { host } = createPanelHost(document, 'open');
    expect(host.shadowRoot?.querySelector('style')?.textContent).toMatch(/^:host\{all:initial!important\}/);
  });

  it.each(['keydown', 'keyup', 'keypress', 'wheel'])(
    'keeps %s from the page, and lets a click through',
    (type) => {
      const { host, container } = createPanelHost(document, 'open');
      document.body.append(host);
      const heard = vi.fn();
      for (const name of [type, 'click']) document.addEventListener(name, heard, { once: true });
      container.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      expect(heard).not.toHaveBeenCalled();
      container.dispatchEvent(new Event('click', { bubbles: true, composed: true }));
      expect(heard).toHaveBeenCalledTimes(1);
      host.remove();
    },
  );

  it('takes a plain element where the page has defined one of our name', () => {
    const { matches } = HTMLElement.prototype;
    const spy = vi.spyOn(HTMLElement.prototype, 'matches').mockImplementation(function (
      this: Element,
      query,
    ) {
      return query === ':defined' ? true : matches.call(this, query);
    });
    expect(createPanelHost(document, 'open').host.localName).toBe('div');
    spy.mockRestore();
  });
});
