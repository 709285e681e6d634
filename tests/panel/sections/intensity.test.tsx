// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { IntensitySection } from '../../../src/panel/sections/intensity';
import { fullModel } from '../panel-states';
import { recordingActions } from '../recording-actions';

/** The stops of the slider's ramp on dark and on light pages. */
async function rampsOf(palette: string): Promise<[dark: string[], light: string[]]> {
  const model = fullModel();
  const { defaults } = model.settings.value;
  const look = { ...defaults.look, palette };
  model.settings.value = { ...model.settings.value, sites: {}, defaults: { ...defaults, look } };
  const root = document.createElement('div');
  await act(() => render(<IntensitySection model={model} actions={recordingActions().actions} />, root));
  const style = root.querySelector<HTMLElement>('.ramp')?.style;
  const stops = (name: string) => (style?.getPropertyValue(name) ?? '').split(', ');
  return [stops('--ramp'), stops('--ramp-light')];
}

it('IntensitySection of a monotone ramp turns it round on light pages, as the chart does', async () => {
  const [dark, light] = await rampsOf('viridis');
  expect(dark).toHaveLength(6);
  expect(light).toEqual(dark.toReversed());
});

it('IntensitySection of a ramp whose lightness falls keeps its direction', async () => {
  const [dark, light] = await rampsOf('classic');
  expect(dark).toHaveLength(6);
  expect(light).toEqual(dark);
});
