import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import type { TabStatus } from '../../messages/popup-protocol';
import { MiniMap } from '../parts/mini-map';
import { SourceGroups } from '../parts/source-groups';
import { StatusBadges } from '../parts/status-badges';
import { Switch } from '../parts/switch';
import { statusBadges } from '../status/badges';
import { notices } from '../status/notices';
import { text } from '../strings/text';
import { PageFrame } from './page-frame';
import type { PopupApi } from './popup-api';
import { usePolled } from './use-polled';

const POLL_MS = 2000;

/** The toolbar popup: site switch, status, upright map, sources, ways on. */
export function PopupPage({ api }: { api: PopupApi }): JSX.Element {
  const load = useCallback(() => api.status(), [api]);
  const status = usePolled(load, POLL_MS);
  const current = status.value;
  return (
    <PageFrame name="popup">
      <header class="spread">
        <h1>{text('productName')}</h1>
        <span class="quiet">{api.version}</span>
      </header>
      {current ? <PopupBody api={api} status={current} onSwitched={(next) => (status.value = next)} /> : null}
      {current && (
        <p class="spread">
          <span>{text('popupAlerts', current.armedAlerts)}</span>
          <button type="button" class="button" onClick={() => api.openOptions()}>
            {text('actionManage')}
          </button>
        </p>
      )}
      <nav class="row" aria-label={text('popupNav')}>
        <button type="button" class="button" onClick={() => api.openDemo()}>
          {text('actionDemo')}
        </button>
        <button type="button" class="button" onClick={() => api.openOptions()}>
          {text('actionOptions')}
        </button>
        <button type="button" class="button" onClick={() => api.openHelp()}>
          {text('actionHelp')}
        </button>
      </nav>
    </PageFrame>
  );
}

interface PopupBodyProps {
  api: PopupApi;
  status: TabStatus;
  onSwitched: (status: TabStatus) => void;
}

function PopupBody({ api, status, onSwitched }: PopupBodyProps): JSX.Element {
  return (
    <main>
      <SiteSwitch api={api} status={status} onSwitched={onSwitched} />
      {status.siteId !== null && status.isOn && <Reading status={status} />}
    </main>
  );
}

function SiteSwitch({ api, status, onSwitched }: PopupBodyProps): JSX.Element {
  const isBusy = useSignal(false);
  const refusal = useSignal(false);
  const { siteId } = status;
  if (siteId === null) return <p class="quiet">{text('popupNoPage')}</p>;
  const change = async (isOn: boolean): Promise<void> => {
    // The prompt has to be asked for before anything is awaited, or the browser forgets the click.
    const granted =
      isOn && !status.hasPermission ? api.requestPermission(status.wantedOrigins) : Promise.resolve(true);
    isBusy.value = true;
    try {
      // Said before the answer: the prompt may close the popup, and without the permission nothing runs anyway.
      await api.switchSite(siteId, isOn);
      refusal.value = !(await granted);
      if (refusal.value) await api.switchSite(siteId, status.isOn);
      onSwitched(await api.status());
    } finally {
      isBusy.value = false;
    }
  };
  const isActive = status.isOn && status.hasPermission;
  return (
    <section class="site-switch">
      <div class="spread">
        <strong class="host">{status.host}</strong>
        <span class="row">
          <span>{text(isActive ? 'switchOn' : 'switchOff')}</span>
          <Switch
            isOn={isActive}
            label={text('popupSwitch', status.host)}
            isDisabled={isBusy.value}
            onChange={(isOn) => void change(isOn)}
          />
        </span>
      </div>
      {refusal.value && <p class="caution-line">{text('popupRefused')}</p>}
      {!status.hasPermission && !refusal.value && <p class="quiet">{text('popupPermission')}</p>}
      {!status.isOn && status.hasPermission && <p class="quiet">{text('popupOff')}</p>}
    </section>
  );
}

function Reading({ status }: { status: TabStatus }): JSX.Element {
  const { frame, session, anchor, sources, storeFault, eventModeUntilMs } = status;
  const nowMs = Date.now();
  const isThin = frame?.isThin ?? false;
  const shown = notices({
    session,
    anchor,
    sources,
    storeFault,
    isThin,
    isConnected: true,
    eventModeUntilMs,
    nowMs,
  });
  const badge = frame?.badge ?? 'live';
  return (
    <section class="reading">
      {frame && (
        <div class="spread">
          <strong>{frame.instrument.symbol}</strong>
          <StatusBadges
            badges={statusBadges({ frame, sources, priceTimeMs: 0, anchor, badge, isConnected: true, nowMs })}
          />
        </div>
      )}
      {shown.map((notice) => (
        <p key={notice.id} class="quiet">
          <strong>{text(notice.title, ...notice.titleParts)}</strong> {notice.body && text(notice.body)}{' '}
          {notice.detail}
        </p>
      ))}
      {frame && <MiniMap frame={frame} />}
      <SourceGroups label={text('sectionSources')} sources={sources} nowMs={nowMs} />
    </section>
  );
}
