import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { HeatmapFrame } from '../../core/frame/heatmap-frame';
import { instrumentKey } from '../../core/market/instrument';
import { checkPlan } from '../../core/plan/check-plan';
import { checklist } from '../../core/plan/checklist';
import type { PlanMark } from '../../core/plan/plan-mark';
import { parseSavedPlan } from '../../core/plan/saved-plan';
import { DEFAULT_FIRST_SHARE } from '../../core/plan/target-split';
import { formatNumber } from '../format/percent';
import { formatPrice } from '../format/price';
import type { PanelActions } from '../panel-model';
import { BellButton } from '../parts/bell-button';
import { ChecklistView } from '../plan/checklist-view';
import { draftOf, type PlanDraft, savedPlan, typedPlan } from '../plan/plan-draft';
import { PlanForm } from '../plan/plan-form';
import { planMarks } from '../plan/plan-marks';
import { planSurroundings } from '../plan/plan-surroundings';
import { type PlanLine, planLines } from '../plan/plan-words';
import { shownPrice } from '../status/shown-price';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** "Check my plan": typed entry, stop, target and leverage against the clusters; lines appear while typing. */
export function PlanSection({ model, actions }: SectionProps): JSX.Element {
  const frame = model.frame.value;
  if (!frame) return <p class="quiet">{text('planNoFrame')}</p>;
  // A plan belongs to one instrument: another symbol starts with its own form.
  return <Planner key={instrumentKey(frame.instrument)} frame={frame} model={model} actions={actions} />;
}

function Planner({ frame, model, actions }: SectionProps & { frame: HeatmapFrame }): JSX.Element {
  const { instrument } = frame;
  const key = instrumentKey(instrument);
  const stored = useMemo(() => parseSavedPlan(model.settings.peek().plans?.[key]), [key, model]);
  const draft = useSignal<PlanDraft>(
    useMemo(() => draftOf(stored, instrument.tickSize), [stored, instrument]),
  );
  const markPrice = shownPrice(model, frame);
  const typed = typedPlan(draft.value, markPrice);
  const report = checkPlan(typed, planSurroundings(frame, markPrice));
  const steps = checklist({
    clusters: frame.clusters,
    context: frame.context ?? null,
    atr: frame.atr1h,
    typed,
    report,
  });
  useChartMarks(planMarks(typed, report, instrument.tickSize), actions.markPlan);
  const change = (part: Partial<PlanDraft>): void => {
    draft.value = { ...draft.value, ...part };
    actions.savePlan?.(key, savedPlan(draft.value, markPrice, model.now.peek()));
  };
  return (
    <div class="plan">
      <PlanForm
        draft={draft.value}
        problems={report.problems}
        entryHint={formatPrice(markPrice, instrument.tickSize)}
        splitHint={formatNumber(DEFAULT_FIRST_SHARE * 100, 0)}
        tickSize={instrument.tickSize}
        onChange={change}
      />
      <PlanLines
        lines={planLines(report, instrument.tickSize)}
        frame={frame}
        model={model}
        actions={actions}
      />
      <ChecklistView
        steps={steps}
        ticked={draft.value.ticked}
        note={draft.value.note}
        onTicked={(ticked) => change({ ticked })}
        onNote={(note) => change({ note })}
      />
    </div>
  );
}

/** On the chart as long as the plan is open. */
function useChartMarks(marks: PlanMark[], show: PanelActions['markPlan']): void {
  const said = JSON.stringify(marks);
  useEffect(() => show?.(marks), [said, show]);
  useEffect(() => () => show?.([]), [show]);
}

const MARK: Record<PlanLine['tone'], string> = { caution: '!', fine: '✓', info: 'i', target: '◆' };

interface PlanLinesProps extends SectionProps {
  lines: PlanLine[];
  frame: HeatmapFrame;
}

function PlanLines({ lines, ...props }: PlanLinesProps): JSX.Element {
  return (
    <ul class="plan-lines" aria-live="polite">
      {lines.map(({ tone, words, untilCleared }) => (
        <li key={words} class={`plan-line plan-line-${tone}`}>
          <span class="plan-mark" aria-hidden="true">
            {MARK[tone]}
          </span>
          <span>
            {words} {untilCleared && <BellButton kind="cleared" cluster={untilCleared} {...props} isWordy />}
          </span>
        </li>
      ))}
    </ul>
  );
}
