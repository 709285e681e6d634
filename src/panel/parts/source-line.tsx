import type { JSX } from 'preact';
import type { SourceState, SourceStatus } from '../../core/market/source-status';
import { formatAge } from '../format/age';
import { sourceName } from '../strings/source-name';
import { type StringKey, text } from '../strings/text';

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
  source: SourceStatus;
  nowMs: number;
  onRetry?: (exchange: string) => void;
}

/** One source: name, state in words, age of its data, when it is tried again. */
export function SourceLine({ source, nowMs, onRetry }: SourceLineProps): JSX.Element {
  const canRetry = onRetry !== undefined && RETRIABLE.includes(source.state);
  return (
    <li class={`source source-${source.state}`}>
      <span class="dot" aria-hidden="true" />
      <span class="source-words">
        <strong>{sourceName(source.exchange)}</strong> {sourceWords(source, nowMs)}
      </span>
      {canRetry && (
        <button type="button" class="button small" onClick={() => onRetry(source.exchange)}>
          {text('actionRetry')}
          <span class="hidden"> {sourceName(source.exchange)}</span>
        </button>
      )}
    </li>
  );
}

/** State, reason, age, waiting time and refused messages of a source, as one line. */
export function sourceWords(source: SourceStatus, nowMs: number): string {
  const refused = Object.values(source.refused).reduce((sum, count) => sum + count, 0);
  const words = [
    text(STATE[source.state]),
    source.reason,
    source.lastDataMs > 0 ? text('sourceAge', formatAge(nowMs - source.lastDataMs)) : '',
    source.retryAtMs > nowMs ? text('sourceRetryIn', formatAge(source.retryAtMs - nowMs)) : '',
    refused > 0 ? text('sourceRefused', refused) : '',
  ];
  return words.filter((word) => word !== '').join(' · ');
}
