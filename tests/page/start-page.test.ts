// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import type { PageInstrument } from '../../src/core/market/page-instrument';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings';
import type { BackgroundMessage, PageMessage, SessionState } from '../../src/messages/page-protocol';
import type { ChartLayers } from '../../src/page/chart-layers';
import { startPage } from '../../src/page/start-page';
import { instrumentOf } from '../feeds/harness/instruments';
import { syntheticFrame } from '../overlay/synthetic-frame';

type LayersOptions = Parameters<typeof import('../../src/page/chart-layers').createChartLayers>[0];

/** The layers, of which only what they were told last counts here. */
const layers = vi.hoisted(() => ({
  hidden: 'never told' as string | null,
  frame: null as unknown,
  options: null as unknown,
}));
vi.mock('../../src/page/chart-layers', async (original) => ({
  ...(await original<typeof import('../../src/page/chart-layers')>()),
  createChartLayers(options: LayersOptions): Partial<ChartLayers> {
    layers.options = options;
    return {
      setHidden: (reason) => {
        layers.hidden = reason;
      },
      setFrame: (frame) => {
        layers.frame = frame;
      },
      setLook() {},
      setMuted() {},
      lose() {},
      lockedCount: () => 1,
    };
  },
}));

const FUTURES = 'https://www.mexc.com/futures';
const SPOT = 'https://www.mexc.com/exchange';
const ETH = instrumentOf({ exchange: 'mexc', symbol: 'ETH_USDT', base: 'ETH' });
const SOL = instrumentOf({ exchange: 'mexc', symbol: 'SOL_USDT', base: 'SOL' });
const pageOf = (symbol: string, market: 'perp' | 'spot'): PageInstrument => ({
  siteId: 'mexc',
  exchange: 'mexc',
  symbol,
  market,
});
const [ETH_PERP, ETH_SPOT] = [pageOf('ETH_USDT', 'perp'), pageOf('ETH_USDT', 'spot')];
const SOL_PERP = pageOf('SOL_USDT', 'perp');
const FRAME = syntheticFrame();

/** The page's window, which a frame of its origin may read. */
let top: { document: Document; location: { href: string }; navigation?: EventTarget };
let life: AbortController;
let sent: PageMessage[];
let say: (message: BackgroundMessage) => void;

function goTo(address: string): void {
  top.navigation?.dispatchEvent(new Event('navigate'));
  top.location.href = address;
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(address);
}

const UNKNOWN: SessionState = { state: 'loading', instrument: null, done: 0, total: 0 };
const loading = (instrument = ETH): SessionState => ({ state: 'loading', instrument, done: 0, total: 0 });
const ready = (instrument = ETH): SessionState => ({ state: 'ready', instrument });
const spot: SessionState = { state: 'ready', instrument: ETH, isOtherMarket: true };

function saySession(page: PageInstrument | null, session: SessionState): void {
  say({ type: 'session', session, page });
}
/** All that the background says of a new page, with a picture. */
function sayPicture(page: PageInstrument, state: SessionState, frame = { ...FRAME }) {
  saySession(page, loading('instrument' in state && state.instrument ? state.instrument : ETH));
  saySession(page, state);
  say({ type: 'frame', update: { kind: 'full', frame } });
  return frame;
}

/** The script begins in a frame of the page, or at its top, and finds a chart. */
async function begin(where: 'frame' | 'top'): Promise<void> {
  Object.defineProperty(window, 'top', { value: where === 'frame' ? top : window, configurable: true });
  startPage({ signal: life.signal, setTimeout: () => 0 });
  (layers.options as LayersOptions).onReport({
    state: 'locked',
    source: 'host-api',
    hasPrice: true,
    hasTime: true,
    reason: '',
    rmsPx: 0,
  });
  say({ type: 'welcome', settings: DEFAULT_SETTINGS, siteId: 'mexc' });
  await turn();
}

/** It shows the perpetual of ETH by now. */
async function start(where: 'frame' | 'top'): Promise<void> {
  goTo(`${FUTURES}/ETH_USDT`);
  await begin(where);
  sayPicture(ETH_PERP, ready());
  await turn();
  sent.length = 0;
}

const turn = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const asksAnew = () => sent.some(({ type }) => type === 'resync');

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  sent = [];
  const addEventListener = window.addEventListener.bind(window);
  const navigation = new EventTarget();
  top = Object.assign({ document, location: { href: '' }, navigation }, { addEventListener });
  Object.assign(window, { navigation });
  vi.spyOn(browser.runtime, 'connect').mockImplementation((() => ({
    postMessage: (message: PageMessage) => void sent.push(message),
    disconnect() {},
    onMessage: {
      addListener: (listener: typeof say) => {
        say = listener;
      },
    },
    onDisconnect: { addListener() {}, removeListener() {} },
  })) as unknown as typeof browser.runtime.connect);
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
  Reflect.deleteProperty(window, 'navigation');
});

describe('startPage() in the frame of a chart, after a change of the address,', () => {
  test('shows what the background says once the old heat is off the screen', async () => {
    await start('frame');
    expect(layers.hidden).toBeNull();
    goTo(`${SPOT}/ETH_USDT`);
    await turn();
    expect(layers.hidden).toBe('no-data');
    await turn(40);
    const frame = sayPicture(ETH_SPOT, spot);
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBe(frame);
    expect(asksAnew()).toBe(false);
  });

  test('shows it also when the word comes while the old heat goes off the screen', async () => {
    await start('frame');
    goTo(`${SPOT}/ETH_USDT`);
    await turn(10);
    sayPicture(ETH_SPOT, spot);
    expect(layers.hidden).toBe('no-data');
    await turn(40);
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBeNull();
    expect(asksAnew()).toBe(true);
  });

  test('shows it also when the word comes before the frame has noticed the change', async () => {
    delete top.navigation;
    await start('frame');
    goTo(`${SPOT}/ETH_USDT`);
    sayPicture(ETH_SPOT, spot);
    await turn(2000);
    expect(layers.hidden).toBeNull();
    expect(layers.frame === null).toBe(asksAnew());
  });

  test('never shows the picture of before when the word comes without the new one', async () => {
    await start('frame');
    goTo(`${SPOT}/ETH_USDT`);
    await turn(10);
    saySession(ETH_SPOT, loading());
    saySession(ETH_SPOT, spot);
    await turn(40);
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBeNull();
  });

  test('stays hidden at a word about the page before, until one about its own comes', async () => {
    await start('frame');
    goTo(`${SPOT}/ETH_USDT`);
    await turn(40);
    sayPicture(ETH_PERP, ready());
    expect(layers.hidden).toBe('no-data');
    sayPicture(ETH_SPOT, spot);
    expect(layers.hidden).toBeNull();
  });

  test('twice at once shows only what belongs to the last page', async () => {
    await start('frame');
    goTo(`${FUTURES}/SOL_USDT`);
    await turn(5);
    goTo(`${SPOT}/ETH_USDT`);
    await turn(5);
    sayPicture(SOL_PERP, ready(SOL));
    await turn(40);
    expect(layers.hidden).toBe('no-data');
    const frame = sayPicture(ETH_SPOT, spot);
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBe(frame);
  });

  test('away and back again never shows the page between', async () => {
    await start('frame');
    goTo(`${FUTURES}/SOL_USDT`);
    await turn(40);
    goTo(`${FUTURES}/ETH_USDT`);
    await turn(40);
    sayPicture(SOL_PERP, ready(SOL));
    expect(layers.hidden).toBe('no-data');
    const frame = sayPicture(ETH_PERP, ready());
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBe(frame);
  });
});

describe('startPage() in the frame of a chart', () => {
  test('that begins to read the page after a word about another shows nothing before its own', async () => {
    top.location.href = `${FUTURES}/SOL_USDT`;
    await begin('frame');
    sayPicture(ETH_PERP, ready());
    expect(layers.hidden).toBe('no-data');
    const frame = sayPicture(SOL_PERP, ready(SOL));
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBe(frame);
  });

  test('from elsewhere, which cannot read the page, shows what the background says', async () => {
    top = {
      get document(): Document {
        throw new DOMException('blocked', 'SecurityError');
      },
      location: { href: '' },
    };
    await begin('frame');
    sayPicture(ETH_PERP, ready());
    expect(layers.hidden).toBeNull();
    sayPicture(SOL_PERP, ready(SOL));
    expect(layers.hidden).toBeNull();
    saySession(ETH_SPOT, UNKNOWN);
    expect(layers.hidden).toBe('no-data');
    expect(layers.frame).toBeNull();
  });
});

describe('startPage() at the top of a page, after a change of the address,', () => {
  const told = () => sent.flatMap((message) => (message.type === 'instrument' ? [message.instrument] : []));

  test('tells the new page when the old heat is off the screen, and shows the answer', async () => {
    await start('top');
    expect(layers.hidden).toBeNull();
    goTo(`${SPOT}/ETH_USDT`);
    await turn();
    expect(layers.hidden).toBe('no-data');
    expect(told()).toEqual([]);
    await turn(40);
    expect(told()).toEqual([ETH_SPOT]);
    const frame = sayPicture(ETH_SPOT, spot);
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBe(frame);
    expect(asksAnew()).toBe(false);
  });

  test('shows nothing of the page before, however late the words about it come', async () => {
    await start('top');
    goTo(`${SPOT}/ETH_USDT`);
    await turn(10);
    saySession(ETH_PERP, ready());
    await turn(40);
    expect(layers.hidden).toBe('no-data');
    sayPicture(ETH_PERP, ready());
    expect(layers.hidden).toBe('no-data');
    sayPicture(ETH_SPOT, spot);
    expect(layers.hidden).toBeNull();
  });

  test('away and back at once tells one page, and shows it again', async () => {
    await start('top');
    goTo(`${FUTURES}/SOL_USDT`);
    await turn(10);
    goTo(`${FUTURES}/ETH_USDT`);
    await turn(40);
    expect(told()).toEqual([ETH_PERP]);
    const frame = sayPicture(ETH_PERP, ready());
    expect(layers.hidden).toBeNull();
    expect(layers.frame).toBe(frame);
  });
});
