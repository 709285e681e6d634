import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { formatAge } from '../format/age';
import { formatBytes } from '../format/bytes';
import { formatNumber } from '../format/percent';
import { ProgressBar } from '../parts/progress-bar';
import { storeWords } from '../status/store-words';
import { text } from '../strings/text';
import type { OptionsApi } from './options-api';
import { saveText } from './save-text';
import { usePolled } from './use-polled';

interface OptionsDataProps {
  api: OptionsApi;
  /** Nothing that was chosen holds any more. */
  onDeleted: () => void;
}

/** Storage used, export, import, delete everything. */
export function OptionsData({ api, onDeleted }: OptionsDataProps): JSX.Element {
  const load = useCallback(() => api.usage(), [api]);
  const usage = usePolled(load, 0);
  const outcome = useSignal('');
  const isSure = useSignal(false);
  const attempt = async (work: () => Promise<void>, done: string): Promise<void> => {
    try {
      await work();
      outcome.value = done;
      usage.value = await api.usage();
    } catch (error) {
      outcome.value = text('dataFailed', error instanceof Error ? error.message : String(error));
    }
  };
  const exportAll = async (): Promise<void> => saveText('liqlens-export.json', await api.exportData());
  const deleteAll = async (): Promise<void> => {
    await api.deleteEverything();
    onDeleted();
  };
  const remove = (): void => {
    if (isSure.value) void attempt(deleteAll, text('dataDeleted'));
    isSure.value = !isSure.value;
  };
  return (
    <div class="form narrow">
      {usage.value && <Usage usage={usage.value} />}
      <div class="row">
        <button type="button" class="button" onClick={() => void attempt(exportAll, text('dataExported'))}>
          {text('actionExport')}
        </button>
        <ImportButton
          onFile={(file) => void attempt(async () => api.importData(await file.text()), text('dataImported'))}
        />
        <button type="button" class="button danger" onClick={remove}>
          {text(isSure.value ? 'actionDeleteSure' : 'actionDelete')}
        </button>
      </div>
      <p role="status">{outcome.value}</p>
    </div>
  );
}

function ImportButton({ onFile }: { onFile: (file: File) => void }): JSX.Element {
  return (
    <label class="button file">
      {text('actionImport')}
      <input
        type="file"
        class="hidden"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

function Usage({ usage }: { usage: Awaited<ReturnType<OptionsApi['usage']>> }): JSX.Element {
  const line = text('dataUsage', formatBytes(usage.storedBytes), formatBytes(usage.capBytes));
  return (
    <>
      {usage.fault && (
        <p class="trouble-line" role="alert">
          <strong>{text('noticeStore')}</strong> {text(storeWords(usage.fault))}
        </p>
      )}
      <p>{line}</p>
      <ProgressBar value={usage.storedBytes / usage.capBytes} label={line} />
      <ul class="plain-list">
        {usage.instruments.map(({ key, bars, liquidations, newestMs }) => (
          <li key={key} class="spread">
            <span>{key}</span>
            <span class="quiet">
              {text(
                'dataInstrument',
                formatNumber(bars, 0),
                formatNumber(liquidations, 0),
                formatAge(Date.now() - newestMs),
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
