// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AlertRule,
  type AlertSettings,
  DEFAULT_ALERT_SETTINGS,
  newAlertRule,
} from '../../../src/core/alerts/alert-rule';
import en from '../../../src/panel/locales/en.json';
import { AlertsSection } from '../../../src/panel/sections/alerts';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

const KEY = 'binance:BTCUSDT';

beforeEach(() => setStringLookup(tableLookup(en)));
afterEach(() => void vi.useRealTimers());

async function open(alerts: AlertSettings) {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const model = fullModel();
  model.settings.value = { ...model.settings.value, alerts };
  const { actions, calls } = recordingActions();
  await act(() => render(<AlertsSection model={model} actions={actions} />, root));
  const box = (label: string): HTMLInputElement => {
    const found = [...root.querySelectorAll('label')].find((item) => item.textContent === label);
    const input = found?.querySelector('input');
    if (!input) throw new Error(`no box: ${label}`);
    return input;
  };
  return { root, model, box, calls };
}

function clusterRule(id: string): AlertRule {
  return {
    ...newAlertRule('approach', KEY, id),
    zone: { side: 'short', lowPrice: 97_940, highPrice: 98_120 },
  };
}

function deleteButton(root: Element): HTMLButtonElement {
  const button = root.querySelector<HTMLButtonElement>('.plain-list button');
  if (!button) throw new Error('no button');
  return button;
}

describe('AlertsSection', () => {
  it('makes a rule with the defaults of its kind for the market in view', async () => {
    const { box, calls } = await open(DEFAULT_ALERT_SETTINGS);
    await act(() => box('Price comes near a main cluster').click());
    const rule = newAlertRule('approach', KEY, `${KEY}:approach`);
    expect(calls).toEqual([['setAlerts', { ...DEFAULT_ALERT_SETTINGS, rules: [rule] }]]);
  });

  it('switches a rule off without forgetting its settings', async () => {
    const rule = { ...newAlertRule('approach', KEY, 'x'), withinAtr: 2 };
    const { box, calls } = await open({ ...DEFAULT_ALERT_SETTINGS, rules: [rule] });
    expect(box('Price comes near a main cluster').checked).toBe(true);
    await act(() => box('Price comes near a main cluster').click());
    expect(calls).toEqual([['setAlerts', { ...DEFAULT_ALERT_SETTINGS, rules: [{ ...rule, isOn: false }] }]]);
  });

  it('sets the distance of an approach', async () => {
    const rule = newAlertRule('approach', KEY, 'x');
    const { root, calls } = await open({ ...DEFAULT_ALERT_SETTINGS, rules: [rule] });
    const select = root.querySelector('select');
    if (!select) throw new Error('no distance');
    select.value = '0.5';
    await act(() => {
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(calls).toEqual([
      ['setAlerts', { ...DEFAULT_ALERT_SETTINGS, rules: [{ ...rule, withinAtr: 0.5 }] }],
    ]);
  });

  it('lists the alerts of single clusters with their switch', async () => {
    const rule = clusterRule('bell');
    const { box, calls } = await open({ ...DEFAULT_ALERT_SETTINGS, rules: [rule] });
    expect(box('Price comes near a main cluster').checked).toBe(false);
    const name = 'Price comes near a main cluster: SHORTS 97,940–98,120';
    await act(() => box(name).click());
    expect(calls).toMatchObject([['setAlerts', { rules: [{ ...rule, isOn: false }] }]]);
  });

  it('deletes the alert of a cluster only when 10 s are over, and not what has changed meanwhile', async () => {
    vi.useFakeTimers();
    const [rule, other] = [clusterRule('bell'), clusterRule('other')];
    const { root, model, calls } = await open({ ...DEFAULT_ALERT_SETTINGS, rules: [rule, other] });
    await act(() => deleteButton(root).click());
    expect(root.querySelector('[role=status]')?.textContent).toBe('Deleted in 10 s');
    const changed = { ...DEFAULT_ALERT_SETTINGS, rules: [rule, { ...other, isOn: false }] };
    await act(() => {
      model.settings.value = { ...model.settings.value, alerts: changed };
      vi.advanceTimersByTime(9_999);
    });
    expect(calls).toEqual([]);
    await act(() => void vi.advanceTimersByTime(1));
    expect(calls).toMatchObject([['setAlerts', { rules: [{ ...other, isOn: false }] }]]);
  });

  it('keeps the alert of a cluster when its deletion is undone, or nobody sees it through', async () => {
    vi.useFakeTimers();
    const { root, calls } = await open({ ...DEFAULT_ALERT_SETTINGS, rules: [clusterRule('bell')] });
    await act(() => deleteButton(root).click());
    expect(deleteButton(root).textContent).toContain('Undo');
    await act(() => deleteButton(root).click());
    await act(() => void vi.advanceTimersByTime(60_000));
    expect(deleteButton(root).textContent).toContain('Delete');
    await act(() => deleteButton(root).click());
    await act(() => render(null, root));
    await act(() => void vi.advanceTimersByTime(60_000));
    expect(calls).toEqual([]);
  });

  it('leaves rules of other markets alone', async () => {
    const other = newAlertRule('approach', 'bybit:ETHUSDT', 'y');
    const { box, calls } = await open({ ...DEFAULT_ALERT_SETTINGS, rules: [other] });
    expect(box('Price comes near a main cluster').checked).toBe(false);
    await act(() => box('A cascade is running').click());
    expect(calls).toMatchObject([['setAlerts', { rules: [other, { kind: 'cascade', key: KEY }] }]]);
  });
});
