import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../../src/messages/page-protocol';
import { type NoticeInput, notices } from '../../../src/panel/status/notices';
import { SAMPLE_INSTRUMENT, SAMPLE_NOW_MS, sampleSource, sampleSources } from '../frame-samples';
import { ANCHORED } from '../panel-states';

function input(part: Partial<NoticeInput> = {}): NoticeInput {
  return {
    session: { state: 'ready', instrument: SAMPLE_INSTRUMENT },
    anchor: ANCHORED,
    sources: sampleSources(),
    storeFault: null,
    isThin: false,
    isConnected: true,
    eventModeUntilMs: 0,
    nowMs: SAMPLE_NOW_MS,
    ...part,
  };
}

const ids = (from: NoticeInput): string[] => notices(from).map((item) => item.id);

describe('notices', () => {
  it('is empty when all is well', () => {
    expect(ids(input())).toEqual([]);
  });

  it('says what is being waited for before the first answer', () => {
    expect(ids(input({ session: null, anchor: null, sources: [] }))).toEqual(['connecting']);
  });

  it.each<[SessionState, string]>([
    [{ state: 'loading', instrument: null, done: 0, total: 0 }, 'loading'],
    [{ state: 'ask-to-load', instrument: SAMPLE_INSTRUMENT }, 'ask-to-load'],
    [{ state: 'no-instrument', reason: '' }, 'no-instrument'],
    [{ state: 'unlisted', symbol: 'ABC' }, 'unlisted'],
    [{ state: 'unreachable', reason: '' }, 'unreachable'],
    [{ state: 'engine-down', reason: '' }, 'engine-down'],
  ])('has words for the session state %o', (session, id) => {
    expect(ids(input({ session, sources: [] }))).toEqual([id]);
  });

  it('says whose levels a page of another market shows', () => {
    const session: SessionState = { state: 'ready', instrument: SAMPLE_INSTRUMENT, isOtherMarket: true };
    const [notice] = notices(input({ session }));
    expect(notice.id).toBe('other-market');
    expect(notice.titleParts).toEqual([SAMPLE_INSTRUMENT.symbol, 'Binance']);
    expect([notice.body, notice.detail]).toEqual(['noticeOtherMarketBody', '']);
  });

  it.each([
    [true, 'noticeOtherMarketShifted', 0.08, '+0.08%'],
    [false, 'noticeOtherMarketFar', -3.1, '-3.10%'],
  ])('says where they stand there once the chart has told (shifted: %s)', (isShifted, body, pct, detail) => {
    const ready = { state: 'ready', instrument: SAMPLE_INSTRUMENT, isOtherMarket: true } as const;
    const [notice] = notices(input({ session: { ...ready, basis: { pct, isShifted } } }));
    expect([notice.body, notice.detail]).toEqual([body, detail]);
  });

  it('says nothing of a shift that reads as 0.00 %', () => {
    const ready = { state: 'ready', instrument: SAMPLE_INSTRUMENT, isOtherMarket: true } as const;
    for (const pct of [0.004, -0.004]) {
      const [notice] = notices(input({ session: { ...ready, basis: { pct, isShifted: true } } }));
      expect([notice.title, notice.body, notice.detail]).toEqual(['noticeOtherMarket', null, '']);
    }
  });

  it('says nothing of history once there is heat: a badge does, which pushes no card about', () => {
    expect(ids(input({ sources: [sampleSource('binance', 'live', { historyMs: 0 })] }))).toEqual([]);
  });

  it('counts the sources whose history is complete before the first heat', () => {
    const session: SessionState = { state: 'loading', instrument: SAMPLE_INSTRUMENT, done: 0, total: 1 };
    const sources = [
      sampleSource('binance', 'live'),
      sampleSource('bybit', 'loading', { historyMs: 0 }),
      sampleSource('okx', 'live', { historyMs: 3.5 * 86_400_000 }),
      sampleSource('gate', 'offline', { historyMs: 0 }),
    ];
    const [history] = notices(input({ session, sources }));
    expect([history.title, history.titleParts]).toEqual(['noticeHistorySources', ['1', '3']]);
    expect(history.progress).toBeCloseTo(0.5);
  });

  it('counts days where there is one source only', () => {
    const session: SessionState = { state: 'loading', instrument: SAMPLE_INSTRUMENT, done: 0, total: 1 };
    const sources = [sampleSource('binance', 'loading', { historyMs: 2 * 86_400_000 })];
    const [history] = notices(input({ session, sources }));
    expect([history.title, history.titleParts]).toEqual(['noticeHistory', ['2', '7']]);
    expect(history.progress).toBeCloseTo(2 / 7);
  });

  it('gives a wait of unknown length no bar', () => {
    const session: SessionState = { state: 'loading', instrument: null, done: 0, total: 0 };
    expect(notices(input({ session, sources: [] }))[0].progress).toBeNull();
  });

  it.each([
    ['blocked', 'blocked'],
    ['no-permission', 'no-permission'],
    ['rate-limited', 'rate-limited'],
    ['offline', 'offline'],
  ] as const)('speaks when every source is %s', (state, id) => {
    const sources = [sampleSource('binance', state), sampleSource('bybit', state)];
    expect(ids(input({ sources }))).toEqual([id]);
  });

  it.each([
    ['quota', 'storeQuota'],
    ['blocked', 'storeBlocked'],
    ['newer-version', 'storeNewer'],
    ['closed', 'storeUnavailable'],
    ['toString', 'storeUnavailable'],
  ])('says what to do about a store that takes nothing: %s', (storeFault, body) => {
    const [notice] = notices(input({ storeFault }));
    expect(notice).toMatchObject({ id: 'store', tone: 'trouble', title: 'noticeStore', body });
  });

  it('leaves single missing sources to their own lines', () => {
    const sources = [sampleSource('binance', 'live'), sampleSource('bybit', 'blocked')];
    expect(ids(input({ sources }))).toEqual([]);
  });

  it.each([
    ['unsupported', 'noticeAnchorUnsupported'],
    ['ambiguous', 'noticeAnchorAmbiguous'],
    ['lost', 'noticeAnchorLost'],
  ] as const)('says in words why a chart is not aligned: %s', (state, body) => {
    const [notice] = notices(input({ anchor: { ...ANCHORED, state, hasPrice: false } }));
    expect(notice).toMatchObject({ id: 'not-aligned', body, action: 'calibrate' });
  });

  it.each([
    ['percent-axis', 'noticeAnchorPercent'],
    ['few-labels', 'noticeAnchorFewLabels'],
    ['price-not-on-axis', 'noticeAnchorOtherPrice'],
    ['other-coin', 'noticeAnchorOtherCoin'],
    ['worker-canvas', 'noticeAnchorWorker'],
    ['rotated', 'noticeAnchorRotated'],
    ['no-chart', 'noticeAnchorNoChart'],
    ['calibration-missing', 'noticeAnchorByHand'],
    ['gone', 'noticeAnchorUnsupported'],
  ] as const)('words the reason %s for the user', (reason, body) => {
    const anchor = { ...ANCHORED, state: 'unsupported' as const, hasPrice: false, reason };
    expect(notices(input({ anchor }))[0]).toMatchObject({ body, detail: '' });
  });

  it('does not offer to align by hand a chart of another coin', () => {
    const anchor = { ...ANCHORED, state: 'unsupported' as const, hasPrice: false, reason: 'other-coin' };
    expect(notices(input({ anchor }))[0]).toMatchObject({ id: 'not-aligned', action: null });
  });

  it('keeps machine words of a page without a market to itself', () => {
    const session: SessionState = { state: 'no-instrument', reason: 'not-on-this-page' };
    expect(notices(input({ session }))[0].detail).toBe('');
  });

  it('says when only the price axis is proven', () => {
    expect(ids(input({ anchor: { ...ANCHORED, hasTime: false } }))).toEqual(['price-only']);
  });

  it('says thin, event mode and a lost connection, the gravest first', () => {
    const all = input({ isThin: true, isConnected: false, eventModeUntilMs: SAMPLE_NOW_MS + 1 });
    expect(ids(all)).toEqual(['disconnected', 'thin', 'event']);
  });
});
