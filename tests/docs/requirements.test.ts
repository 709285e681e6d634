import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** One row of the requirements; `partly` and `open` say in words what is missing. */
interface Row {
  id: string;
  priority: 'M' | 'S';
  tests?: { file: string; test: string }[];
  partly?: string;
  open?: string;
}

const { rows } = JSON.parse(readFileSync('tests/requirements.json', 'utf8')) as { rows: Row[] };
const REFERENCE = '../shared/reference/requirements.md';

/** How many rows each section of the reference has with priority M or S. */
const SECTION_SIZES = { CORE: 18, VIS: 10, READ: 13, RISK: 10, LIVE: 6, UXR: 9 };

/** True when `title` stands in the file as a string of its own. */
function hasTitle(file: string, title: string): boolean {
  const code = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return ["'", '"', '`'].some((quote) => code.includes(`${quote}${title}${quote}`));
}

describe('tests/requirements.json', () => {
  it('has every row of every section once', () => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const sizes = Object.keys(SECTION_SIZES).map((section) => [
      section,
      ids.filter((id) => id.startsWith(`${section}-`)).length,
    ]);
    expect(Object.fromEntries(sizes)).toEqual(SECTION_SIZES);
  });

  it('names tests that exist', () => {
    const missing = rows.flatMap(({ id, tests = [] }) =>
      tests
        .filter(({ file, test }) => !hasTitle(file, test))
        .map(({ file, test }) => `${id}: ${file}: ${test}`),
    );
    expect(missing).toEqual([]);
  });

  it('gives each row a test or says why it is open, never both', () => {
    const wrong = rows.filter(({ tests = [], open }) => tests.length > 0 === (open !== undefined));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('leaves no row open that must be met', () => {
    const open = rows.filter(({ priority, open }) => priority === 'M' && open !== undefined);
    expect(open.map(({ id }) => id)).toEqual([]);
  });

  it('gives a reason wherever something is open or missing', () => {
    const reasons = rows.flatMap(({ partly, open }) => [partly, open]).filter((text) => text !== undefined);
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(20);
  });

  it.runIf(existsSync(REFERENCE))('has the rows and priorities of the reference beside the checkout', () => {
    const lines = readFileSync(REFERENCE, 'utf8').split('\n');
    const wanted = lines.flatMap((line) => {
      const [, id, priority] =
        line.match(/^\| ((?:CORE|VIS|READ|RISK|LIVE|UXR)-\d+) .*\| ([MS]) \|\s*$/) ?? [];
      return id ? [`${id} ${priority}`] : [];
    });
    expect(rows.map(({ id, priority }) => `${id} ${priority}`)).toEqual(wanted);
  });

  it.runIf(existsSync(REFERENCE))('names a test in a browser wherever the reference asks for one', () => {
    const lines = readFileSync(REFERENCE, 'utf8').split('\n');
    const asked = lines.flatMap((line) => {
      const [, id, how = ''] = line.match(/^\| ([A-Z]+-\d+) .*\| ([^|]+) \| [MS] \|\s*$/) ?? [];
      return id && how.includes('e2e') ? [id] : [];
    });
    expect(asked.length).toBeGreaterThan(15);
    const tested = rows.filter(({ tests = [] }) => tests.some(({ file }) => file.startsWith('tests/e2e/')));
    const ids = new Set(tested.map(({ id }) => id));
    expect(asked.filter((id) => !ids.has(id))).toEqual([]);
  });
});
