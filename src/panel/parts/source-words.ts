import type { SourceState, SourceStatus } from '../../core/market/source-status';
import { formatAge } from '../format/age';
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
