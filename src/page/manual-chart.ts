/** Key of the chart that is calibrated by hand; a frame has one at most. */
export const MANUAL_CHART = 'manual';
