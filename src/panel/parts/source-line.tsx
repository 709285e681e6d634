import type { JSX } from 'preact';
import type { SourceState, SourceStatus } from '../../core/market/source-status';
import { sourceName } from '../strings/source-name';
import { text } from '../strings/text';
import { sourceWords } from './source-words';

const RETRIABLE: SourceState[] = ['stale', 'offline', 'quarantined'];

interface SourceLineProps {
  /** Sources in the same state; one, or several told in one line. */
  sources: SourceStatus[];
  nowMs: number;
  onRetry?: (exchange: string) => void;
}

/** One line for sources in the same state: names, state in words, age of the data, when they are tried again. */
export function SourceLine({ sources, nowMs, onRetry }: SourceLineProps): JSX.Element {
  const { state } = sources[0];
  const names = sources.map(({ exchange }) => sourceName(exchange)).join(', ');
  const retryAll = (): void => {
    for (const { exchange } of sources) onRetry?.(exchange);
  };
  return (
    <li class={`source source-${state}`}>
      <span class="dot" aria-hidden="true" />
      <span class="source-words">
        <strong>{names}</strong> {sourceWords(sources, nowMs)}
      </span>
      {onRetry !== undefined && RETRIABLE.includes(state) && (
        <button type="button" class="button small" onClick={retryAll}>
          {text('actionRetry')}
          <span class="hidden"> {names}</span>
        </button>
      )}
    </li>
  );
}
