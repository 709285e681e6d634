/** Where a chart library means its labels to be: the middle of the glyphs, or of the font's box. */
export interface LabelIntent {
  place: 'ink' | 'box';
  /** Largest residual of an accepted fit, px; larger where the library rounds its own coordinates. */
  maxRmsPx: number;
  /** The library centres texts by hand with their rounded width. */
  roundsWidth?: boolean;
}

/** Libraries with another intent than most: lightweight-charts and TradingView centre the glyphs. */
const BY_MARKER: [selector: string, intent: LabelIntent][] = [
  ['[k-line-chart-id]', { place: 'box', maxRmsPx: 1, roundsWidth: true }],
  ['[_echarts_instance_], .uplot', { place: 'box', maxRmsPx: 0.6 }],
];

/** Intent of the library whose marker an ancestor carries; glyph middles for an unknown one. */
export function intentOf(element: Element): LabelIntent {
  return BY_MARKER.find(([selector]) => element.closest(selector))?.[1] ?? { place: 'ink', maxRmsPx: 0.6 };
}
