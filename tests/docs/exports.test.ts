import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { numbersWithoutUnit } from './numbers-with-units';

/** Folders that others build on: the domain, the exchanges, the anchor strategies, the sites. */
const FOLDERS = ['src/core', 'src/feeds', 'src/anchor', 'src/sites'];

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
  it.each([
    'function b() {}',
    'async function b() {}',
    'const b = 1;',
    'class b {}',
    'interface b {}',
    'type b = 1;',
  ])('finds `export %s` without a comment', (code) => {
    expect(undocumented(`/** a */\nexport const a = 1;\n\nexport ${code}\n`)).toEqual(['b']);
  });

  it('leaves documented exports, and what is not exported', () => {
    expect(
      undocumented('/** a */\nexport const a = 1;\n/**\n * d\n */\nexport type D = 1;\nconst c = 1;\n'),
    ).toEqual([]);
  });

  it('finds an export that has only a remark above it', () => {
    expect(undocumented('// why\nexport const a = 1;\n')).toEqual(['a']);
  });
});

describe('numbersWithoutUnit', () => {
  it('finds a numeric field that neither its name nor a comment explains', () => {
    expect(numbersWithoutUnit('/** A thing. */\nexport interface Thing {\n  depth: number;\n}\n')).toEqual([
      'Thing.depth',
    ]);
  });

  it('takes a unit in the name, in the comment of the field or the group, or in that of the whole', () => {
    const fields = [
      '  depthPx: number;',
      '  /** Share of it, 0..1. */\n  depth: number;\n  other: number | null;',
    ];
    for (const field of fields) {
      expect(numbersWithoutUnit(`/** A thing. */\nexport interface Thing {\n${field}\n}\n`)).toEqual([]);
    }
    expect(numbersWithoutUnit('/** In USD. */\nexport interface Thing {\n  depth: number;\n}\n')).toEqual([]);
  });

  it('finds a numeric parameter, also on a line of its own, and takes one that is explained', () => {
    const code = (comment: string) =>
      `/** ${comment} */\nexport function dig(\n  depth: number,\n  priceMs: number,\n): void {\n}\n`;
    expect(numbersWithoutUnit(code('Digs.'))).toEqual(['dig(depth)']);
    expect(numbersWithoutUnit(code('Digs so many px.'))).toEqual([]);
    expect(
      numbersWithoutUnit('/** D. */\nexport function dig(hole: Hole, deep?: number): void {\n}\n'),
    ).toEqual(['dig(deep)']);
  });
});

describe.each(FOLDERS)('every export of %s', (folder) => {
  const files = filesOf(folder);

  it('has a doc comment', () => {
    const missing = files.flatMap((file) =>
      undocumented(readFileSync(file, 'utf8')).map((name) => `${file}: ${name}`),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });

  it('is declared where it is exported, so that its comment stands there', () => {
    const lists = files.filter((file) => /^export (?:default|\{|\*)/m.test(readFileSync(file, 'utf8')));
    expect(lists).toEqual([]);
  });
});

it('every number that src/core exports has its unit in the name or in the comment', () => {
  const found = filesOf('src/core').flatMap((file) =>
    numbersWithoutUnit(readFileSync(file, 'utf8')).map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});
