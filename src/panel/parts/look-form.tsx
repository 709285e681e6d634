import type { JSX } from 'preact';
import type { LookSettings } from '../../core/settings/settings';
import { PALETTES } from '../../palettes/registry';
import { formatShare } from '../format/percent';
import { type StringKey, text } from '../strings/text';
import { SelectField } from './select-field';

const PALETTE_NAMES = Object.fromEntries(PALETTES.map(({ name, labelKey }) => [name, labelKey as StringKey]));

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
        options={PALETTE_NAMES}
        onChange={(palette) => onChange({ palette })}
      />
      <SelectField
        label="lookStyle"
        value={look.style}
        options={{ smooth: 'styleSmooth', banded: 'styleBanded' }}
        onChange={(style) => onChange({ style: style === 'banded' ? 'banded' : 'smooth' })}
      />
      <SelectField
        label="lookScale"
        value={look.scale}
        options={{ salience: 'scaleSalience', usd: 'scaleUsd' }}
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
          'red-longs': 'barsRedLongs',
          'green-longs': 'barsGreenLongs',
          'colour-blind': 'barsColourBlind',
        }}
        onChange={(value) => onChange({ barColours: barColours(value) })}
      />
    </>
  );
}

function barColours(value: string): LookSettings['barColours'] {
  return value === 'green-longs' || value === 'colour-blind' ? value : 'red-longs';
}
