import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Prints a progress line. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs a program in the repository's root, its output passed through.
 * @param {string} command
 * @param {string[]} args
 * @returns {{ isOk: boolean, seconds: number }}
 */
export function run(command, args, environment = {}) {
  const startMs = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
  return { isOk: status === 0, seconds: (Date.now() - startMs) / 1000 };
}

/** The npm that runs us, else the one on PATH. */
export function runNpm(args) {
  const npm = process.env.npm_execpath;
  return npm ? run(process.execPath, [npm, ...args]) : run('npm', args);
}

/** Runs a TypeScript file of ours and ends with its exit code; a signal to us reaches it too. */
export function becomeTypeScript(file, args) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}
