import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../../src/panel/locales/en.json';

const ROOT = join(import.meta.dirname, '../../..');
const LOCALES = join(ROOT, 'src/panel/locales');

/** Keys that no source file spells out: the manifest's, and those put together from parts. */
const OTHER_USES = /^(?:ext|command|overlay_|palette_|alert_|alertPlan_|clusters(?:Above|Below)None$)/;

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
    const code = ['src', 'entrypoints'].map((folder) => sources(join(ROOT, folder))).join('\n');
    const unused = Object.keys(en).filter(
      (key) => !OTHER_USES.test(key) && !new RegExp(`['"]${key}['"]`).test(code),
    );
    expect(unused).toEqual([]);
  });

  it('has keys that the browser accepts', () => {
    expect(Object.keys(en).filter((key) => !/^[A-Za-z0-9_]+$/.test(key))).toEqual([]);
  });
});

describe.each(tables)('$file', ({ file, table }) => {
  it('has the keys of the English file, all of them and no other', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(en).sort());
  });

  it('says nothing longer than a name in English', () => {
    const english: Record<string, string> = en;
    const isSentence = (words: string) => words.split(' ').length > 3;
    const untold = Object.entries(table).filter(
      ([key, words]) => isSentence(words) && words === english[key],
    );
    if (file !== 'en.json') expect(untold).toEqual([]);
  });

  it('keeps the placeholders of each string', () => {
    const english: Record<string, string> = en;
    for (const [key, message] of Object.entries(table)) {
      expect([key, placeholders(message)]).toEqual([key, placeholders(english[key] ?? '')]);
    }
  });

  it('names its own language, and says when a machine wrote it', () => {
    expect(table.localeTag).toBe(basename(file, '.json'));
    expect(table.translationStatus === en.translationStatus).toBe(file === 'en.json');
  });

  it('has no empty string and no stray dollar sign', () => {
    for (const message of Object.values(table)) {
      expect(message.trim()).not.toBe('');
      expect(message.replace(/\$[1-9]/g, '')).not.toContain('$');
    }
  });
});
