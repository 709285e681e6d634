import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGE_STRATEGIES, PROBE_STRATEGIES } from '../../src/anchor/registry';

const FOLDER = new URL('../../src/anchor/', import.meta.url);

test('every strategy file is in the registry, and the registry names no other', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const declared = files.filter((file) =>
    /: AnchorStrategy = \{/.test(readFileSync(new URL(file, FOLDER), 'utf8')),
  );
  expect(declared).toHaveLength(PROBE_STRATEGIES.length + PAGE_STRATEGIES.length);
});

test('the exact strategy is asked before the fitted one', () => {
  expect(PROBE_STRATEGIES.map((strategy) => strategy.source)).toEqual(['host-api', 'axis-tap', 'axis-tap']);
  expect(PAGE_STRATEGIES.map((strategy) => strategy.source)).toEqual(['svg-text']);
});
