import type { JSX } from 'preact';
import { SourceLine } from '../parts/source-line';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** Every source with its state in words. */
export function SourcesSection({ model, actions }: SectionProps): JSX.Element {
  const sources = model.sources.value;
  if (sources.length === 0) return <p class="quiet">{text('sourcesNone')}</p>;
  return (
    <ul class="source-lines">
      {sources.map((source) => (
        <SourceLine
          key={source.exchange}
          sources={[source]}
          nowMs={model.now.value}
          onRetry={actions.retrySource}
        />
      ))}
    </ul>
  );
}
