// Clones the last commit into an empty folder and types there what a newcomer types.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, say } from './terminal.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string' }, market: { type: 'string' }, keep: { type: 'boolean' } },
});

const folder = mkdtempSync(join(tmpdir(), 'liqlens-clone-'));
const failures = [];
try {
  step('git clone', 'git', ['clone', '--quiet', ROOT, folder], ROOT);
  if (values.only !== 'test') proveStart();
  if (values.only !== 'start') proveTest();
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}
say(failures.length === 0 ? 'the fresh clone works' : `the fresh clone fails: ${failures.join('; ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function proveStart() {
  const market = values.market === undefined ? [] : ['--', '--market', values.market];
  step('npm start', 'npm', [
    'start',
    ...market,
    ...(market.length === 0 ? ['--', '--headless'] : ['--headless']),
  ]);
  const report = join(folder, 'demo', 'report.json');
  if (!existsSync(report)) return failures.push('npm start wrote no demo/report.json');
  const { clusters, anchor, pictures } = JSON.parse(readFileSync(report, 'utf8'));
  if (clusters.length === 0) failures.push('the report has no clusters');
  if (!(anchor.fitErrorMaxPx <= 1)) failures.push(`the fit is off by ${anchor.fitErrorMaxPx} px`);
  for (const picture of pictures) {
    if (!existsSync(join(folder, picture))) failures.push(`${picture} is missing`);
  }
}

function proveTest() {
  const output = step('npm test', 'npm', ['test']);
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!/^\d+ passed, 0 failed$/.test(last)) failures.push(`npm test closed with: ${last}`);
}

/** Runs a program without our own environment's npm settings; returns what it printed. */
function step(name, command, args, cwd = folder) {
  say(`== ${name}`);
  const startMs = Date.now();
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('npm_')));
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  say(stdout.trim().split('\n').slice(-12).join('\n'));
  say(`${name}: exit ${status}, ${((Date.now() - startMs) / 1000).toFixed(0)} s`);
  if (status !== 0) failures.push(`${name} ended with ${status}`);
  return stdout;
}
