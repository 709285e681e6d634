import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

  it('explains every reason for which the code hides the layer', () => {
    const folders = ['src/anchor', 'src/core/axis', 'src/page'];
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    );
    const code = files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(file, 'utf8'));
    const given = code
      .join('\n')
      .matchAll(
        /(?:reason: |'(?:lost|unsupported|ambiguous)', |lose\(\w+, )'(?!lost|unsupported|ambiguous)([a-z]+[a-z-]*)'/g,
      );
    const reasons = new Set([...given].map(([, reason]) => reason));
    expect(reasons.size).toBeGreaterThan(12);
    expect([...reasons].filter((reason) => !readme.includes(`\`${reason}\``))).toEqual([]);
  });

  it('says that the map is an estimate and not advice', () => {
    expect(readme).toMatch(/estimate/i);
    expect(readme).toMatch(/not (financial )?advice/i);
  });
});

const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'PRIVACY.md', 'SECURITY.md'],
  ...['docs', 'docs/store', 'docs/decisions'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  ),
];

describe.each(PAGES)('%s', (page) => {
  const words = readFileSync(page, 'utf8');

  it('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...words.matchAll(/npm run ([a-z:0-9]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only files and folders that exist', () => {
    const named = [...words.matchAll(/(?<![\w./-])(?:src|tests|docs|entrypoints|public)\/[\w./-]*\w/g)].map(
      ([path]) => path,
    );
    const known = (path: string): boolean => ['', '.ts', '.tsx'].some((end) => existsSync(path + end));
    // Names in angle brackets are for the reader to fill in.
    const isExample = (path: string): boolean => words.includes(`${path}/<`) || words.includes(`${path}<`);
    expect(named.filter((path) => !known(path) && !isExample(path))).toEqual([]);
  });
});
