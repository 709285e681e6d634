// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import en from '../../../src/panel/locales/en.json';
import { REST_SECTIONS } from '../../../src/panel/rest/rest-registry';
import { SECTIONS as FIRST_SECTIONS } from '../../../src/panel/sections/registry';
import { tableLookup } from '../../../src/panel/strings/table-lookup';
import { setStringLookup } from '../../../src/panel/strings/text';
import { emptyFrame } from '../frame-samples';
import { fullModel, panelState } from '../panel-states';
import { recordingActions } from '../recording-actions';

const FOLDER = join(import.meta.dirname, '../../../src/panel/sections');

const SECTIONS = [...FIRST_SECTIONS, ...REST_SECTIONS];

beforeEach(() => setStringLookup(tableLookup(en)));

describe('the section registries', () => {
  it('lists each file of the folder, and each entry has its file', () => {
    const files = readdirSync(FOLDER)
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => basename(file, '.tsx'));
    expect(SECTIONS.map((section) => section.id).sort()).toEqual(files.sort());
  });

  it('keeps the first screen in the first part of the panel and all else in the second', () => {
    expect(FIRST_SECTIONS.every(({ place }) => place === 'main')).toBe(true);
    expect(REST_SECTIONS.some(({ place }) => place === 'main')).toBe(false);
  });

  it('has each id once', () => {
    expect(new Set(SECTIONS.map((section) => section.id)).size).toBe(SECTIONS.length);
  });
});

const MODELS = {
  nothing: () => {
    const model = panelState('no-instrument');
    model.session.value = null;
    return model;
  },
  empty: () => {
    const model = fullModel();
    model.frame.value = emptyFrame();
    return model;
  },
  stale: () => panelState('stale'),
  full: fullModel,
};

describe.each(SECTIONS)('section $id', ({ component: Component }) => {
  it.each(Object.entries(MODELS))(
    'renders a frame that is %s without NaN or missing strings',
    async (_, model) => {
      const root = document.createElement('div');
      const { actions } = recordingActions();
      await act(() => render(<Component model={model()} actions={actions} />, root));
      expect(root.textContent).not.toMatch(/NaN|undefined|Infinity|\[object/);
      for (const word of root.textContent?.split(/\s+/) ?? []) expect(Object.keys(en)).not.toContain(word);
      render(null, root);
    },
  );
});
