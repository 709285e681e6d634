import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { licenceList } from './licence-table';

/** Licences under which unchanged code may be packed beside MIT code. */
const ACCEPTED = ['MIT', 'ISC', 'Apache-2.0', 'MPL-2.0', 'BSD-2-Clause', 'BSD-3-Clause'];

describe('docs/LICENCES.md', () => {
  const listed = readFileSync('docs/LICENCES.md', 'utf8');

  it('lists what is packed, as installed (npx tsx tests/docs/write-licences.ts)', async () => {
    expect(await licenceList()).toBe(listed);
  }, 60_000);

  it('holds only licences that allow packing', () => {
    const licences = [...listed.matchAll(/^\| `[^`]+` \| [\d.]+ \| ([^|]+) \|/gm)].map(([, name]) => name);
    expect(licences.length).toBeGreaterThan(5);
    expect(licences.filter((name) => !ACCEPTED.includes(name))).toEqual([]);
  });
});
