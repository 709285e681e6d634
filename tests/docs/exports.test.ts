import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Files that others build on: the domain, the contract of a feed, and the contract of a site. */
const FOLDERS = ['src/core'];
const FILES = [
  'src/feeds/exchange-feed.ts',
  'src/feeds/feed-error.ts',
  'src/feeds/history-series.ts',
  'src/feeds/source-events.ts',
  'src/feeds/registry.ts',
  'src/feeds/run-feed.ts',
  'src/feeds/transport/environment.ts',
  'src/feeds/transport/transport.ts',
  'src/sites/site.ts',
];

const EXPORT = /^export (?:async )?(?:abstract )?(?:function|class|const|interface|type) (\w+)/;

/** Exported names of a file without a doc comment directly above them. */
function undocumented(code: string): string[] {
  const lines = code.split('\n');
  return lines.flatMap((line, index) => {
    const [, name] = line.match(EXPORT) ?? [];
    return name !== undefined && !lines[index - 1]?.trimEnd().endsWith('*/') ? [name] : [];
  });
}

function filesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

describe('undocumented', () => {
  it('finds exports without a comment and leaves the others', () => {
    const code =
      '/** a */\nexport const a = 1;\n\nexport function b() {}\nconst c = 1;\nexport type D = 1;\n';
    expect(undocumented(code)).toEqual(['b', 'D']);
  });
});

describe('every export that others build on', () => {
  it('has a doc comment', () => {
    const files = [...FOLDERS.flatMap(filesOf), ...FILES];
    expect(files.length).toBeGreaterThan(150);
    const missing = files.flatMap((file) =>
      undocumented(readFileSync(file, 'utf8')).map((name) => `${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
