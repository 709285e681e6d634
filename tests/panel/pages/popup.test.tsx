// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TabStatus } from '../../../src/messages/popup-protocol';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { mountPopup } from '../../../src/panel/popup';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { type Calls, popupApi, sampleTab } from '../page-apis';
import { ANCHORED } from '../panel-states';
import { settle } from '../settle';

let root: HTMLElement;
let calls: Calls;

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
  root = document.createElement('div');
  calls = [];
});

afterEach(() => root.remove());

async function open(tab: TabStatus, part: Partial<ReturnType<typeof popupApi>> = {}): Promise<void> {
  mountPopup(root, { ...popupApi(tab, calls), ...part });
  await settle();
}

function toggle(): HTMLElement {
  const found = root.querySelector<HTMLElement>('[role=switch]');
  if (!found) throw new Error('no switch');
  return found;
}

describe('the popup', () => {
  it('shows site, symbol, upright map and sources', async () => {
    await open(sampleTab());
    expect(root.textContent).toContain('www.binance.com');
    expect(root.textContent).toContain('BTCUSDT');
    expect(root.querySelectorAll('.mini-map rect').length).toBeGreaterThan(20);
    expect(toggle().getAttribute('aria-checked')).toBe('true');
  });

  it('has one line for each state of its sources, so that it is low with eleven of them', async () => {
    await open(sampleTab());
    const lines = [...root.querySelectorAll('.source-lines li')].map(({ textContent }) => textContent);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^Binance, Bybit live/);
    expect(lines[1]).toMatch(/^OKX stale/);
  });

  it('says why the chart is not aligned', async () => {
    const anchor = { ...ANCHORED, state: 'unsupported' as const, hasPrice: false, reason: 'few-labels' };
    await open(sampleTab({ anchor }));
    expect(root.textContent).toContain(`${en.noticeNotAligned} ${en.noticeAnchorFewLabels}`);
  });

  it('counts the sources of now and not those of the moment its frame was made', async () => {
    const tab = sampleTab();
    const now = tab.sources.map((source) => ({ ...source, state: 'live' as const, lastDataMs: Date.now() }));
    await open(tab);
    expect(root.textContent).toContain('PARTIAL 2/3');
    await open({ ...tab, sources: now });
    expect(root.textContent).toContain('LIVE');
    expect(root.textContent).not.toContain('PARTIAL');
  });

  it('says of store, event mode and thin markets what the panel says', async () => {
    const tab = sampleTab({ storeFault: 'quota', eventModeUntilMs: Date.now() + 3_600_000 });
    await open({ ...tab, frame: tab.frame && { ...tab.frame, isThin: true } });
    for (const words of [en.noticeStore, en.noticeThin, en.noticeEvent]) {
      expect(root.textContent).toContain(words);
    }
  });

  it('counts the armed alerts and leads to their list', async () => {
    await open(sampleTab());
    expect(root.textContent).toContain('Alerts armed: 3');
    [...root.querySelectorAll('button')].find(({ textContent }) => textContent === 'Manage')?.click();
    expect(calls).toEqual([['openOptions']]);
  });

  it('switches the site off without asking for anything', async () => {
    await open(sampleTab());
    toggle().click();
    await settle();
    expect(calls).toEqual([['switchSite', 'binance', false]]);
  });

  it('asks for the permission in the click that switches on', async () => {
    await open(sampleTab({ isOn: false, hasPermission: false }));
    expect(root.textContent).toContain('The browser will ask for permission');
    toggle().click();
    await settle();
    expect(calls).toEqual([
      ['requestPermission', ['https://www.binance.com/*']],
      ['switchSite', 'binance', true],
    ]);
  });

  it('has switched on already when the prompt closes it', async () => {
    const never = new Promise<boolean>(() => {});
    await open(sampleTab({ isOn: false, hasPermission: false }), { requestPermission: () => never });
    toggle().click();
    await settle();
    expect(calls).toEqual([['switchSite', 'binance', true]]);
  });

  it('stays off and says so when the permission is refused', async () => {
    await open(sampleTab({ isOn: false, hasPermission: false }), { requestPermission: async () => false });
    toggle().click();
    await settle();
    expect(calls.at(-1)).toEqual(['switchSite', 'binance', false]);
    expect(root.textContent).toContain('Without the permission nothing is read or drawn here.');
  });

  it('counts a site without permission as off, whatever the settings say', async () => {
    await open(sampleTab({ isOn: true, hasPermission: false }));
    expect(toggle().getAttribute('aria-checked')).toBe('false');
  });

  it('says that it cannot run on a page of the browser', async () => {
    await open(sampleTab({ siteId: null }));
    expect(root.textContent).toContain('Liqlens cannot run on this page.');
    expect(root.querySelector('[role=switch]')).toBeNull();
  });

  it('keeps its ways on when the background does not answer', async () => {
    await open(sampleTab(), { status: () => Promise.reject(new Error('no receiver')) });
    [...root.querySelectorAll('button')].find((b) => b.textContent === 'Options')?.click();
    await settle();
    expect(calls).toEqual([['openOptions']]);
  });
});
