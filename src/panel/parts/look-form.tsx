import type { JSX } from 'preact';
import type { LookSettings } from '../../core/settings/settings';
import { PALETTES } from '../../palettes/registry';
import { formatShare } from '../format/percent';
import { paletteName } from '../strings/palette-name';
import { text } from '../strings/text';
import { SelectField } from './select-field';

interface LookFormProps {
  look: LookSettings;
  onChange: (change: Partial<LookSettings>) => void;
}

/** Palette, style, scale, opacity and the colours of past liquidations; used by the panel and the options. */
export function LookForm({ look, onChange }: LookFormProps): JSX.Element {
  return (
    <>
      <SelectField
        label="lookPalette"
        value={look.palette}
        options={Object.fromEntries(PALETTES.map(({ name }) => [name, paletteName(name)]))}
        onChange={(palette) => onChange({ palette })}
      />
      <SelectField
        label="lookStyle"
        value={look.style}
        options={{ smooth: text('styleSmooth'), banded: text('styleBanded') }}
        onChange={(style) => onChange({ style: style === 'banded' ? 'banded' : 'smooth' })}
      />
      <SelectField
        label="lookScale"
        value={look.scale}
        options={{ salience: text('scaleSalience'), usd: text('scaleUsd') }}
        onChange={(scale) => onChange({ scale: scale === 'usd' ? 'usd' : 'salience' })}
      />
      <label class="field">
        <span>{text('lookOpacity', formatShare(look.opacity))}</span>
        <input
          type="range"
          min={0.05}
          max={0.7}
          step={0.05}
          value={look.opacity}
          onInput={(event) => onChange({ opacity: Number(event.currentTarget.value) })}
        />
      </label>
      <SelectField
        label="lookBars"
        value={look.barColours}
        options={{
          'red-longs': text('barsRedLongs'),
          'green-longs': text('barsGreenLongs'),
          'colour-blind': text('barsColourBlind'),
        }}
        onChange={(value) => onChange({ barColours: barColours(value) })}
      />
    </>
  );
}

function barColours(value: string): LookSettings['barColours'] {
  return value === 'green-longs' || value === 'colour-blind' ? value : 'red-longs';
}
