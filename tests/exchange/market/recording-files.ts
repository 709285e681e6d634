import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Rows of one gzipped CSV of a recording folder, keyed by column; empty when the folder has no such file. */
export function readRecording(folder: string, name: string): Record<string, string>[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  const [head, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}
