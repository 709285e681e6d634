import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type BrowserName = 'chrome' | 'firefox';
/** `e2e` tells tests what it shows, which costs; `bench` is what ships, with the sites' hosts granted. */
type BuildMode = 'e2e' | 'bench' | 'production';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['entrypoints', 'src', 'public', 'locales', 'wxt.config.ts', 'package-lock.json'];

/** Folder of the test build of a browser; built when missing or older than any source. */
export function extensionDir(browser: BrowserName, mode: BuildMode = 'e2e'): string {
  const name = `${browser}-mv3${mode === 'production' ? '' : `-${mode}`}`;
  const dir = join(ROOT, '.output', name);
  if (!isFresh(join(dir, 'manifest.json'))) {
    process.stderr.write(`building the extension for ${browser} (${mode})\n`);
    const wxt = join(ROOT, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
    const args = [wxt, 'build', '-b', browser, '--mode', mode];
    // Else the mode counts as the environment, and elements are made by code that notes the line each comes from.
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return dir;
}

function isFresh(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  const builtMs = statSync(manifest).mtimeMs;
  return SOURCES.every((name) => newestMs(join(ROOT, name)) <= builtMs);
}

function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
