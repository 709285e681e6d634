import { existsSync, readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import en from '../../src/panel/locales/en.json';

const listing = readFileSync('docs/store/listing.md', 'utf8');
const privacy = readFileSync('PRIVACY.md', 'utf8');
const SCREENSHOTS = 5;

function permissionTable(text: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('| permission '));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start, end < 0 ? undefined : end);
}

describe('docs/store/listing.md', () => {
  it('gives the same reasons for permissions as PRIVACY.md', () => {
    expect(permissionTable(listing).length).toBeGreaterThan(5);
    expect(permissionTable(listing)).toEqual(permissionTable(privacy));
  });

  it('says what it is not: no forecast, no order book, no advice', () => {
    expect(listing).toMatch(/Not a forecast/);
    expect(listing).toMatch(/Not the order book/);
    expect(listing).toMatch(/Not financial advice/);
  });

  it('has the name and the summary of the manifest', () => {
    expect(listing).toContain(`**${en.extName}**: ${en.extDescription}`);
  });

  it('promises nothing', () => {
    for (const word of [
      /guarante/i,
      /\bprofit/i,
      /\bbuy\b/i,
      /\bsell\b/i,
      /\bbest\b/i,
      /\bwill (rise|fall)/i,
    ]) {
      expect(listing).not.toMatch(word);
    }
  });

  it('names pictures that exist in the sizes of the stores, below 300 kB each', () => {
    const files = [...listing.matchAll(/`(pictures\/[\w-]+\.png)`/g)].map(([, file]) => file);
    expect(files).toHaveLength(SCREENSHOTS + 1);
    for (const file of files) {
      const path = `docs/store/${file}`;
      expect(existsSync(path), path).toBe(true);
      const bytes = readFileSync(path);
      const { width, height } = PNG.sync.read(bytes);
      expect([width, height]).toEqual(file.includes('promotion') ? [440, 280] : [1280, 800]);
      expect(bytes.length).toBeLessThan(300_000);
    }
  });
});
