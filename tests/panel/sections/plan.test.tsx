// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { setNumberLocale } from '../../../src/panel/format/number-locale';
import en from '../../../src/panel/locales/en.json';
import type { PanelModel } from '../../../src/panel/panel-model';
import { PlanSection } from '../../../src/panel/sections/plan';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { SAMPLE_INSTRUMENT, sampleFrame } from '../frame-samples';
import { fullModel, panelState } from '../panel-states';
import { recordingActions } from '../recording-actions';

beforeEach(() => {
  setStringLookup(tableLookup(en));
  setNumberLocale('en');
});

async function open(model: PanelModel) {
  const root = document.createElement('div');
  // Boxes tell of changes only inside a document.
  document.body.replaceChildren(root);
  const { actions, calls } = recordingActions();
  await act(() => render(<PlanSection model={model} actions={actions} />, root));
  const type = (field: string, value: string): Promise<void> =>
    act(() => {
      const input = root.querySelector<HTMLInputElement>(`.plan-field-${field} input`);
      if (!input) throw new Error(`no field: ${field}`);
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const press = (label: string): Promise<void> =>
    act(() => [...root.querySelectorAll('button')].find((button) => button.textContent === label)?.click());
  const lines = (): string[] =>
    [...root.querySelectorAll('.plan-line')].map((line) => line.textContent ?? '');
  const problem = (field: string): string =>
    root.querySelector(`.plan-field-${field} .field-problem`)?.textContent ?? '';
  return { root, calls, type, press, lines, problem };
}

describe('PlanSection', () => {
  it('says where the own position would be liquidated as soon as a leverage is there', async () => {
    const { lines } = await open(fullModel());
    expect(lines().join()).toMatch(
      /Your liquidation 87,480\.\d \(-9\.64%, 13\.5 ATR\), isolated\. Clusters before it: 2\./,
    );
  });

  it('shows its lines on the chart as long as it is open', async () => {
    const { root, calls, type } = await open(fullModel());
    await type('stop', '95980');
    const marks = () => calls.filter(([name]) => name === 'markPlan').map(([, lines]) => lines as object[]);
    expect(marks().at(-1)).toContainEqual({ price: 95_980, tone: 'caution', text: 'Your stop 95,980.0' });
    await act(() => render(null, root));
    expect(marks().at(-1)).toEqual([]);
  });

  it('finds a stop inside a cluster and names two other places', async () => {
    const { lines, type } = await open(fullModel());
    await type('stop', '95,980');
    expect(lines()[0]).toContain('Stop is inside LONGS 95,910–96,050.');
    expect(lines()[1]).toContain('Beyond its far edge: 95,737.5');
    expect(lines()[2]).toContain('Behind swing low: 95,699.9');
    await type('stop', '95,700');
    expect(lines()[0]).toContain('Stop is clear');
  });

  it('names the price just before the near edge of the cluster ahead', async () => {
    const { lines, type } = await open(fullModel());
    await type('stop', '95,700');
    await type('target', '98,000');
    expect(lines().join()).toContain('Target is inside SHORTS 97,940–98,120.');
    expect(lines().join()).toContain('97,905.5 = just before SHORTS 97,940–98,120. R 1:1.0');
  });

  it('splits the target in two parts, editable, and marks the near edges', async () => {
    const { lines, type, problem, root } = await open(fullModel());
    await type('stop', '95,700');
    expect(lines().join()).toContain('50% at 97,905.5, 50% at 99,265.5. R 1:1.6');
    await type('split', '80');
    expect(lines().join()).toContain('80% at 97,905.5, 20% at 99,265.5. R 1:1.2');
    await type('split', '0 %');
    expect(lines().join()).toContain('0% at 97,905.5, 100% at 99,265.5.');
    await type('split', '120');
    expect(problem('split')).toBe('0 to 100 %');
    expect(root.querySelectorAll('.plan-line-target')).toHaveLength(2);
  });

  it('stores the split with the plan', async () => {
    const { calls, type } = await open(fullModel());
    await type('split', '30');
    expect(calls.at(-1)).toMatchObject(['savePlan', 'binance:BTCUSDT', { plan: { firstTargetShare: 0.3 } }]);
  });

  it('offers a bell on the caution of an entry just before a cluster', async () => {
    const { root, calls, type } = await open(fullModel());
    await type('entry', '97,700');
    const bell = root.querySelector<HTMLButtonElement>('.plan-line-caution .bell');
    expect(root.querySelector('.plan-line-caution')?.textContent).toContain('Tell me when it clears');
    expect(bell?.getAttribute('aria-label')).toBe('Tell me when SHORTS 97,940–98,120 clears');
    await act(() => bell?.click());
    const zone = { side: 'short', lowPrice: 97_940, highPrice: 98_120 };
    expect(calls.at(-1)).toMatchObject(['setAlerts', { rules: [{ kind: 'cleared', zone, rearms: false }] }]);
  });

  it('gives the loss at the stop as a floor with costs', async () => {
    const { lines, type } = await open(fullModel());
    await type('entry', '96,800');
    await type('stop', '95,832');
    await type('size', '10000');
    expect(lines().join()).toMatch(
      /Loss at the stop at least \$114\.\d+ incl\. fees and slippage allowance, 11% of the margin/,
    );
  });

  it('says that cross margin cannot be known here', async () => {
    const { lines, press } = await open(fullModel());
    await press('cross');
    expect(lines().join()).toContain('cannot be known here');
  });

  it('says at the field what is wrong with it', async () => {
    const { type, problem, root } = await open(fullModel());
    await type('stop', '99,000');
    expect(problem('stop')).toBe('on the wrong side of 96,812.0');
    await type('leverage', '0');
    expect(problem('leverage')).toBe('not a positive number');
    await type('leverage', '500');
    expect(problem('leverage')).toBe('the exchange allows up to 150x');
    await type('entry', '3,400');
    expect(problem('entry')).toContain('another symbol');
    const input = root.querySelector('.plan-field-entry input');
    expect(input?.getAttribute('aria-invalid')).toBe('true');
    expect(root.querySelector(`#${input?.getAttribute('aria-describedby')}`)?.textContent).toContain(
      'another symbol',
    );
  });

  it('stores each change under the instrument', async () => {
    const { calls, type } = await open(fullModel());
    await type('stop', '95,700');
    expect(calls.filter(([name]) => name === 'savePlan')).toMatchObject([
      ['savePlan', 'binance:BTCUSDT', { version: 1, plan: { stopPrice: 95_700, entryPrice: null } }],
    ]);
  });

  it('starts from the stored plan and from an empty form for another symbol', async () => {
    const model = panelState('plan');
    const { root } = await open(model);
    const stop = (): string | undefined =>
      root.querySelector<HTMLInputElement>('.plan-field-stop input')?.value;
    expect(stop()).toBe('95,980.0');
    const instrument = { ...SAMPLE_INSTRUMENT, symbol: 'ETHUSDT', base: 'ETH' };
    await act(() => {
      model.frame.value = sampleFrame({ instrument });
    });
    expect(stop()).toBe('');
  });

  it('fills the checklist from data and lets the rest be ticked', async () => {
    const model = fullModel();
    const { root, calls } = await open(model);
    const fold = root.querySelector('details');
    if (!fold) throw new Error('no checklist');
    expect(fold.textContent).toBe('Checklist 6 of 7');
    fold.open = true;
    await act(() => {
      fold.dispatchEvent(new Event('toggle'));
    });
    const boxes = [...fold.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    expect(boxes.map((box) => box.disabled)).toEqual([true, true, true, true, true, true, false]);
    await act(() => boxes[6].click());
    expect(calls.filter(([name]) => name === 'savePlan')).toMatchObject([
      ['savePlan', 'binance:BTCUSDT', { ticked: [7] }],
    ]);
  });
});
