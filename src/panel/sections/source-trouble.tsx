import type { JSX } from 'preact';
import { isMissing } from '../../core/market/source-tally';
import { SourceGroups } from '../parts/source-groups';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** On the first screen only the sources that are missing, by state; the whole list is under "Sources". */
export function SourceTroubleSection({ model, actions }: SectionProps): JSX.Element | null {
  return (
    <SourceGroups
      label={text('sourceTroubleLabel')}
      sources={model.sources.value.filter(isMissing)}
      nowMs={model.now.value}
      onRetry={actions.retrySource}
    />
  );
}
