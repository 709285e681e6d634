import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../../src/panel/locales/en.json';

const ROOT = join(import.meta.dirname, '../../..');
const LOCALES = join(ROOT, 'src/panel/locales');

/** Keys that no source file spells out: the manifest's, and those put together from parts. */
const OTHER_USES = /^(?:ext|command|alert_|alertPlan_|clusters(?:Above|Below)None$)/;

const tables = readdirSync(LOCALES).map((file) => ({
  file,
  table: JSON.parse(readFileSync(join(LOCALES, file), 'utf8')) as Record<string, string>,
}));

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

const placeholders = (message: string): string[] => (message.match(/\$[1-9]/g) ?? []).sort();

describe('en.json', () => {
  it('holds no key that nothing uses', () => {
    const code = ['src/panel', 'src/page', 'src/background', 'src/overlay', 'src/palettes', 'entrypoints']
      .map((folder) => sources(join(ROOT, folder)))
      .join('\n');
    const unused = Object.keys(en).filter(
      (key) => !OTHER_USES.test(key) && !new RegExp(`['"]${key}['"]`).test(code),
    );
    expect(unused).toEqual([]);
  });

  it('has keys that the browser accepts', () => {
    expect(Object.keys(en).filter((key) => !/^[A-Za-z0-9_]+$/.test(key))).toEqual([]);
  });
});

describe.each(tables)('$file', ({ table }) => {
  it('has every key of the English file and no other', () => {
    expect(Object.keys(table)).toEqual(Object.keys(en));
  });

  it('keeps the placeholders of each string', () => {
    for (const [key, message] of Object.entries(en)) {
      expect([key, placeholders(table[key] ?? '')]).toEqual([key, placeholders(message)]);
    }
  });

  it('has no empty string and no stray dollar sign', () => {
    for (const message of Object.values(table)) {
      expect(message.trim()).not.toBe('');
      expect(message.replace(/\$[1-9]/g, '')).not.toContain('$');
    }
  });
});
