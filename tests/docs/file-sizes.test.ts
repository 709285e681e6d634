import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Longer files are to be split, unless they say in their first lines why not: `Long: <reason>`. */
const MOST_LINES = 300;

it(`every file of src has at most ${MOST_LINES} lines or says why not`, () => {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join('src', name));
  const tooLong = files.filter((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.length - 1 > MOST_LINES && !lines.slice(0, 10).some((line) => line.includes('Long: '));
  });
  expect(files.length).toBeGreaterThan(400);
  expect(tooLong).toEqual([]);
});
