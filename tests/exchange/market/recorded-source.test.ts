import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { openRecordedSource } from './recorded-source';

const HOUR_MS = 3_600_000;
const FIVE_MS = 300_000;
const RECORDED_MS = 1_780_000_000_000 - (1_780_000_000_000 % HOUR_MS);
const NOW_MS = 1_795_300_000_000;

const folder = mkdtempSync(join(tmpdir(), 'liqlens-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: string[]): void {
  writeFileSync(join(folder, name), gzipSync(`${lines.join('\n')}\n`));
}

write('btcusdt_5m_binance_price_oi_funding.csv.gz', [
  'time_ms,open,high,low,close,oi_usd,funding_rate',
  ...Array.from({ length: 48 }, (_, i) => {
    const open = 100 + i;
    return `${RECORDED_MS + i * FIVE_MS},${open},${open + 2},${open - 1},${open + 1},${open * 50},0.0002`;
  }),
]);
write('binance_perp_1h_candles.csv.gz', [
  'time_ms,venue,coin,open,high,low,close,volume',
  `${RECORDED_MS - 2 * HOUR_MS},binance,ETH,10,12,9,11,77`,
  `${RECORDED_MS - HOUR_MS},binance,BTC,90,99,89,98,33`,
]);

const open = (toPlayMs?: number) => openRecordedSource({ folder, nowMs: NOW_MS, toPlayMs });
const timesOf = (source: ReturnType<typeof open>) =>
  source.bars('binance', 'BTC', FIVE_MS, 0, Number.POSITIVE_INFINITY).map((bar) => bar.openTimeMs);

test('openRecordedSource() moves the recording so that what is kept to be played ends after now', () => {
  const times = timesOf(open(HOUR_MS));
  const endMs = times[47] + FIVE_MS;
  expect(endMs).toBeGreaterThan(NOW_MS);
  expect(endMs).toBeLessThanOrEqual(NOW_MS + HOUR_MS);
});

test('openRecordedSource() moves by whole hours, so bars stay on their marks', () => {
  expect((timesOf(open())[0] - RECORDED_MS) % HOUR_MS).toBe(0);
});

test('openRecordedSource() keeps the numbers and their distances', () => {
  const source = open();
  const times = timesOf(source);
  expect(times.every((time, i) => time === times[0] + i * FIVE_MS)).toBe(true);
  const [first] = source.bars('binance', 'BTC', FIVE_MS, times[0], times[0]);
  expect(first).toMatchObject({
    open: 100,
    high: 102,
    low: 99,
    close: 101,
    volumeBase: 0,
    takerBuyBase: null,
  });
  expect(source.openInterest('binance', 'BTC', times[0], times[0])).toEqual([
    { timeMs: times[0], quote: 5000, base: 50 },
  ]);
  expect(source.funding('binance', 'BTC', times[1], times[1])[0].rate).toBe(0.0002);
});

test('openRecordedSource() lists both steps of a coin, the finer first', () => {
  const source = open();
  expect(source.steps('binance', 'BTC')).toEqual([FIVE_MS, HOUR_MS]);
  expect(source.steps('binance', 'ETH')).toEqual([HOUR_MS]);
  expect(source.coins('binance')).toEqual(expect.arrayContaining(['BTC', 'ETH']));
});

test('coins() leaves out contracts whose recording ended more than a week before', () => {
  write('bybit_perp_1h_candles.csv.gz', [
    'time_ms,venue,coin,open,high,low,close,volume',
    `${RECORDED_MS - 8 * 24 * HOUR_MS},bybit,BTC,10,12,9,11,77`,
  ]);
  const source = open();
  expect(source.coins('bybit')).toEqual([]);
  expect(source.steps('bybit', 'BTC')).toEqual([HOUR_MS]);
});

test('openRecordedSource() answers what was not recorded with nothing', () => {
  const source = open();
  expect(source.bars('okx', 'BTC', FIVE_MS, 0, NOW_MS)).toEqual([]);
  expect(source.bars('binance', 'ETH', FIVE_MS, 0, NOW_MS)).toEqual([]);
  expect(source.markBars('binance', 'BTC', FIVE_MS, 0, NOW_MS)).toEqual([]);
  expect(source.liquidations('binance', 'BTC', 0, NOW_MS)).toEqual([]);
  expect(source.accountRatio('binance', 'BTC', 0, NOW_MS)).toEqual([]);
  expect(source.tiers('binance', 'BTC')).toBeNull();
});

test('openRecordedSource(a folder without bars) throws', () => {
  expect(() => openRecordedSource({ folder: join(folder, 'none'), nowMs: NOW_MS })).toThrow(
    'no recorded bars',
  );
});
