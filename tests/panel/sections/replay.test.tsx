// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import { ReplaySection } from '../../../src/panel/sections/replay';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { SAMPLE_NOW_MS, sampleFrame } from '../frame-samples';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

const HOUR_MS = 3_600_000;

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
});

async function open(model = fullModel()) {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const { actions, calls } = recordingActions();
  await act(() => render(<ReplaySection model={model} actions={actions} />, root));
  const press = (label: string): Promise<void> =>
    act(() => [...root.querySelectorAll('button')].find((button) => button.textContent === label)?.click());
  return { root, calls, press, model };
}

/** A model that replays twelve hours before now, with hourly columns known up to now. */
function replaying() {
  const model = fullModel();
  const columns = 72;
  const live = sampleFrame().grid;
  model.replayFuture.value = {
    ...live,
    startMs: SAMPLE_NOW_MS - columns * HOUR_MS,
    columnMs: HOUR_MS,
    columns,
    high: new Float32Array(columns).fill(98_000),
    low: new Float32Array(columns).fill(96_500),
  };
  model.frame.value = sampleFrame({ badge: 'replay', asOfMs: SAMPLE_NOW_MS - 30 * HOUR_MS });
  return model;
}

describe('ReplaySection', () => {
  it('goes back a day and keeps what is known now', async () => {
    const { calls, press, model } = await open();
    await press('Go back a day');
    expect(calls).toEqual([['setReplay', SAMPLE_NOW_MS - 2000 - 24 * HOUR_MS]]);
    expect(model.replayFuture.value).toBe(model.frame.value?.grid);
  });

  it('moves by the hour and stays inside what is known', async () => {
    const { calls, press } = await open(replaying());
    await press('1 h back');
    await press('1 h on');
    expect(calls).toEqual([
      ['setReplay', SAMPLE_NOW_MS - 31 * HOUR_MS],
      ['setReplay', SAMPLE_NOW_MS - 29 * HOUR_MS],
    ]);
  });

  it('keeps the outcome hidden until it is asked for', async () => {
    const { root, press } = await open(replaying());
    expect(root.textContent).not.toContain('reached');
    await press('What happened');
    const lines = [...root.querySelectorAll('li')].map((line) => line.textContent);
    expect(lines).toEqual([
      'SHORTS 99,300–99,420not reached in 24h',
      'SHORTS 97,940–98,120reached after 60m',
      'LONGS 95,910–96,050not reached in 24h',
      'LONGS 93,020–93,480not reached in 24h',
    ]);
  });

  it('goes back to now', async () => {
    const { calls, press, model } = await open(replaying());
    await press('Back to now');
    expect(calls).toEqual([['setReplay', null]]);
    expect(model.replayFuture.value).toBeNull();
  });
});
