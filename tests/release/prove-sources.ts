/**
 * Proves that the Firefox archive is what its sources archive builds: unpacks the sources into an empty folder, runs
 * `npm ci` and the build there, and compares every file. `npm run prove`; asks the package registry.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveFiles, unpackArchive } from './unpack-archive';

const say = (text: string) => process.stdout.write(`${text}\n`);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

say('building the archives ...');
execFileSync(process.execPath, ['tests/commands/build.mjs', '--zip'], { stdio: 'ignore' });
const folder = mkdtempSync(join(tmpdir(), 'liqlens-sources-'));
try {
  unpackArchive('sources', folder);
  say('npm ci in an empty folder ...');
  execFileSync(npm, ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
  say('building from the sources ...');
  const wxt = join('node_modules', 'wxt', 'bin', 'wxt.mjs');
  execFileSync(process.execPath, [wxt, 'build', '-b', 'firefox'], { cwd: folder, stdio: 'ignore' });
  const differing = [...archiveFiles('firefox')]
    .filter(([path, body]) => !body.equals(readFileSync(join(folder, '.output', 'firefox-mv3', path))))
    .map(([path]) => path);
  say(differing.length === 0 ? 'identical: every file' : `differ: ${differing.join(', ')}`);
  process.exitCode = differing.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
