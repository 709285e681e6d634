// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { mountOptions } from '../../../src/panel/options';
import { parseWatchList } from '../../../src/panel/pages/options-model';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { mountWelcome } from '../../../src/panel/welcome';
import { type Calls, optionsApi, welcomeApi } from '../page-apis';
import { settle } from '../settle';

let root: HTMLElement;
let calls: Calls;

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
  root = document.createElement('div');
  document.body.replaceChildren(root);
  calls = [];
});

async function press(label: string): Promise<void> {
  const button = [...root.querySelectorAll('button')].find((item) => item.textContent === label);
  if (!button) throw new Error(`no button: ${label}`);
  button.click();
  await settle();
}

describe('the welcome page', () => {
  it('leads through four cards and stores the choices at the end', async () => {
    mountWelcome(root, welcomeApi(calls));
    await settle();
    const titles = [root.querySelector('h1')?.textContent];
    for (let step = 0; step < 3; step++) {
      await press('Next');
      titles.push(root.querySelector('h1')?.textContent);
    }
    expect(titles).toEqual([
      'Liquidation levels on your own chart',
      'How to read it',
      'What it is not',
      'Everything stays with you',
    ]);
    root.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await settle();
    await press('Done');
    expect(calls).toEqual([['finish', { alwaysLoadWhatIOpen: true, isBeginner: false }], ['close']]);
  });

  it('says on its first card that it is an estimate and no advice', async () => {
    mountWelcome(root, welcomeApi(calls));
    await settle();
    expect(root.textContent).toContain(en.estimateNotice);
  });

  it('can be skipped on the first card and is then done', async () => {
    mountWelcome(root, welcomeApi(calls));
    await settle();
    await press('Skip');
    expect(calls).toEqual([['finish', { alwaysLoadWhatIOpen: false, isBeginner: false }], ['close']]);
  });

  it('opens the demo from any card', async () => {
    mountWelcome(root, welcomeApi(calls));
    await settle();
    await press('Try the demo');
    expect(calls).toEqual([['openDemo']]);
  });
});

describe('the options page', () => {
  it('says under its title that it is an estimate and no advice', async () => {
    mountOptions(root, optionsApi(calls));
    await settle();
    expect(root.querySelector('header')?.textContent).toContain(en.estimateNotice);
  });

  it('lists sites with their permission and asks before one is switched on', async () => {
    mountOptions(root, optionsApi(calls));
    await settle();
    const [binance, bybit] = root.querySelectorAll<HTMLElement>('[role=switch]');
    expect([binance, bybit].map((item) => item.getAttribute('aria-checked'))).toEqual(['true', 'false']);
    bybit.click();
    await settle();
    expect(calls).toEqual([
      ['requestPermission', ['https://www.bybit.com/*']],
      ['switchSite', 'bybit', true],
    ]);
  });

  it('stores a change at once and leaves the other settings alone', async () => {
    mountOptions(root, optionsApi(calls));
    await settle();
    await press('OKX');
    expect(calls).toEqual([['changeSettings', { ...DEFAULT_SETTINGS, exchangesOff: ['okx'] }]]);
  });

  it('says in words when the store takes nothing', async () => {
    const api = optionsApi(calls);
    const usage = await api.usage();
    mountOptions(root, { ...api, usage: async () => ({ ...usage, fault: 'quota' }) });
    await settle();
    expect(root.querySelector('[role=alert]')?.textContent).toBe(`${en.noticeStore} ${en.storeQuota}`);
  });

  it('asks twice before it deletes everything', async () => {
    mountOptions(root, optionsApi(calls));
    await settle();
    await press('Delete everything');
    expect(calls).toEqual([]);
    await press('Press again to delete');
    expect(calls).toEqual([['deleteEverything']]);
    expect(root.textContent).toContain('Everything was deleted.');
  });

  it('says why an import failed and that nothing was changed', async () => {
    const api = { ...optionsApi(calls), importData: () => Promise.reject(new Error('not a Liqlens export')) };
    mountOptions(root, api);
    await settle();
    const input = root.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('no file field');
    Object.defineProperty(input, 'files', { value: [new File(['{}'], 'x.json')] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(root.textContent).toContain('Not done: not a Liqlens export. Nothing was changed.');
  });

  it('shows storage used and every host contacted', async () => {
    mountOptions(root, optionsApi(calls));
    await settle();
    expect(root.textContent).toContain('74.2 MB of 200 MB used');
    expect(root.querySelectorAll('tbody tr')).toHaveLength(2);
    expect(root.textContent).toContain('fapi.binance.com');
  });
});

describe('parseWatchList', () => {
  it('takes coins from free text, each once', () => {
    expect(parseWatchList('btc, eth; BTC  1000pepe')).toEqual(['BTC', 'ETH', '1000PEPE']);
    expect(parseWatchList(' ,,')).toEqual([]);
    expect(parseWatchList(Array.from({ length: 50 }, (_, i) => `C${i}`).join(' '))).toHaveLength(20);
  });
});
