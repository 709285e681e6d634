import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzip } from './unzip';

/** The files of a packed archive of this version by their path: `chrome`, `firefox` or `sources`. */
export function archiveFiles(kind: string): Map<string, Buffer> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return unzip(readFileSync(join('.output', `liqlens-${version}-${kind}.zip`)));
}

/** Writes an archive's files below a folder. */
export function unpackArchive(kind: string, folder: string): void {
  for (const [path, body] of archiveFiles(kind)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), body);
  }
}
