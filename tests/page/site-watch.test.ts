// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SiteWatch, siteAt, watchPageFromFrame, watchSite } from '../../src/page/site-watch';

const onInstrument = vi.fn();
const page = window as { navigation?: EventTarget };
const navigate = () => page.navigation?.dispatchEvent(new Event('navigate'));
let stop: AbortController;
let watch: SiteWatch;

function goTo(address: string): void {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(address);
}

function start(address: string, title = ''): void {
  document.head.innerHTML = title && `<title>${title}</title>`;
  goTo(address);
  stop = new AbortController();
  watch = watchSite({ window, onInstrument, signal: stop.signal });
}

const symbols = () => onInstrument.mock.calls.map(([instrument]) => instrument?.symbol ?? null);
/** Mutation observers and microtasks have had their turn; no timer has. */
const turn = () => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers();
  onInstrument.mockReset();
  page.navigation = new EventTarget();
});
afterEach(() => {
  stop.abort();
  delete page.navigation;
  vi.useRealTimers();
});

describe('watchSite', () => {
  test('tells the instrument of the address at once', () => {
    start('https://www.binance.com/en/futures/BTCUSDT');
    expect(onInstrument).toHaveBeenCalledTimes(1);
    expect(onInstrument.mock.calls[0][0]).toMatchObject({ siteId: 'binance', symbol: 'BTCUSDT' });
  });

  test('reads the new address as soon as the page has set it, though it is announced before', async () => {
    start('https://www.binance.com/en/futures/BTCUSDT');
    navigate();
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    await turn();
    expect(symbols()).toEqual(['BTCUSDT', 'ETHUSDT']);
  });

  test('finds a new address within a second where the browser does not tell of it, until it is stopped', async () => {
    delete page.navigation;
    start('https://www.binance.com/en/futures/BTCUSDT');
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    await vi.advanceTimersByTimeAsync(1000);
    expect(symbols()).toEqual(['BTCUSDT', 'ETHUSDT']);
    stop.abort();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('tells of an address that changes later than announced', async () => {
    start('https://www.binance.com/en/futures/BTCUSDT');
    navigate();
    await turn();
    goTo('https://www.binance.com/en/markets');
    await vi.advanceTimersByTimeAsync(200);
    expect(symbols()).toEqual(['BTCUSDT', null]);
  });

  test('says nothing again while the instrument stays', async () => {
    start('https://www.binance.com/en/futures/BTCUSDT', '64,000 | BTCUSDT');
    document.title = '64,001 | BTCUSDT';
    navigate();
    goTo('https://www.binance.com/de/futures/BTCUSDT');
    await vi.advanceTimersByTimeAsync(200);
    expect(symbols()).toEqual(['BTCUSDT']);
  });

  test('follows a title that changes many times a second', async () => {
    start('https://www.tradingview.com/chart/abcd1234/', 'BTCUSDT.P 83,760.7 ▲ +0.52% layout');
    for (let tick = 0; tick < 20; tick++) {
      document.title = `ETHUSDT.P 4,0${10 + tick}.1 ▼ −0.5% layout`;
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(symbols()).toEqual(['BTCUSDT', 'ETHUSDT']);
  });

  test('leaves the titles of a hidden page alone and reads the last one when it is shown', async () => {
    const show = (state: 'visible' | 'hidden') => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    start('https://www.tradingview.com/chart/', 'BTCUSDT.P 64,200.5 Chart');
    await turn();
    const before = symbols();
    show('hidden');
    document.title = 'ETHUSDT.P 3,200.5 Chart';
    await turn();
    expect(symbols()).toEqual(before);
    show('visible');
    expect(symbols()).toHaveLength(before.length + 1);
    document.title = 'SOLUSDT.P 150.5 Chart';
    await turn();
    expect(symbols()).toHaveLength(before.length + 2);
  });

  test('follows a title element that comes late and one that takes its place', async () => {
    start('https://www.tradingview.com/chart/abcd1234/');
    document.head.innerHTML = '<title>BTCUSDT.P 83,760.7</title>';
    await turn();
    document.head.innerHTML = '<title>ETHUSDT.P 4,012.1</title>';
    await turn();
    expect(symbols()).toEqual([null, 'BTCUSDT', 'ETHUSDT']);
  });

  test('notices an address that changed without a word when it is asked before drawing', () => {
    start('https://www.binance.com/en/futures/BTCUSDT');
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    expect(symbols()).toEqual(['BTCUSDT']);
    watch.check();
    expect(symbols()).toEqual(['BTCUSDT', 'ETHUSDT']);
  });

  test('shows() compares with the page as it is now, and tells of it when it is another', () => {
    start('https://www.binance.com/en/futures/BTCUSDT');
    const [btc] = onInstrument.mock.calls[0];
    expect(watch.shows({ ...btc })).toBe(true);
    expect(watch.shows({ ...btc, market: 'spot' })).toBe(false);
    expect(watch.shows(null)).toBe(false);
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    expect(watch.shows(btc)).toBe(false);
    expect(symbols()).toEqual(['BTCUSDT', 'ETHUSDT']);
  });

  test('is silent after the end of the script', async () => {
    start('https://www.binance.com/en/futures/BTCUSDT');
    navigate();
    stop.abort();
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    await vi.advanceTimersByTimeAsync(200);
    expect(symbols()).toEqual(['BTCUSDT']);
  });

  test('reads a site that the user added, as a guess under its origin', () => {
    start('https://charts.example/trade/BTCUSDT');
    expect(onInstrument.mock.calls[0][0]).toMatchObject({
      siteId: 'https://charts.example',
      symbol: 'BTCUSDT',
      isGuess: true,
    });
  });
});

test('siteAt() of a frame without an address of its own does not throw', () => {
  goTo('about:blank');
  expect(siteAt(location).id).toBe('null');
});

describe('watchPageFromFrame()', () => {
  const frameIn = (top: unknown) => ({ top }) as unknown as Window;
  const changed = vi.fn();

  test('tells of the instrument of the page above, and of a navigation to another', async () => {
    goTo('https://www.binance.com/en/futures/BTCUSDT');
    stop = new AbortController();
    const navigation = new EventTarget();
    const addEventListener = window.addEventListener.bind(window);
    const top = { document, location: window.location, navigation, addEventListener };
    watchPageFromFrame(frameIn(top), stop.signal, changed);
    expect(changed).toHaveBeenCalledTimes(1);
    navigation.dispatchEvent(new Event('navigate'));
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    await turn();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  test('notices in a browser without the Navigation API when it is asked before drawing', () => {
    goTo('https://www.binance.com/en/futures/BTCUSDT');
    stop = new AbortController();
    const found = watchPageFromFrame(frameIn(window), stop.signal, changed);
    changed.mockReset();
    goTo('https://www.binance.com/en/futures/ETHUSDT');
    found?.check();
    expect(changed).toHaveBeenCalledTimes(1);
  });

  test('in a page from elsewhere is null', () => {
    const foreign = {
      get document(): Document {
        throw new DOMException('blocked', 'SecurityError');
      },
    };
    stop = new AbortController();
    expect(watchPageFromFrame(frameIn(foreign), stop.signal, changed)).toBeNull();
  });
});
