import type { JSX } from 'preact';
import { isMissing } from '../../core/market/source-tally';
import { SourceLine } from '../parts/source-line';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** On the first screen only the sources that are missing, by state; the whole list is under "Sources". */
export function SourceTroubleSection({ model, actions }: SectionProps): JSX.Element | null {
  const missing = model.sources.value.filter(isMissing);
  if (missing.length === 0) return null;
  const states = [...new Set(missing.map((source) => source.state))];
  return (
    <ul class="source-lines" aria-label={text('sourceTroubleLabel')}>
      {states.map((state) => (
        <SourceLine
          key={state}
          sources={missing.filter((source) => source.state === state)}
          nowMs={model.now.value}
          onRetry={actions.retrySource}
        />
      ))}
    </ul>
  );
}
