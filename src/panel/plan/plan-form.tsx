import type { JSX } from 'preact';
import type { PlanField, PlanProblem } from '../../core/plan/plan-problems';
import type { TradePlan } from '../../core/plan/trade-plan';
import { ToggleGroup } from '../parts/toggle-group';
import { type StringKey, text } from '../strings/text';
import type { PlanDraft } from './plan-draft';
import { problemText } from './plan-words';

interface PlanFormProps {
  draft: PlanDraft;
  problems: PlanProblem[];
  /** Shown in the empty entry field. */
  entryHint: string;
  /** Shown in the empty field for the part at the first target. */
  splitHint: string;
  /** The market's tick, for limits named in problems. */
  tickSize: number;
  onChange: (change: Partial<PlanDraft>) => void;
}

const FIELDS: { id: PlanField; label: StringKey }[] = [
  { id: 'entry', label: 'planEntry' },
  { id: 'leverage', label: 'planLeverage' },
  { id: 'stop', label: 'planStop' },
  { id: 'target', label: 'planTarget' },
  { id: 'size', label: 'planSize' },
  { id: 'split', label: 'planSplit' },
];

/** The typed plan; every problem is said at its field. */
export function PlanForm(props: PlanFormProps): JSX.Element {
  const { draft, problems, entryHint, splitHint, tickSize, onChange } = props;
  const hints: Partial<Record<PlanField, string>> = { entry: entryHint, split: splitHint };
  const setField = (id: PlanField, value: string): void =>
    onChange({ fields: { ...draft.fields, [id]: value } });
  return (
    <div class="form">
      <div class="row">
        <SideToggle draft={draft} onChange={onChange} />
        <MarginToggle draft={draft} onChange={onChange} />
      </div>
      <div class="plan-fields">
        {FIELDS.map(({ id, label }) => (
          <PlanInput
            key={id}
            id={id}
            label={text(label)}
            value={draft.fields[id]}
            hint={hints[id] ?? ''}
            problem={problemText(problems, id, tickSize)}
            onInput={(value) => setField(id, value)}
          />
        ))}
      </div>
    </div>
  );
}

interface PlanInputProps {
  id: PlanField;
  label: string;
  value: string;
  hint: string;
  problem: string;
  onInput: (value: string) => void;
}

function PlanInput({ id, label, value, hint, problem, onInput }: PlanInputProps): JSX.Element {
  const problemId = `plan-problem-${id}`;
  return (
    <label class={`plan-field plan-field-${id}`}>
      <span class="quiet">{label}</span>
      <input
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={hint}
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : problemId}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {problem !== '' && (
        <span id={problemId} class="field-problem">
          {problem}
        </span>
      )}
    </label>
  );
}

type ToggleProps = Pick<PlanFormProps, 'draft' | 'onChange'>;

function SideToggle({ draft, onChange }: ToggleProps): JSX.Element {
  const option = (id: TradePlan['side'], label: StringKey) => ({
    id,
    label: text(label),
    isOn: draft.side === id,
  });
  return (
    <ToggleGroup
      label={text('filterSide')}
      options={[option('long', 'planLong'), option('short', 'planShort')]}
      onToggle={(side) => onChange({ side })}
    />
  );
}

function MarginToggle({ draft, onChange }: ToggleProps): JSX.Element {
  const option = (id: TradePlan['marginMode'], label: StringKey) => ({
    id,
    label: text(label),
    isOn: draft.marginMode === id,
  });
  return (
    <ToggleGroup
      label={text('planMargin')}
      options={[option('isolated', 'planIsolated'), option('cross', 'planCross')]}
      onToggle={(marginMode) => onChange({ marginMode })}
    />
  );
}
