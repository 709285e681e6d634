import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillReadme } from './readme-tables';

const readme = readFileSync('README.md', 'utf8');

describe('README.md', () => {
  it('shows the exchanges and sites that the registries hold (npx tsx tests/docs/write-readme.ts)', () => {
    expect(fillReadme(readme)).toBe(readme);
  });

  it('links only to files that exist', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
  });

  it('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('says that the map is an estimate and not advice', () => {
    expect(readme).toMatch(/estimate/i);
    expect(readme).toMatch(/not (financial )?advice/i);
  });
});
