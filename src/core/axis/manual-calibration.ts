import type { AxisMapping, PaneRect, PriceAxis, TimeAxis } from './axis-mapping';

/** A price that the user put at a height; the height is a share of the pane (0 = top, 1 = bottom). */
export interface PriceHandle {
  share: number;
  /** Null until the user has typed one. */
  price: number | null;
}

/** A moment that the user put at a horizontal place; the place is a share of the pane (0 = left). */
export interface TimeHandle {
  share: number;
  /** Unix ms; null until the user has typed one. */
  timeMs: number | null;
}

/** What is remembered per site, symbol, interval and pane size. */
export interface Calibration {
  scale: 'linear' | 'log';
  prices: [PriceHandle, PriceHandle];
  times: [TimeHandle, TimeHandle] | null;
}

/** Handles are being placed, the alignment holds, or the chart has changed under it. */
export type CalibrationPhase = 'placing' | 'active' | 'lost';

/** An alignment by hand and how far it is. */
export interface CalibrationState {
  phase: CalibrationPhase;
  calibration: Calibration;
}

/** What the user or the page does. */
export type CalibrationEvent =
  | { type: 'move-price'; handle: 0 | 1; share: number }
  | { type: 'set-price'; handle: 0 | 1; price: number | null }
  | { type: 'move-time'; handle: 0 | 1; share: number }
  | { type: 'set-time'; handle: 0 | 1; timeMs: number | null }
  | { type: 'use-time'; isUsed: boolean }
  | { type: 'set-scale'; scale: 'linear' | 'log' }
  | { type: 'confirm' }
  /** A wheel, drag, resize or symbol change over the pane: what was true may not be any more. */
  | { type: 'disturbed' }
  /** A crosshair label: the chart itself says which price is at a height. */
  | { type: 'crosshair'; share: number; price: number; paneHeight: number }
  | { type: 'edit' };

/** Closer handles would turn a slip of the hand into a wrong scale; share of the pane. */
const MIN_APART = 0.2;
/** A crosshair label within this distance proves a calibration right again, px. */
const CROSSHAIR_PX = 2;

/** Two handles a quarter from each edge, without values. */
export function newCalibration(): CalibrationState {
  const prices: Calibration['prices'] = [
    { share: 0.25, price: null },
    { share: 0.75, price: null },
  ];
  return { phase: 'placing', calibration: { scale: 'linear', prices, times: null } };
}

/** Key under which a calibration is kept; it holds for this pane size only. */
export function calibrationKey(
  siteId: string,
  symbol: string,
  interval: string,
  pane: Pick<PaneRect, 'width' | 'height'>,
): string {
  return [siteId, symbol, interval, `${Math.round(pane.width)}x${Math.round(pane.height)}`].join('|');
}

/** The price axis of a calibration; null while values are missing, equal, too close, or no logarithm exists. */
export function calibratedPrice({ scale, prices }: Calibration, pane: PaneRect): PriceAxis | null {
  const [one, other] = prices;
  if (one.price === null || other.price === null || Math.abs(one.share - other.share) < MIN_APART)
    return null;
  const isLog = scale === 'log';
  if (isLog && (one.price <= 0 || other.price <= 0)) return null;
  const [u, v] = isLog ? [Math.log(one.price), Math.log(other.price)] : [one.price, other.price];
  const a = ((other.share - one.share) * pane.height) / (v - u);
  const b = pane.top + one.share * pane.height - a * u;
  if (!Number.isFinite(a) || !Number.isFinite(b) || a === 0) return null;
  return { scale, a, b, samples: 2, inliers: 2, rmsPx: 0 };
}

/** The time axis of a calibration; null where none was asked for or it would run backwards. */
export function calibratedTime({ times }: Calibration, pane: PaneRect): TimeAxis | null {
  if (!times) return null;
  const [left, right] = [...times].sort((one, other) => one.share - other.share);
  if (left.timeMs === null || right.timeMs === null || right.share - left.share < MIN_APART) return null;
  const pxPerSec = ((right.share - left.share) * pane.width * 1000) / (right.timeMs - left.timeMs);
  if (!Number.isFinite(pxPerSec) || pxPerSec <= 0) return null;
  const x0 = pane.left + left.share * pane.width - (left.timeMs / 1000) * pxPerSec;
  return { pxPerSec, x0, inliers: 2, ambiguous: false };
}

/** The mapping to draw with; null unless the calibration is complete and confirmed. */
export function calibratedMapping(
  { phase, calibration }: CalibrationState,
  pane: PaneRect,
  chartKey: string,
  seq: number,
): AxisMapping | null {
  const price = calibratedPrice(calibration, pane);
  if (phase !== 'active' || !price) return null;
  return {
    v: 1,
    seq,
    chartKey,
    source: 'manual',
    state: 'locked',
    pane,
    price,
    time: calibratedTime(calibration, pane),
  };
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
}

function withHandle<T extends object>(handles: [T, T], at: 0 | 1, change: Partial<T>): [T, T] {
  const next: [T, T] = [...handles];
  next[at] = { ...next[at], ...change };
  return next;
}

function changeCalibration(calibration: Calibration, event: CalibrationEvent): Calibration {
  const { prices, times } = calibration;
  switch (event.type) {
    case 'move-price':
      return { ...calibration, prices: withHandle(prices, event.handle, { share: clamped(event.share) }) };
    case 'set-price':
      return { ...calibration, prices: withHandle(prices, event.handle, { price: event.price }) };
    case 'move-time':
      return times
        ? { ...calibration, times: withHandle(times, event.handle, { share: clamped(event.share) }) }
        : calibration;
    case 'set-time':
      return times
        ? { ...calibration, times: withHandle(times, event.handle, { timeMs: event.timeMs }) }
        : calibration;
    case 'use-time':
      return {
        ...calibration,
        times: event.isUsed
          ? (times ?? [
              { share: 0.25, timeMs: null },
              { share: 0.75, timeMs: null },
            ])
          : null,
      };
    case 'set-scale':
      return { ...calibration, scale: event.scale };
    default:
      return calibration;
  }
}

function isProven(calibration: Calibration, share: number, price: number, paneHeight: number): boolean {
  const axis = calibratedPrice(calibration, { left: 0, top: 0, width: 1, height: paneHeight });
  if (!axis) return false;
  const y = axis.a * (axis.scale === 'log' ? Math.log(price) : price) + axis.b;
  return Math.abs(y - share * paneHeight) <= CROSSHAIR_PX;
}

/**
 * The next state. A calibration is static: any movement of the chart loses it until the user confirms it or the
 * chart's own crosshair label proves it right.
 */
export function calibrate(state: CalibrationState, event: CalibrationEvent): CalibrationState {
  const { phase, calibration } = state;
  switch (event.type) {
    case 'confirm': {
      const isComplete = calibratedPrice(calibration, { left: 0, top: 0, width: 1, height: 1 }) !== null;
      return isComplete ? { ...state, phase: 'active' } : state;
    }
    case 'disturbed':
      return phase === 'active' ? { ...state, phase: 'lost' } : state;
    case 'crosshair': {
      const isBack = phase === 'lost' && isProven(calibration, event.share, event.price, event.paneHeight);
      return isBack ? { ...state, phase: 'active' } : state;
    }
    case 'edit':
      return { ...state, phase: 'placing' };
    default:
      return phase === 'placing' ? { phase, calibration: changeCalibration(calibration, event) } : state;
  }
}
