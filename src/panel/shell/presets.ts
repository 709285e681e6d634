import type { AtrChoice } from '../../core/context/atr-choice';
import type { FrameQuery } from '../../core/frame/frame-query';
import type { PanelActions } from '../panel-model';
import type { StringKey } from '../strings/text';

export type PresetId = 'scalp' | 'intraday' | 'swing';

const HOUR_MS = 3_600_000;

/** What one choice sets together. */
interface Preset {
  id: PresetId;
  name: StringKey;
  query: Pick<FrameQuery, 'rangeMs' | 'columnMs'>;
  /** Unit of distances. */
  atr: AtrChoice;
}

/** Ranges a trader switches between; the column width keeps a range below a thousand columns. */
export const PRESETS: Preset[] = [
  {
    id: 'scalp',
    name: 'presetScalp',
    query: { rangeMs: 12 * HOUR_MS, columnMs: 300_000 },
    atr: { timeframe: '5m', period: 14 },
  },
  {
    id: 'intraday',
    name: 'presetIntraday',
    query: { rangeMs: 72 * HOUR_MS, columnMs: 300_000 },
    atr: { timeframe: '1h', period: 14 },
  },
  {
    id: 'swing',
    name: 'presetSwing',
    query: { rangeMs: 720 * HOUR_MS, columnMs: HOUR_MS },
    atr: { timeframe: '4h', period: 14 },
  },
];

/** Sets range, column width and the unit of distances of a preset together; unknown ids change nothing. */
export function applyPreset(id: string, actions: Pick<PanelActions, 'setQuery' | 'setLook'>): void {
  const preset = PRESETS.find((item) => item.id === id);
  if (!preset) return;
  actions.setQuery(preset.query);
  actions.setLook({ atr: preset.atr });
}

/** The preset that a query is, or null for a range set elsewhere. */
export function presetOf(query: FrameQuery): PresetId | null {
  return (
    PRESETS.find(
      (preset) => preset.query.rangeMs === query.rangeMs && preset.query.columnMs === query.columnMs,
    )?.id ?? null
  );
}
