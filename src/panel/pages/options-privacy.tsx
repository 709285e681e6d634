import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { formatNumber } from '../format/percent';
import { formatMoment } from '../format/time';
import { text } from '../strings/text';
import type { OptionsApi } from './options-api';
import { usePolled } from './use-polled';

const POLL_MS = 5000;

/** Every host contacted, how often, and how the last request ended. */
export function OptionsPrivacy({ api }: { api: OptionsApi }): JSX.Element {
  const load = useCallback(() => api.usage(), [api]);
  const hosts = usePolled(load, POLL_MS).value?.hosts ?? [];
  if (hosts.length === 0) return <p class="quiet">{text('privacyNoHosts')}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text('privacyHost')}</th>
          <th scope="col">{text('privacyRequests')}</th>
          <th scope="col">{text('privacyStatus')}</th>
          <th scope="col">{text('privacyLast')}</th>
        </tr>
      </thead>
      <tbody>
        {hosts.map(({ host, requests, lastStatus, lastMs }) => (
          <tr key={host}>
            <td>{host}</td>
            <td>{formatNumber(requests, 0)}</td>
            <td>{lastStatus}</td>
            <td>{formatMoment(lastMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
