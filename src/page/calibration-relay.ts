import { bringPart } from './bring-part';
import type { ChartCalibration, ChartCalibrationOptions } from './chart-calibration';
import { largestChart } from './largest-chart';
import { MANUAL_CHART } from './manual-chart';

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

/**
 * Stands in for the calibration, which hardly anybody needs: its script comes when the user starts it in a frame with a
 * chart. Where it cannot come, the chart is told lost for that reason.
 */
export function createCalibrationRelay(
  options: ChartCalibrationOptions,
  bring = () => bringPart('calibration'),
): ChartCalibration {
  let calibration: ChartCalibration | undefined;
  let isComing = false;

  const startNow = () => {
    calibration ??= meetingPlace.liqlensCalibration?.(options);
    calibration?.start();
    return calibration !== undefined;
  };
  const startLater = async () => {
    isComing = true;
    const isThere = await bring();
    isComing = false;
    if (options.signal.aborted || (isThere && startNow())) return;
    options.onLost({ chartKey: MANUAL_CHART, state: 'lost', reason: 'calibration-missing' });
  };
  return {
    start() {
      if (!isComing && largestChart(options.document) && !startNow()) void startLater();
    },
    disturb: () => calibration?.disturb(),
  };
}
