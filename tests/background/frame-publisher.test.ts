import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FramePublisher } from '../../src/background/frame-publisher';
import { newTabSession, type PageEnd, type TabSession } from '../../src/background/tab-session';
import { DEFAULT_SETTINGS, siteSettings } from '../../src/core/settings/settings';
import { syntheticFrame } from '../overlay/synthetic-frame';

const FRAME = syntheticFrame();
const { query } = siteSettings(DEFAULT_SETTINGS, 'binance');
const { base } = FRAME.instrument;

let sentMs: number[];
let startMs: number;

function openPage(): { session: TabSession; end: PageEnd } {
  const end: PageEnd = {
    id: 1,
    isTop: true,
    isVisible: true,
    needsBase64: false,
    query,
    anchor: null,
    shown: null,
    sent: null,
    missed: new Map(),
    post: () => sentMs.push(Date.now() - startMs),
  };
  const session = newTabSession(7);
  session.instrument = FRAME.instrument;
  session.ends.set(end.id, end);
  return { session, end };
}

function publisherOf(sessions: TabSession[], answer = async () => FRAME as typeof FRAME | null) {
  return new FramePublisher({
    link: { call: answer } as never,
    sessions: () => sessions,
    sourcesOf: () => [],
    onFrame: () => undefined,
    onEngineTrouble: () => undefined,
  });
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22) });
  startMs = Date.now();
  sentMs = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('FramePublisher', () => {
  it('sends a change at once when nothing was sent lately, and the next a second later', async () => {
    const { session } = openPage();
    const publisher = publisherOf([session]);
    publisher.markChanged(base);
    await vi.advanceTimersByTimeAsync(300);
    publisher.markChanged(base);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sentMs).toEqual([0, 1000]);
  });

  it('a page that has just got its first frame gets what changed since then a second later, once', async () => {
    const { session, end } = openPage();
    const publisher = publisherOf([session]);
    await publisher.sendNow(session, end);
    for (let tick = 0; tick < 5; tick += 1) {
      publisher.markChanged(base);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sentMs).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sentMs).toEqual([0, 1000]);
  });

  it('asks again with the next change, and not a second later, while there was nothing to show', async () => {
    const { session } = openPage();
    let frame: typeof FRAME | null = null;
    const publisher = publisherOf([session], async () => frame);
    publisher.markChanged(base);
    await vi.advanceTimersByTimeAsync(50);
    frame = FRAME;
    publisher.markChanged(base);
    await vi.advanceTimersByTimeAsync(50);
    expect(sentMs).toEqual([50]);
  });

  it('an answer without a frame does not put off the first one', async () => {
    const { session, end } = openPage();
    let frame: typeof FRAME | null = null;
    const publisher = publisherOf([session], async () => frame);
    await publisher.sendNow(session, end);
    frame = FRAME;
    await vi.advanceTimersByTimeAsync(100);
    publisher.markChanged(base);
    await vi.advanceTimersByTimeAsync(100);
    expect(sentMs).toEqual([100]);
  });

  it('a page that asks again and again does not keep another waiting for longer than a second', async () => {
    const [busy, quiet] = [openPage(), openPage()];
    quiet.end.post = vi.fn();
    const publisher = publisherOf([busy.session, quiet.session]);
    for (let ask = 0; ask < 7; ask += 1) {
      await publisher.sendNow(busy.session, busy.end);
      publisher.markChanged(base);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(quiet.end.post).toHaveBeenCalledTimes(2);
  });

  it('leaves pages of other coins and hidden pages alone', async () => {
    const { session, end } = openPage();
    const publisher = publisherOf([session]);
    publisher.markChanged('DOGE');
    await vi.advanceTimersByTimeAsync(1500);
    end.isVisible = false;
    publisher.markChanged(base);
    await vi.advanceTimersByTimeAsync(1500);
    expect(sentMs).toEqual([]);
  });
});

describe('a page that is opened while the engine is busy', () => {
  let publisher: FramePublisher;
  let answers: (() => void)[];

  /** Another page has just been shown a frame; from now on the engine answers when it is let. */
  beforeEach(async () => {
    answers = [];
    const first = openPage();
    let isBusy = false;
    publisher = publisherOf([first.session], async () => {
      if (isBusy) await new Promise<void>((resolve) => answers.push(resolve));
      return FRAME;
    });
    await publisher.sendNow(first.session, first.end);
    isBusy = true;
    sentMs = [];
  });

  it('is shown what the last one was shown, and then what the engine says', async () => {
    const { session, end } = openPage();
    const sent = publisher.sendNow(session, end);
    expect(sentMs).toHaveLength(1);
    expect(end.sent).toBe(FRAME);
    answers[0]();
    await sent;
    expect(sentMs).toHaveLength(2);
  });

  it('is shown it as well when its question came before its instrument was known', () => {
    const { session, end } = openPage();
    void publisher.openNow(session);
    expect(end.sent).toBe(FRAME);
  });

  it('is shown it in its own prices', () => {
    const { session, end } = openPage();
    session.priceFactor = 0.001;
    void publisher.sendNow(session, end);
    expect(end.sent?.markPrice).toBeCloseTo(FRAME.markPrice / 1000, 9);
  });

  it.each<[string, (page: ReturnType<typeof openPage>) => void]>([
    ['after 15 s', () => vi.advanceTimersByTime(15_000)],
    ['of another side', ({ end }) => Object.assign(end, { query: { ...query, side: 'long' } })],
    [
      'of another instrument',
      ({ session }) => Object.assign(session, { instrument: { ...FRAME.instrument, symbol: 'ETHUSDT' } }),
    ],
    ['once everything was deleted', () => publisher.forget()],
    ['to a page that holds one, which did not fit', ({ end }) => Object.assign(end, { sent: FRAME })],
  ])('is not shown one %s', (_, change) => {
    const page = openPage();
    change(page);
    void publisher.sendNow(page.session, page.end);
    expect(sentMs).toEqual([]);
  });

  it('is not shown one that was on its way when everything was deleted', async () => {
    const asking = openPage();
    const sent = publisher.sendNow(asking.session, asking.end);
    publisher.forget();
    answers[0]();
    await sent;
    sentMs = [];
    const { session, end } = openPage();
    void publisher.sendNow(session, end);
    expect(sentMs).toEqual([]);
  });
});
