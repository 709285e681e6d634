/**
 * What each script of a build may weigh: the product's own bars for probe, page and panel, a little more than today's
 * weight for the others. The panel, its second part, the manual alignment and the reader of strokes come when they are
 * first needed.
 */
export const SIZE_BUDGETS = [
  { file: 'content-scripts/page.js', gzipBytes: 43_850 },
  { file: 'content-scripts/probe.js', gzipBytes: 9_900 },
  { file: 'content-scripts/pill.js', gzipBytes: 12_500 },
  { file: 'content-scripts/panel.js', gzipBytes: 40_000 },
  { file: 'panel-rest.js', gzipBytes: 17_000 },
  { file: 'content-scripts/calibration.js', gzipBytes: 7_000 },
  { file: 'content-scripts/drawing.js', gzipBytes: 3_000 },
  { file: 'content-scripts/picture.js', gzipBytes: 3_000 },
  { file: 'background.js', gzipBytes: 37_000 },
  { file: 'engine-worker.js', gzipBytes: 52_000 },
  { file: 'demo-worker.js', gzipBytes: 57_000 },
];

/** What the top frame of a supported page loads by itself, together; a content script of about 60 kB is the bar of the field. */
export const FIRST_LOAD = {
  files: ['probe.js', 'page.js', 'pill.js'],
  gzipBytes: 65_300,
};
