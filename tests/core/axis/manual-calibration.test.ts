import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinateToPrice, priceToCoordinate, timeToCoordinate } from '../../../src/core/axis/axis-mapping';
import {
  type CalibrationEvent,
  type CalibrationState,
  calibrate,
  calibratedMapping,
  calibratedPrice,
  calibratedTime,
  calibrationKey,
  newCalibration,
} from '../../../src/core/axis/manual-calibration';

const PANE = { left: 100, top: 50, width: 800, height: 400 };

function stateAfter(...events: CalibrationEvent[]): CalibrationState {
  return events.reduce(calibrate, newCalibration());
}

const PRICED: CalibrationEvent[] = [
  { type: 'set-price', handle: 0, price: 62_000 },
  { type: 'set-price', handle: 1, price: 60_000 },
];
const ACTIVE = stateAfter(...PRICED, { type: 'confirm' });

describe('calibratedMapping', () => {
  test('puts each price at its handle', () => {
    const mapping = calibratedMapping(ACTIVE, PANE, 'm1', 3);
    expect(mapping).toMatchObject({ source: 'manual', state: 'locked', chartKey: 'm1', seq: 3, time: null });
    if (mapping?.price) {
      expect(priceToCoordinate(mapping.price, 62_000)).toBeCloseTo(150, 9);
      expect(priceToCoordinate(mapping.price, 60_000)).toBeCloseTo(350, 9);
    }
  });

  test('is null before the user has confirmed', () => {
    expect(calibratedMapping(stateAfter(...PRICED), PANE, 'm1', 1)).toBeNull();
  });

  test('follows the pane when the page scrolls', () => {
    const scrolled = calibratedMapping(ACTIVE, { ...PANE, top: -70 }, 'm1', 1);
    expect(scrolled?.price && coordinateToPrice(scrolled.price, 30)).toBeCloseTo(62_000, 6);
  });
});

describe('calibratedPrice', () => {
  test('on the log scale spaces equal ratios equally', () => {
    const { calibration } = stateAfter(
      { type: 'set-scale', scale: 'log' },
      { type: 'set-price', handle: 0, price: 400 },
      { type: 'set-price', handle: 1, price: 100 },
    );
    const axis = calibratedPrice(calibration, PANE);
    expect(axis && priceToCoordinate(axis, 200)).toBeCloseTo(250, 9);
  });

  test.each<[string, CalibrationEvent[]]>([
    ['a missing price', [{ type: 'set-price', handle: 0, price: 5 }]],
    [
      'equal prices',
      [
        { type: 'set-price', handle: 0, price: 5 },
        { type: 'set-price', handle: 1, price: 5 },
      ],
    ],
    ['handles too close', [...PRICED, { type: 'move-price', handle: 0, share: 0.7 }]],
    [
      'a logarithm of zero',
      [
        { type: 'set-scale', scale: 'log' },
        { type: 'set-price', handle: 0, price: 0 },
        { type: 'set-price', handle: 1, price: 5 },
      ],
    ],
    [
      'no number',
      [
        { type: 'set-price', handle: 0, price: Number.NaN },
        { type: 'set-price', handle: 1, price: 5 },
      ],
    ],
  ])('of %s is null, and cannot be confirmed', (_, events) => {
    expect(calibratedPrice(stateAfter(...events).calibration, PANE)).toBeNull();
    expect(stateAfter(...events, { type: 'confirm' }).phase).toBe('placing');
  });

  test('of any two far enough handles gives both prices back', () => {
    const positive = fc.double({ min: 1e-6, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0, max: 0.7, noNaN: true }), (one, other, share) => {
        fc.pre(Math.abs(one / other - 1) > 1e-6);
        const state = stateAfter(
          { type: 'set-price', handle: 0, price: one },
          { type: 'set-price', handle: 1, price: other },
          { type: 'move-price', handle: 0, share },
          { type: 'move-price', handle: 1, share: share + 0.25 },
        );
        const axis = calibratedPrice(state.calibration, PANE);
        return axis !== null && Math.abs(priceToCoordinate(axis, one) - (50 + share * 400)) < 1e-3;
      }),
    );
  });
});

describe('calibratedTime', () => {
  const timed = (left: number, right: number) =>
    stateAfter(
      { type: 'use-time', isUsed: true },
      { type: 'set-time', handle: 0, timeMs: left },
      { type: 'set-time', handle: 1, timeMs: right },
    ).calibration;

  test('puts each moment at its handle', () => {
    const axis = calibratedTime(timed(1_700_000_000_000, 1_700_003_600_000), PANE);
    expect(axis && timeToCoordinate(axis, 1_700_000_000_000)).toBeCloseTo(300, 3);
    expect(axis && timeToCoordinate(axis, 1_700_003_600_000)).toBeCloseTo(700, 3);
  });

  test('is null for time that runs backwards, is missing or was not asked for', () => {
    expect(calibratedTime(timed(2000, 1000), PANE)).toBeNull();
    expect(calibratedTime(stateAfter({ type: 'use-time', isUsed: true }).calibration, PANE)).toBeNull();
    expect(calibratedTime(newCalibration().calibration, PANE)).toBeNull();
  });
});

describe('calibrate', () => {
  test('loses an active calibration with any movement and takes it back on confirmation', () => {
    const lost = calibrate(ACTIVE, { type: 'disturbed' });
    expect(lost.phase).toBe('lost');
    expect(calibratedMapping(lost, PANE, 'm1', 1)).toBeNull();
    expect(calibrate(lost, { type: 'confirm' }).phase).toBe('active');
  });

  test.each([
    [0.5, 61_000, 'active'],
    [0.504, 61_000, 'active'],
    [0.51, 61_000, 'lost'],
    [0.5, 61_100, 'lost'],
  ])('with a crosshair at %d saying %d is %s', (share, price, phase) => {
    const lost = calibrate(ACTIVE, { type: 'disturbed' });
    expect(calibrate(lost, { type: 'crosshair', share, price, paneHeight: 400 }).phase).toBe(phase);
  });

  test('changes nothing while active, and lets the user edit again', () => {
    expect(calibrate(ACTIVE, { type: 'set-price', handle: 0, price: 1 })).toBe(ACTIVE);
    expect(calibrate(ACTIVE, { type: 'edit' }).phase).toBe('placing');
  });

  test('keeps handles inside the pane', () => {
    const moved = stateAfter(
      { type: 'move-price', handle: 0, share: -3 },
      { type: 'move-price', handle: 1, share: Number.NaN },
    );
    expect(moved.calibration.prices.map((p) => p.share)).toEqual([0, 0]);
  });
});

test('calibrationKey tells sites, symbols, intervals and sizes apart', () => {
  expect(calibrationKey('okx', 'BTC-USDT-SWAP', '1h', { width: 800.4, height: 400 })).toBe(
    'okx|BTC-USDT-SWAP|1h|800x400',
  );
});
