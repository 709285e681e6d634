import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings';
import { FEEDS } from '../../src/feeds/registry';
import type { TabStatus, UsageReport } from '../../src/messages/popup-protocol';
import type { OptionsApi } from '../../src/panel/pages/options-api';
import type { PopupApi } from '../../src/panel/pages/popup-api';
import type { WelcomeApi } from '../../src/panel/pages/welcome-api';
import { SAMPLE_INSTRUMENT, SAMPLE_NOW_MS, sampleFrame, sampleSource } from './frame-samples';
import { ANCHORED } from './panel-states';

/** As the product has them, in the order of its lists. */
const EXCHANGES = FEEDS.map(({ id }) => id);

export type Calls = [string, ...unknown[]][];

/** A tab with everything running; `part` overrides. The frame is as fresh as the real clock. */
export function sampleTab(part: Partial<TabStatus> = {}): TabStatus {
  const fresh = Date.now() - 2000;
  const sources = [
    sampleSource('binance', 'live', { lastDataMs: fresh }),
    sampleSource('bybit', 'live', { lastDataMs: fresh }),
    sampleSource('okx', 'stale', { lastDataMs: fresh - 90_000 }),
  ];
  return {
    siteId: 'binance',
    host: 'www.binance.com',
    isOn: true,
    hasPermission: true,
    wantedOrigins: ['https://www.binance.com/*'],
    session: { state: 'ready', instrument: SAMPLE_INSTRUMENT },
    anchor: ANCHORED,
    frame: sampleFrame({ asOfMs: fresh, sources }),
    sources,
    storeFault: null,
    eventModeUntilMs: 0,
    armedAlerts: 3,
    ...part,
  };
}

/** A tab that reads every exchange, two of them in trouble for a reason. */
export function crowdedTab(): TabStatus {
  const lastDataMs = Date.now() - 2000;
  const others = EXCHANGES.filter((exchange) => exchange !== 'okx' && exchange !== 'bitmex');
  const sources = [
    ...others.map((exchange) => sampleSource(exchange, 'live', { lastDataMs })),
    sampleSource('okx', 'blocked', { lastDataMs: 0, why: { code: 'region' } }),
    sampleSource('bitmex', 'rate-limited', { lastDataMs, retryAtMs: Date.now() + 40_000 }),
  ];
  return sampleTab({ sources, frame: sampleFrame({ asOfMs: lastDataMs, sources }) });
}

export function popupApi(tab: TabStatus, calls: Calls = []): PopupApi {
  return {
    version: '0.1.0',
    status: async () => tab,
    requestPermission: async (origins) => {
      calls.push(['requestPermission', origins]);
      return true;
    },
    switchSite: async (siteId, isOn) => {
      calls.push(['switchSite', siteId, isOn]);
    },
    openDemo: () => calls.push(['openDemo']),
    openOptions: () => calls.push(['openOptions']),
    openHelp: () => calls.push(['openHelp']),
  };
}

export function welcomeApi(calls: Calls = []): WelcomeApi {
  return {
    choices: async () => ({ alwaysLoadWhatIOpen: false, isBeginner: false }),
    finish: async (choices) => {
      calls.push(['finish', choices]);
    },
    openDemo: () => calls.push(['openDemo']),
    close: () => calls.push(['close']),
  };
}

const USAGE: UsageReport = {
  storedBytes: 74_200_000,
  capBytes: 200_000_000,
  instruments: [
    { key: 'binance:BTCUSDT', bars: 8640, liquidations: 12_841, newestMs: SAMPLE_NOW_MS },
    { key: 'bybit:BTCUSDT', bars: 8640, liquidations: 40_112, newestMs: SAMPLE_NOW_MS },
  ],
  hosts: [
    { host: 'fapi.binance.com', requests: 412, lastStatus: '200', lastMs: SAMPLE_NOW_MS },
    { host: 'api.bybit.com', requests: 96, lastStatus: '429', lastMs: SAMPLE_NOW_MS },
  ],
};

export function optionsApi(calls: Calls = [], stored: Settings = DEFAULT_SETTINGS): OptionsApi {
  let settings = stored;
  return {
    version: '0.1.0',
    settings: async () => settings,
    changeSettings: async (next) => {
      settings = next;
      calls.push(['changeSettings', next]);
    },
    sites: async () => [
      {
        id: 'binance',
        name: 'Binance',
        origins: ['https://www.binance.com/*'],
        hasPermission: true,
        verified: 'fixture',
      },
      {
        id: 'bybit',
        name: 'Bybit',
        origins: ['https://www.bybit.com/*'],
        hasPermission: false,
        verified: 'unverified',
      },
    ],
    exchanges: [
      { id: 'binance', name: 'Binance' },
      { id: 'bybit', name: 'Bybit' },
      { id: 'okx', name: 'OKX' },
    ],
    requestPermission: async (origins) => {
      calls.push(['requestPermission', origins]);
      return true;
    },
    switchSite: async (siteId, isOn) => {
      calls.push(['switchSite', siteId, isOn]);
    },
    usage: async () => USAGE,
    exportData: async () => '{}',
    importData: async (text) => {
      calls.push(['importData', text]);
    },
    deleteEverything: async () => {
      calls.push(['deleteEverything']);
    },
    openDemo: () => calls.push(['openDemo']),
    openWelcome: () => calls.push(['openWelcome']),
    openShortcuts: null,
  };
}
