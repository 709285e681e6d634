import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGE_STRATEGIES, PROBE_STRATEGIES } from '../../src/anchor/registry';
import { parseMapping } from '../../src/core/axis/parse-mapping';
import { fakePage } from './fake-page';

const FOLDER = new URL('../../src/anchor/', import.meta.url);
const ALL = [...PROBE_STRATEGIES, ...PAGE_STRATEGIES];

test('every strategy file is in the registry, and the registry names no other', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const declared = files.filter((file) =>
    /: AnchorStrategy = \{/.test(readFileSync(new URL(file, FOLDER), 'utf8')),
  );
  expect(declared).toHaveLength(ALL.length);
});

test('the exact strategy is asked before the fitted ones', () => {
  expect(PROBE_STRATEGIES[0].source).toBe('host-api');
});

test.each(ALL)('$source has a name that the isolated script takes', ({ source }) => {
  const pane = { left: 0, top: 0, width: 800, height: 400 };
  const report = { v: 1, seq: 1, chartKey: 'c1', source, state: 'lost', pane, price: null, time: null };
  expect(parseMapping(JSON.stringify(report))).not.toBeNull();
});

test.each(ALL)('$source finds nothing in a page without a chart, and does not throw', ({ start }) => {
  const { window } = fakePage();
  const running = start({
    window,
    isHidden: () => false,
    referencePrice: () => 0,
    wantsBars: () => false,
    isListening: () => true,
    changed: () => undefined,
  });
  running.tick();
  expect(running.read()).toEqual([]);
});
