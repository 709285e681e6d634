// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../src/panel/locales/en.json';
import type { PanelActions } from '../../../src/panel/panel-model';
import { NoticeSection } from '../../../src/panel/sections/notice';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup, text } from '../../../src/panel/strings/text';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

const root = document.createElement('div');

beforeEach(() => {
  setStringLookup(tableLookup(en));
  document.body.replaceChildren(root);
  render(null, root);
});

async function showNotAligned(change: Partial<PanelActions> = {}) {
  const { actions, calls } = recordingActions();
  const model = fullModel();
  model.anchor.value = {
    state: 'lost',
    source: null,
    hasPrice: false,
    hasTime: false,
    reason: 'no-chart',
    rmsPx: 0,
  };
  await act(() => render(<NoticeSection model={model} actions={{ ...actions, ...change }} />, root));
  return calls;
}

function button(words: string): HTMLButtonElement | undefined {
  return [...root.querySelectorAll('button')].find(({ textContent }) => textContent === words);
}

describe('NoticeSection of a chart that is not aligned', () => {
  it('says why and offers to align by hand', async () => {
    const calls = await showNotAligned();
    expect(root.textContent).toContain(text('noticeAnchorNoChart'));
    button(text('actionCalibrate'))?.click();
    expect(calls).toEqual([['startCalibration']]);
  });

  it('copies a report and says so', async () => {
    const calls = await showNotAligned();
    await act(async () => button(text('actionReport'))?.click());
    expect(calls).toEqual([['copyReport']]);
    expect(button(text('actionReportCopied'))).toBeDefined();
  });

  it('says so where the page does not allow to copy', async () => {
    await showNotAligned({ copyReport: () => Promise.resolve(false) });
    await act(async () => button(text('actionReport'))?.click());
    expect(button(text('actionReportFailed'))).toBeDefined();
  });

  it('offers no report where nobody can make one', async () => {
    await showNotAligned({ copyReport: undefined });
    expect(button(text('actionReport'))).toBeUndefined();
  });
});
