import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bringCalibration, createCalibrationRelay } from '../../src/page/calibration-relay';
import type { ChartCalibrationOptions } from '../../src/page/chart-calibration';
import { largestChart } from '../../src/page/largest-chart';

vi.mock('../../src/page/largest-chart', () => ({ largestChart: vi.fn() }));

const calibration = { start: vi.fn(), disturb: vi.fn() };
const create = vi.fn(() => calibration);
const onLost = vi.fn();
const life = new AbortController();
const OPTIONS = { onLost, signal: life.signal } as unknown as ChartCalibrationOptions;

/** Answers as the background does once the script has run. */
function arrives(): Promise<boolean> {
  bringCalibration(create);
  return Promise.resolve(true);
}

beforeEach(() => {
  vi.mocked(largestChart).mockReturnValue({} as Element);
});
afterEach(() => {
  vi.clearAllMocks();
  Object.assign(globalThis, { liqlensCalibration: undefined });
});

describe('createCalibrationRelay()', () => {
  test('asks for the script with the first start, and starts when it has come', async () => {
    const bring = vi.fn(arrives);
    const relay = createCalibrationRelay(OPTIONS, bring);
    relay.disturb();
    expect(bring).not.toHaveBeenCalled();
    relay.start();
    await vi.waitFor(() => expect(calibration.start).toHaveBeenCalledTimes(1));
    expect(create).toHaveBeenCalledWith(OPTIONS);
    expect(onLost).not.toHaveBeenCalled();
  });

  test('makes one calibration, and passes on what comes then', async () => {
    const bring = vi.fn(arrives);
    const relay = createCalibrationRelay(OPTIONS, bring);
    relay.start();
    relay.start();
    await vi.waitFor(() => expect(calibration.start).toHaveBeenCalledTimes(1));
    relay.start();
    relay.disturb();
    expect(bring).toHaveBeenCalledTimes(1);
    expect(create).toHaveBeenCalledTimes(1);
    expect(calibration.start).toHaveBeenCalledTimes(2);
    expect(calibration.disturb).toHaveBeenCalledTimes(1);
  });

  test('a script that cannot come is told as a reason, and the next start asks again', async () => {
    const bring = vi.fn(() => Promise.resolve(false));
    const relay = createCalibrationRelay(OPTIONS, bring);
    relay.start();
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1));
    expect(onLost).toHaveBeenCalledWith({ chartKey: 'manual', state: 'lost', reason: 'calibration-missing' });
    bring.mockImplementation(arrives);
    relay.start();
    await vi.waitFor(() => expect(calibration.start).toHaveBeenCalledTimes(1));
  });

  test('a frame without a chart is spared the script', () => {
    vi.mocked(largestChart).mockReturnValue(null);
    const bring = vi.fn(arrives);
    createCalibrationRelay(OPTIONS, bring).start();
    expect(bring).not.toHaveBeenCalled();
  });
});
