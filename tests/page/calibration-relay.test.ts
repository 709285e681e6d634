import { describe, expect, test, vi } from 'vitest';
import { bringCalibration, createCalibrationRelay } from '../../src/page/calibration-relay';
import type { ChartCalibrationOptions } from '../../src/page/chart-calibration';

const OPTIONS = {} as ChartCalibrationOptions;

describe('createCalibrationRelay()', () => {
  test('does nothing while the script of the calibration has not come', () => {
    const relay = createCalibrationRelay(OPTIONS);
    expect(() => relay.start()).not.toThrow();
    expect(() => relay.disturb()).not.toThrow();
  });

  test('makes the calibration with the first start, and passes on what comes then', () => {
    const calibration = { start: vi.fn(), disturb: vi.fn() };
    const create = vi.fn(() => calibration);
    const relay = createCalibrationRelay(OPTIONS);
    bringCalibration(create);
    relay.disturb();
    expect(create).not.toHaveBeenCalled();
    relay.start();
    relay.start();
    expect(create).toHaveBeenCalledTimes(1);
    expect(create).toHaveBeenCalledWith(OPTIONS);
    expect(calibration.start).toHaveBeenCalledTimes(2);
    relay.disturb();
    expect(calibration.disturb).toHaveBeenCalledTimes(1);
  });
});
