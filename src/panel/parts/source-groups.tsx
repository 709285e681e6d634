import type { JSX } from 'preact';
import type { SourceStatus } from '../../core/market/source-status';
import { SourceLine } from './source-line';

interface SourceGroupsProps {
  label: string;
  sources: SourceStatus[];
  nowMs: number;
  onRetry?: (exchange: string) => void;
}

/** One line for each state that sources are in; eleven lines that say "live" would hide the one that does not. */
export function SourceGroups({ label, sources, nowMs, onRetry }: SourceGroupsProps): JSX.Element | null {
  if (sources.length === 0) return null;
  const states = [...new Set(sources.map(({ state }) => state))];
  return (
    <ul class="source-lines" aria-label={label}>
      {states.map((state) => (
        <SourceLine
          key={state}
          sources={sources.filter((source) => source.state === state)}
          nowMs={nowMs}
          onRetry={onRetry}
        />
      ))}
    </ul>
  );
}
