import type { PositionSide } from '../market/liquidation';
import { AT, type EstimatorState } from './estimator-state';

/** Exponent of the account-ratio tilt (estimation.md 3; value from tests/score/TRIALS.md). */
const ACCOUNT_TILT = 1.2;

/** Moves beyond this (ln) say no more about how many have taken their profit. */
export const MOST_GAIN = 0.15;

/** Classes with index 1 up to this one live for days, so a gain of days is theirs: 3x to 10x. */
const LAST_SLOW_CLASS = 3;

/** Factor on a class of a side when it is drawn, hedgers 1: by account ratio and, where positions live for days, by gain. */
export function classTilt(state: EstimatorState, side: PositionSide, index: number): number {
  if (index === 0) return 1;
  return accountTilt(state, side) * (index > LAST_SLOW_CLASS ? 1 : gainTilt(state, side));
}

/** Factor of a side's mass above the hedgers: equal notional over fewer heads means larger, less leveraged accounts. */
export function accountTilt(state: EstimatorState, side: PositionSide): number {
  const longShare = state.clock[AT.longShare];
  if (!(longShare > 0 && longShare < 1)) return 1;
  const long = longShare ** ACCOUNT_TILT;
  const short = (1 - longShare) ** ACCOUNT_TILT;
  return (2 * (side === 'long' ? long : short)) / (long + short);
}

/** Gains are taken and losses kept: a side thins as price runs its way from the mean of the last days, and the reverse. */
export function gainTilt({ clock, config }: EstimatorState, side: PositionSide): number {
  const rise = Math.max(-MOST_GAIN, Math.min(MOST_GAIN, Math.log(clock[AT.close]) - clock[AT.meanLogClose]));
  return Math.exp(config.priors.profitTaking * (side === 'long' ? -rise : rise));
}
