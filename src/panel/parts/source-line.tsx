import type { JSX } from 'preact';
import type { SourceState, SourceStatus } from '../../core/market/source-status';
import { formatAge } from '../format/age';
import { sourceName } from '../strings/source-name';
import { type StringKey, text } from '../strings/text';
import { whyText } from './why-words';

const STATE: Record<SourceState, StringKey> = {
  loading: 'sourceLoading',
  live: 'sourceLive',
  ageing: 'sourceAgeing',
  stale: 'sourceStale',
  offline: 'sourceOffline',
  'rate-limited': 'sourceRateLimited',
  blocked: 'sourceBlocked',
  unsupported: 'sourceUnsupported',
  'no-permission': 'sourceNoPermission',
  quarantined: 'sourceQuarantined',
};

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

/** State, reason, age, waiting time and refused messages of sources in one state, as one line. */
export function sourceWords(sources: SourceStatus[], nowMs: number): string {
  const [first] = sources;
  const newest = Math.max(...sources.map(({ lastDataMs }) => lastDataMs));
  const retryAt = Math.max(...sources.map(({ retryAtMs }) => retryAtMs));
  const refused = sources
    .flatMap((source) => Object.values(source.refused))
    .reduce((sum, count) => sum + count, 0);
  const words = [
    text(STATE[first.state]),
    whyText(first),
    newest > 0 ? text('sourceAge', formatAge(nowMs - newest)) : '',
    retryAt > nowMs ? text('sourceRetryIn', formatAge(retryAt - nowMs)) : '',
    refused > 0 ? text('sourceRefused', refused) : '',
  ];
  return words.filter((word) => word !== '').join(' · ');
}
