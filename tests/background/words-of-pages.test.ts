import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type HubEvents, PageHub } from '../../src/background/page-hub';
import { SessionKeeper } from '../../src/background/session-keeper';
import { withSiteChange } from '../../src/background/settings-change';
import { newTabSession } from '../../src/background/tab-session';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings';
import { PAGE_PORT, type PageMessage } from '../../src/messages/page-protocol';
import { instrumentOf } from '../feeds/harness/instruments';

/**
 * A page can cover our panel with something that lets clicks through, fade it, or move it under the pointer: no script can
 * tell in every browser. So this is all that a click in a page may leave behind, whoever led it there.
 */
const LEAVES_BEHIND: Record<PageMessage['type'], readonly (keyof Settings)[]> = {
  hello: [],
  instrument: [],
  anchor: [],
  'want-frames': [],
  visible: [],
  'chart-candles': [],
  heartbeat: [],
  resync: [],
  'load-instrument': [],
  'retry-source': [],
  'change-look': ['sites'],
  'change-query': ['sites'],
  replay: [],
  'save-plan': ['plans'],
  'set-alerts': ['alerts'],
  'plan-marks': [],
  'export-picture': [],
  'start-calibration': [],
  'open-options': [],
};

const SAMPLES: { [Type in PageMessage['type']]: Extract<PageMessage, { type: Type }> } = {
  hello: {
    type: 'hello',
    isTop: true,
    siteId: 'binance',
    isVisible: true,
    probe: new Uint8Array(2),
    session: null,
  },
  instrument: { type: 'instrument', instrument: null, reason: 'x' },
  anchor: {
    type: 'anchor',
    report: { state: 'lost', source: null, hasPrice: false, hasTime: false, reason: '', rmsPx: 0 },
  },
  'want-frames': { type: 'want-frames', query: null },
  visible: { type: 'visible', isVisible: true },
  'chart-candles': { type: 'chart-candles', candles: {} as never, time: {} as never },
  heartbeat: { type: 'heartbeat' },
  resync: { type: 'resync' },
  'load-instrument': { type: 'load-instrument', key: 'binance:BTCUSDT', always: true },
  'retry-source': { type: 'retry-source', exchange: 'binance' },
  'change-look': { type: 'change-look', siteId: 'binance', change: { showLayer: false } },
  'change-query': { type: 'change-query', siteId: 'binance', change: { model: 'turnover' } },
  replay: { type: 'replay', untilMs: 1 },
  'save-plan': { type: 'save-plan', key: 'binance:BTCUSDT', plan: {} as never },
  'set-alerts': { type: 'set-alerts', alerts: { ...DEFAULT_SETTINGS.alerts, rules: [{} as never] } },
  'plan-marks': { type: 'plan-marks', marks: [] },
  'export-picture': { type: 'export-picture' },
  'start-calibration': { type: 'start-calibration' },
  'open-options': { type: 'open-options' },
};

const hear = vi.hoisted(() => ({ connect: (_port: unknown) => {} }));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: { onConnect: { addListener: (listener: typeof hear.connect) => (hear.connect = listener) } },
  },
}));

let settings: Settings;
/** Settings are read from then on. */
let read: Promise<void>;
let posted: unknown[];
let say: (message: PageMessage) => void;

beforeEach(() => {
  settings = DEFAULT_SETTINGS;
  read = Promise.resolve();
  posted = [];
  const events: HubEvents = {
    onChartCandles: () => {},
    onInstrument: () => {},
    onWantFrames: () => {},
    onLoadInstrument: () => {},
    onRetrySource: () => {},
    onChangeSite(siteId, change) {
      settings = withSiteChange(settings, siteId, change);
    },
    onSettings(edit) {
      settings = edit(settings);
    },
    onOpenOptions: () => {},
    onAudience: () => {},
    settings: () => read.then(() => settings),
    storeFault: () => null,
  };
  new PageHub(events).listen();
  const listen = { addListener: (listener: typeof say) => (say = listener) };
  hear.connect({
    name: PAGE_PORT,
    sender: { tab: { id: 1 } },
    onMessage: listen,
    onDisconnect: { addListener: () => {} },
    postMessage: (message: unknown) => posted.push(message),
  });
});

describe.each(Object.entries(LEAVES_BEHIND))('PageHub, told %s by a page,', (type, left) => {
  it(`changes ${left.length > 0 ? left.join() : 'no setting'} and nothing else`, () => {
    say(SAMPLES[type as PageMessage['type']]);
    const names = Object.keys(settings) as (keyof Settings)[];
    expect(names.filter((name) => settings[name] !== DEFAULT_SETTINGS[name])).toEqual(left);
  });
});

it('PageHub, greeted while the settings are still being read, tells those and never the defaults', async () => {
  let finish = () => {};
  read = new Promise((resolve) => {
    finish = resolve;
  });
  say(SAMPLES.hello);
  await Promise.resolve();
  expect(posted).toEqual([]);
  settings = { ...DEFAULT_SETTINGS, isBeginner: !DEFAULT_SETTINGS.isBeginner };
  finish();
  await vi.waitFor(() => expect(posted).not.toEqual([]));
  expect(posted[0]).toEqual({ type: 'welcome', settings, siteId: 'binance' });
});

it('PageHub, told of a site by a page, never switches the site on or off', () => {
  for (const type of ['change-look', 'change-query'] as const) say(SAMPLES[type]);
  expect(settings.sites.binance.isOn).toBe(DEFAULT_SETTINGS.defaults.isOn);
});

it('SessionKeeper.load, asked for always, loads this coin and leaves the rest to the options page', async () => {
  const instrument = instrumentOf({ exchange: 'binance', symbol: 'BTCUSDT' });
  const session = newTabSession(1);
  session.session = { state: 'ask-to-load', instrument };
  const change = vi.fn();
  const openOptions = vi.fn();
  const keeper = new SessionKeeper({
    hub: { sessions: new Map() },
    watch: { want: () => {}, sourcesOf: () => [], priceOf: () => null },
    settings: { current: settings, change },
    exchanges: [],
    openOptions,
    onOpened: () => {},
  } as never);
  await keeper.load(session, SAMPLES['load-instrument']);
  expect(session.session).toMatchObject({ state: 'loading', instrument: { symbol: 'BTCUSDT' } });
  expect(openOptions).toHaveBeenCalledTimes(1);
  expect(change).not.toHaveBeenCalled();
});
