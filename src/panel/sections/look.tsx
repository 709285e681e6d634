import type { JSX } from 'preact';
import { type LookSettings, siteSettings } from '../../core/settings/settings';
import { LookForm } from '../parts/look-form';
import { ReadingForm } from '../parts/reading-form';
import { text } from '../strings/text';
import type { SectionProps } from './section';

const LAYERS: {
  key: 'showHeat' | 'showMap' | 'showObserved' | 'showLabels';
  label: Parameters<typeof text>[0];
}[] = [
  { key: 'showHeat', label: 'lookHeat' },
  { key: 'showMap', label: 'lookMap' },
  { key: 'showObserved', label: 'lookObserved' },
  { key: 'showLabels', label: 'lookLabels' },
];

/** What is drawn on the chart and how. */
export function LookSection({ model, actions }: SectionProps): JSX.Element {
  const { look } = siteSettings(model.settings.value, model.siteId.value);
  const set = (change: Partial<LookSettings>): void => actions.setLook(change);
  return (
    <div class="form">
      {LAYERS.map(({ key, label }) => (
        <label key={key} class="check">
          <input
            type="checkbox"
            checked={look[key]}
            onChange={(event) => set({ [key]: event.currentTarget.checked })}
          />
          {text(label)}
        </label>
      ))}
      <ReadingForm look={look} onChange={set} />
      <LookForm look={look} onChange={set} />
      <div class="row">
        <button type="button" class="button" onClick={() => actions.exportPicture()}>
          {text('actionExportPicture')}
        </button>
        <button type="button" class="button" onClick={() => actions.startCalibration()}>
          {text('actionCalibrate')}
        </button>
      </div>
    </div>
  );
}
