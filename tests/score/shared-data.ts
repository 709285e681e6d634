import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const ROOT = new URL('../../../shared/data/', import.meta.url);

/** True when the folder with real data lies beside the repository. */
export function hasSharedData(): boolean {
  return existsSync(new URL('market/', ROOT));
}

/** A CSV file of `market/` as rows of text by column name. */
export function readMarketCsv(name: string): Record<string, string>[] {
  const bytes = readFileSync(new URL(`market/${name}`, ROOT));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head, ...lines] = text.trim().split('\n');
  const columns = head.trim().split(',');
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

/** A gzipped JSON file of `payloads/`. */
export function readPayloadJson(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(new URL(`payloads/${name}`, ROOT))).toString('utf8'));
}

/** The number in a cell; throws on an empty or unreadable one, since the files are documented to be whole. */
export function numberAt(row: Record<string, string>, column: string): number {
  const text = row[column];
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value)) {
    throw new Error(`no number in ${column}: ${text}`);
  }
  return value;
}
