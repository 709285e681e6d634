import { defineContentScript } from 'wxt/utils/define-content-script';
import { bringCalibration } from '../src/page/calibration-relay';
import { createChartCalibration } from '../src/page/chart-calibration';

// Comes into a frame when the user starts it there (src/background/late-parts.ts).
export default defineContentScript({
  registration: 'runtime',
  main: () => bringCalibration(createChartCalibration),
});
