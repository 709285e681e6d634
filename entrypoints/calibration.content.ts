import { defineContentScript } from 'wxt/utils/define-content-script';
import { bringCalibration } from '../src/page/calibration-relay';
import { createChartCalibration } from '../src/page/chart-calibration';

export default defineContentScript({
  registration: 'runtime',
  runAt: 'document_idle',
  allFrames: true,
  matchOriginAsFallback: true,
  main: () => bringCalibration(createChartCalibration),
});
