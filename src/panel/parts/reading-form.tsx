import type { JSX } from 'preact';
import {
  ATR_TIMEFRAMES,
  type AtrChoice,
  type AtrTimeframe,
  DEFAULT_ATR,
} from '../../core/context/atr-choice';
import { DEFAULT_CARDS } from '../../core/context/shown-clusters';
import type { LookSettings } from '../../core/settings/settings';
import { text } from '../strings/text';

const CARDS = [1, 2, 3, 4, 5];
const PERIODS = [7, 14, 21, 50];

interface ReadingFormProps {
  look: LookSettings;
  onChange: (change: Partial<LookSettings>) => void;
}

/** How many clusters are listed a side, and the unit of their distances; used by the panel and the options. */
export function ReadingForm({ look, onChange }: ReadingFormProps): JSX.Element {
  const atr = look.atr ?? DEFAULT_ATR;
  const setAtr = (change: Partial<AtrChoice>): void => onChange({ atr: { ...atr, ...change } });
  return (
    <>
      <NumberSelect
        label={text('cardsPerSide')}
        value={look.cardsPerSide ?? DEFAULT_CARDS}
        options={CARDS.map((count) => ({ value: count, name: String(count) }))}
        onChange={(cardsPerSide) => onChange({ cardsPerSide })}
      />
      <label class="field">
        <span>{text('atrTimeframe')}</span>
        <select
          value={atr.timeframe}
          onChange={(event) => setAtr({ timeframe: timeframeOf(event.currentTarget.value) })}
        >
          {Object.keys(ATR_TIMEFRAMES).map((timeframe) => (
            <option key={timeframe} value={timeframe}>
              {timeframe}
            </option>
          ))}
        </select>
      </label>
      <NumberSelect
        label={text('atrPeriod')}
        value={atr.period}
        options={[...new Set([...PERIODS, atr.period])].map((period) => ({
          value: period,
          name: String(period),
        }))}
        onChange={(period) => setAtr({ period })}
      />
    </>
  );
}

interface NumberSelectProps {
  label: string;
  value: number;
  options: { value: number; name: string }[];
  onChange: (value: number) => void;
}

function NumberSelect({ label, value, options, onChange }: NumberSelectProps): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function timeframeOf(value: string): AtrTimeframe {
  return value in ATR_TIMEFRAMES ? (value as AtrTimeframe) : DEFAULT_ATR.timeframe;
}
