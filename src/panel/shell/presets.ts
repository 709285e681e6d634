import type { FrameQuery } from '../../core/frame/frame-query';
import type { StringKey } from '../strings/text';

export type PresetId = 'scalp' | 'intraday' | 'swing';

const HOUR_MS = 3_600_000;

/** Ranges a trader switches between; the column width keeps a range below a thousand columns. */
export const PRESETS: { id: PresetId; name: StringKey; query: Pick<FrameQuery, 'rangeMs' | 'columnMs'> }[] = [
  { id: 'scalp', name: 'presetScalp', query: { rangeMs: 12 * HOUR_MS, columnMs: 300_000 } },
  { id: 'intraday', name: 'presetIntraday', query: { rangeMs: 72 * HOUR_MS, columnMs: 300_000 } },
  { id: 'swing', name: 'presetSwing', query: { rangeMs: 720 * HOUR_MS, columnMs: HOUR_MS } },
];

/** The preset that a query is, or null for a range set elsewhere. */
export function presetOf(query: FrameQuery): PresetId | null {
  return (
    PRESETS.find(
      (preset) => preset.query.rangeMs === query.rangeMs && preset.query.columnMs === query.columnMs,
    )?.id ?? null
  );
}
