import type { JSX } from 'preact';
import type { ChecklistStep, StepId } from '../../core/plan/checklist';
import { Fold } from '../parts/fold';
import { type StringKey, text } from '../strings/text';

const STEP: Record<StepId, StringKey> = {
  context: 'stepContext',
  zones: 'stepZones',
  levels: 'stepLevels',
  side: 'stepSide',
  distance: 'stepDistance',
  confirmations: 'stepConfirmations',
  plan: 'stepPlan',
};

interface ChecklistViewProps {
  steps: ChecklistStep[];
  ticked: number[];
  note: string;
  onTicked: (ticked: number[]) => void;
  onNote: (note: string) => void;
}

/** The seven steps, those answered by data already ticked, and room for the written plan. */
export function ChecklistView({ steps, ticked, note, onTicked, onNote }: ChecklistViewProps): JSX.Element {
  const isTicked = (step: ChecklistStep): boolean => step.isFilled || ticked.includes(step.number);
  const toggle = (number: number): void =>
    onTicked(ticked.includes(number) ? ticked.filter((other) => other !== number) : [...ticked, number]);
  return (
    <Fold title={text('checklistTitle', steps.filter(isTicked).length, steps.length)}>
      {() => (
        <div class="form">
          <ol class="steps">
            {steps.map((step) => (
              <li key={step.id}>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={isTicked(step)}
                    disabled={step.isFilled}
                    onChange={() => toggle(step.number)}
                  />
                  {text(STEP[step.id])}
                  {step.isFilled && <span class="quiet"> {text('stepFilled')}</span>}
                </label>
              </li>
            ))}
          </ol>
          <label class="plan-field">
            <span class="quiet">{text('checklistNote')}</span>
            <textarea
              rows={3}
              maxLength={2000}
              value={note}
              onInput={(event) => onNote(event.currentTarget.value)}
            />
          </label>
        </div>
      )}
    </Fold>
  );
}
