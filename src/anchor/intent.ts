/** Where a chart library means its labels to be: the middle of the glyphs, or of the font's box. */
export interface LabelIntent {
  place: 'ink' | 'box';
  /** Largest residual of an accepted fit, px; larger where the library rounds its own coordinates. */
  maxRmsPx: number;
  /** The library centres texts by hand with their rounded width. */
  roundsWidth?: boolean;
}

/** Intent of the library whose marker an ancestor carries; glyph middles for most, and for an unknown one. */
export function intentOf(element: Element): LabelIntent {
  if (element.closest('[k-line-chart-id]')) return { place: 'box', maxRmsPx: 1, roundsWidth: true };
  return { place: element.closest('[_echarts_instance_], .uplot') ? 'box' : 'ink', maxRmsPx: 0.6 };
}
