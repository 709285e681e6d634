import { describe, expect, test } from 'vitest';
import type { Calibration } from '../../src/core/axis/manual-calibration';
import { type CalibrationArea, loadCalibration, saveCalibration } from '../../src/page/stored-calibration';

const PANE = { width: 800, height: 400 };
const PLACE = { siteId: 'binance', symbol: 'BTCUSDT', interval: '15m', pane: PANE };

function areaWith(kept: Record<string, unknown> = {}): CalibrationArea & { kept: Record<string, unknown> } {
  return {
    kept,
    get: async (keys) => Object.fromEntries(Object.entries(kept).filter(([key]) => keys.includes(key))),
    set: async (items) => void Object.assign(kept, items),
  };
}

function calibration(price: number): Calibration {
  const prices: Calibration['prices'] = [
    { share: 0.2, price },
    { share: 0.8, price: price / 2 },
  ];
  return { scale: 'linear', prices, times: null };
}

describe('loadCalibration()', () => {
  test('gives what was saved for the same site, symbol, interval and size', async () => {
    const area = areaWith();
    await saveCalibration(area, PLACE, calibration(60_000));
    expect(await loadCalibration(area, PLACE)).toEqual(calibration(60_000));
  });

  test.each([
    { interval: '1h' },
    { symbol: 'ETHUSDT' },
    { siteId: 'okx' },
    { pane: { width: 800, height: 500 } },
  ])('gives nothing for another place: %o', async (change) => {
    const area = areaWith();
    await saveCalibration(area, PLACE, calibration(60_000));
    expect(await loadCalibration(area, { ...PLACE, ...change })).toBeNull();
  });

  test('still finds what was kept without an interval, and leaves it for the other intervals', async () => {
    const area = areaWith({ 'calibration:binance|BTCUSDT||800x400': calibration(50_000) });
    expect(await loadCalibration(area, PLACE)).toEqual(calibration(50_000));
    await saveCalibration(area, PLACE, calibration(60_000));
    expect(await loadCalibration(area, PLACE)).toEqual(calibration(60_000));
    expect(await loadCalibration(area, { ...PLACE, interval: '1h' })).toEqual(calibration(50_000));
  });
});
