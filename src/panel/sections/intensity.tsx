import type { JSX } from 'preact';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { DEFAULT_LOOK, siteSettings } from '../../core/settings/settings';
import { paletteByName } from '../../palettes/registry';
import { formatShare } from '../format/percent';
import { formatEstimatedUsd } from '../format/usd';
import { text } from '../strings/text';
import type { SectionProps } from './section';

const MIN_GAP = 0.05;

/** Two handles over the colour ramp: cells below the first are not drawn, above the second they saturate. */
export function IntensitySection({ model, actions }: SectionProps): JSX.Element | null {
  const frame = model.frame.value;
  if (!frame) return null;
  const look = siteSettings(model.settings.value, model.siteId.value).look;
  const [low, high] = look.intensity ?? DEFAULT_LOOK.intensity;
  const largest = largestBin(frame);
  const setLow = (value: number): void =>
    actions.setLook({ intensity: [Math.min(value, high - MIN_GAP), high] });
  const setHigh = (value: number): void =>
    actions.setLook({ intensity: [low, Math.max(value, low + MIN_GAP)] });
  return (
    <section class="intensity" aria-label={text('intensityLabel')}>
      <div class="spread quiet">
        <span>{text('intensityLess')}</span>
        <span title={text('intensityMaxTitle')}>
          {largest > 0 && text('intensityMax', formatEstimatedUsd(largest))}
        </span>
        <span>{text('intensityMore')}</span>
      </div>
      <div class="ramp" style={rampStyle(look.palette)}>
        <Handle label={text('intensityLow')} value={low} onChange={setLow} />
        <Handle label={text('intensityHigh')} value={high} onChange={setHigh} />
      </div>
    </section>
  );
}

interface HandleProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function Handle({ label, value, onChange }: HandleProps): JSX.Element {
  return (
    <input
      type="range"
      min={0}
      max={1}
      step={0.01}
      value={value}
      aria-label={label}
      aria-valuetext={formatShare(value)}
      onInput={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

const STOPS = [0, 51, 102, 153, 204, 255];

/** The ramp as stops of a gradient; backwards on light pages where the chart's is, so that "more" has one colour. */
function rampStyle(name: string): Record<string, string> {
  const { rgb, isMonotone } = paletteByName(name);
  const stops = STOPS.map((step) => `rgb(${rgb.subarray(3 * step, 3 * step + 3).join(' ')})`);
  return { '--ramp': stops.join(', '), '--ramp-light': (isMonotone ? stops.toReversed() : stops).join(', ') };
}

function largestBin({ profile }: HeatmapFrame): number {
  let largest = 0;
  for (let bin = 0; bin < profile.bins; bin++) {
    largest = Math.max(largest, profile.long[bin], profile.short[bin]);
  }
  return largest;
}
