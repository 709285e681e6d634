import type { PaneRect } from '../core/axis/axis-mapping';
import { type Calibration, calibrationKey } from '../core/axis/manual-calibration';

const STORE_PREFIX = 'calibration:';

/** Where calibrations are kept: `storage.local`. */
export interface CalibrationArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** What a kept calibration belongs to; `interval` is empty where the page does not tell it. */
export interface CalibrationPlace {
  siteId: string;
  symbol: string;
  interval: string;
  pane: Pick<PaneRect, 'width' | 'height'>;
}

function keyOf({ siteId, symbol, interval, pane }: CalibrationPlace): string {
  return STORE_PREFIX + calibrationKey(siteId, symbol, interval, pane);
}

/**
 * The calibration of a place. One that was kept when intervals were not told apart serves every interval that has none
 * of its own: it must be confirmed before it counts, and is then kept under the interval.
 */
export async function loadCalibration(
  area: CalibrationArea,
  place: CalibrationPlace,
): Promise<Calibration | null> {
  const [own, any] = [keyOf(place), keyOf({ ...place, interval: '' })];
  const kept = await area.get([own, any]);
  return ((kept[own] ?? kept[any]) as Calibration | undefined) ?? null;
}

/** Keeps a confirmed calibration. */
export async function saveCalibration(
  area: CalibrationArea,
  place: CalibrationPlace,
  calibration: Calibration,
): Promise<void> {
  await area.set({ [keyOf(place)]: calibration });
}
