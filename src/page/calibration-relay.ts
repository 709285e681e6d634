import type { ChartCalibration, ChartCalibrationOptions } from './chart-calibration';

/** Makes the calibration of a frame; its own script brings it. */
type CreateCalibration = (options: ChartCalibrationOptions) => ChartCalibration;

/** Scripts of one extension share the globals of a frame's isolated world; the page cannot see them. */
interface MeetingPlace {
  liqlensCalibration?: CreateCalibration;
}

const meetingPlace = globalThis as MeetingPlace;

/** Called by the calibration's script. */
export function bringCalibration(create: CreateCalibration): void {
  meetingPlace.liqlensCalibration = create;
}

/** Stands in for the calibration, which hardly anybody needs, until the user starts it. */
export function createCalibrationRelay(options: ChartCalibrationOptions): ChartCalibration {
  let calibration: ChartCalibration | undefined;
  return {
    start() {
      calibration ??= meetingPlace.liqlensCalibration?.(options);
      calibration?.start();
    },
    disturb: () => calibration?.disturb(),
  };
}
