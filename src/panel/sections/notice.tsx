import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { instrumentKey } from '../../core/market/instrument';
import { ProgressBar } from '../parts/progress-bar';
import { type Notice, notices } from '../status/notices';
import { type StringKey, text } from '../strings/text';
import type { SectionProps } from './section';

/** States said in words: loading, asking, refused, not aligned. */
export function NoticeSection({ model, actions }: SectionProps): JSX.Element | null {
  const shown = notices({
    session: model.session.value,
    anchor: model.anchor.value,
    sources: model.sources.value,
    storeFault: model.storeFault.value,
    isThin: model.frame.value?.isThin ?? false,
    isConnected: model.isConnected.value,
    eventModeUntilMs: model.settings.value.eventModeUntilMs,
    nowMs: model.now.value,
  });
  if (shown.length === 0) return null;
  return (
    <div class="notices" role="status">
      {shown.map((item) => (
        <NoticeCard key={item.id} notice={item} actions={actions} />
      ))}
    </div>
  );
}

interface NoticeProps extends Pick<SectionProps, 'actions'> {
  notice: Notice;
}

function NoticeCard({ notice, actions }: NoticeProps): JSX.Element {
  const title = text(notice.title, ...notice.titleParts);
  return (
    <div class={`notice notice-${notice.tone}`}>
      <p class="notice-title">{title}</p>
      {notice.body && <p class="notice-body">{text(notice.body)}</p>}
      {notice.detail !== '' && <p class="notice-detail">{notice.detail}</p>}
      {notice.progress !== null && <ProgressBar value={notice.progress} label={title} />}
      <NoticeActions notice={notice} actions={actions} />
    </div>
  );
}

function NoticeActions({ notice, actions }: NoticeProps): JSX.Element | null {
  const { action, instrument } = notice;
  if (action === 'load' && instrument) {
    const key = instrumentKey(instrument);
    return (
      <div class="row">
        <button type="button" class="button primary" onClick={() => actions.loadInstrument(key, false)}>
          {text('actionLoad', instrument.symbol)}
        </button>
        <button type="button" class="button" onClick={() => actions.loadInstrument(key, true)}>
          {text('actionLoadAlways')}
        </button>
      </div>
    );
  }
  if (action === 'calibrate') {
    return (
      <div class="row">
        <button type="button" class="button" onClick={() => actions.startCalibration()}>
          {text('actionCalibrate')}
        </button>
        {actions.copyReport && <ReportButton copy={actions.copyReport} />}
      </div>
    );
  }
  return null;
}

/** Says in its own words whether the report was copied; the notices around it are read out when they change. */
function ReportButton({ copy }: { copy: () => Promise<boolean> }): JSX.Element {
  const [words, setWords] = useState<StringKey>('actionReport');
  const use = async () => setWords((await copy()) ? 'actionReportCopied' : 'actionReportFailed');
  return (
    <button type="button" class="button" onClick={() => void use()}>
      {text(words)}
    </button>
  );
}
