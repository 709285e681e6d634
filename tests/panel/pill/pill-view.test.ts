// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { firstFacts, type PanelFacts } from '../../../src/panel/panel-facts';
import { factsOf } from '../../../src/panel/panel-model';
import { createPill, type Pill } from '../../../src/panel/pill/pill-view';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { SAMPLE_NOW_MS } from '../frame-samples';
import { panelState } from '../panel-states';

let root: HTMLElement;
let stop: AbortController;
let calls: unknown[][];
let pill: Pill;

const query = (selector: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches: ${selector}`);
  found.setPointerCapture = () => undefined;
  return found;
};
const facts = (change: Partial<PanelFacts> = {}): PanelFacts => ({
  ...factsOf(panelState('pill')),
  ...change,
});
const pointer = (target: HTMLElement, type: string, clientX = 0, clientY = 0) =>
  target.dispatchEvent(new PointerEvent(type, { clientX, clientY, button: 0, bubbles: true, pointerId: 1 }));

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
  root = document.createElement('div');
  document.body.append(root);
  stop = new AbortController();
  calls = [];
  pill = createPill(root, {
    open: () => calls.push(['open']),
    prepare: () => calls.push(['prepare']),
    move: (place) => calls.push(['move', place]),
    signal: stop.signal,
  });
});
afterEach(() => {
  stop.abort();
  root.remove();
});

describe('createPill', () => {
  it('is a named button that says what it opens and what it shows', () => {
    pill.update(facts());
    expect(query('.pill').ariaLabel).toBe('Liqlens liquidation map');
    expect(query('.pill-open').textContent).toMatch(
      /^Open the liquidation panel: SHORTS 98\.03K \+1\.17% .*LONGS 95\.98K -0\.79%/,
    );
  });

  it('prepares with the press and opens with the click', () => {
    pill.update(facts());
    pointer(query('.pill-open'), 'pointerdown');
    query('.pill-open').click();
    expect(calls).toEqual([['prepare'], ['open']]);
  });

  it('changes words in place, and elements only when other things are to be said', () => {
    pill.update(facts());
    const age = query('.badge');
    pill.update(facts({ now: SAMPLE_NOW_MS + 3000 }));
    expect([query('.badge') === age, age.textContent]).toEqual([true, '5s']);
    pill.update(facts({ now: SAMPLE_NOW_MS + 90_000 }));
    expect(query('.badge').className).toBe('badge badge-stale');
    pill.update(firstFacts('binance', SAMPLE_NOW_MS));
    expect(query('.pill-figures').textContent?.trim()).toBe('Connecting to the engine…');
  });

  it('tells more under the pointer and with the focus, until Escape', () => {
    pill.update(facts());
    const tip = query('.pill-tip');
    expect([tip.hidden, tip.textContent]).toEqual([true, '']);
    pointer(query('.pill'), 'pointerenter');
    expect([tip.hidden, tip.textContent?.includes('~$38M')]).toEqual([false, true]);
    pill.update(facts({ now: SAMPLE_NOW_MS + 3000 }));
    expect(tip.textContent).toContain('LIVE 5s');
    pointer(query('.pill'), 'pointerleave');
    expect(tip.hidden).toBe(true);
    query('.pill-open').dispatchEvent(new Event('focusin', { bubbles: true }));
    expect([tip.hidden, query('.pill-open').getAttribute('aria-describedby')]).toEqual([false, tip.id]);
    query('.pill-open').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(tip.hidden).toBe(true);
  });

  it('stands in the lower right of the chart and goes along with it, until the user has moved it', () => {
    const { style } = query('.pill');
    pill.update(facts());
    expect([style.right, style.left]).toEqual(['', '']);
    const chartArea = { left: 0, top: 0, width: innerWidth - 100, height: innerHeight - 100 };
    pill.update(facts({ chartArea }));
    const right = Number.parseFloat(style.right);
    expect([style.left, right > 100]).toEqual(['auto', true]);
    pill.update(facts({ chartArea: { ...chartArea, width: chartArea.width - 50 } }));
    expect(Number.parseFloat(style.right)).toBeGreaterThan(right);
    const { settings } = facts();
    const look = { ...settings.defaults.look, panelPlace: { left: 40, top: 60 } };
    pill.update(facts({ chartArea, settings: { ...settings, defaults: { ...settings.defaults, look } } }));
    expect([style.left, style.top, style.right]).toEqual(['40px', '60px', '']);
  });

  it('stands in lines over a narrow chart and in a narrow window', () => {
    const area = { left: 0, top: 0, width: 1200, height: 500 };
    const { classList } = query('.pill');
    pill.update(facts({ chartArea: area }));
    expect(classList.contains('pill-narrow')).toBe(false);
    pill.update(facts({ chartArea: { ...area, width: 300 } }));
    expect(classList.contains('pill-narrow')).toBe(true);
    pill.update(facts({ chartArea: area }));
    expect(classList.contains('pill-narrow')).toBe(false);
  });

  it.each([
    ['at the upper left', new DOMRect(10, 20, 200, 28), [true, `${innerHeight - 56}px`, '-158px']],
    [
      'at the lower right',
      new DOMRect(700, innerHeight - 48, 200, 28),
      [false, `${innerHeight - 56}px`, '0px'],
    ],
  ])('keeps its tooltip inside the window %s', (_, place, expected) => {
    pill.update(facts());
    const tip = query('.pill-tip');
    query('.pill').getBoundingClientRect = () => place;
    Object.defineProperty(tip, 'offsetWidth', { value: 360 });
    pointer(query('.pill'), 'pointerenter');
    const isBelow = tip.classList.contains('pill-tip-below');
    expect([isBelow, tip.style.maxHeight, tip.style.right]).toEqual(expected);
  });

  it('is moved by its grip, and by the arrow keys with Alt', () => {
    pill.update(facts());
    query('.pill').getBoundingClientRect = () => new DOMRect(10, 20, 300, 28);
    pointer(query('.pill-grip'), 'pointerdown', 15, 25);
    pointer(query('.pill-grip'), 'pointermove', 115, 75);
    expect([query('.pill').style.left, query('.pill').style.top]).toEqual(['110px', '70px']);
    pointer(query('.pill-grip'), 'pointerup', 115, 75);
    expect(calls.map(([name]) => name)).toEqual(['move']);
    query('.pill-open').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', altKey: true }));
    query('.pill-open').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    expect(calls.map(([name]) => name)).toEqual(['move', 'move']);
    expect(query('.pill').style.left).toBe('26px');
  });

  it('is hidden while the panel is open and up to date when it is shown again', () => {
    pill.update(facts());
    pill.setShown(false);
    expect(query('.pill').hidden).toBe(true);
    pill.update(facts({ now: SAMPLE_NOW_MS + 5000 }));
    expect(query('.badge').textContent).toBe('2s');
    pill.setShown(true);
    expect([query('.pill').hidden, query('.badge').textContent]).toEqual([false, '7s']);
  });

  it('leaves nothing behind when it is stopped', () => {
    pill.update(facts());
    stop.abort();
    expect(root.childNodes.length).toBe(0);
  });
});
