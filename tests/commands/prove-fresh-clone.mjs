// Clones the last commit into an empty folder of a machine without packages and browsers, and types there what a
// newcomer types. `--only start`, `--only test`, `--market DIR` for start, `--keep` leaves the folder for a look.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from '../browsers/find-browser.mjs';
import { bareMachine } from './bare-machine.mjs';
import { ROOT, say } from './terminal.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string' }, market: { type: 'string' }, keep: { type: 'boolean' } },
});

const outside = mkdtempSync(join(tmpdir(), 'liqlens-fresh-'));
const [box, layer] = ['box', 'layer'].map((name) => join(outside, name));
for (const folder of [box, layer]) mkdirSync(folder);
const folder = join(box, 'liqlens');
const failures = [];
try {
  const machine = bareMachine(box, layer);
  say(machine.canInstall ? 'the browsers are uninstalled here' : 'the browsers are hidden from PATH');
  await step(machine, 'git clone', ['git', 'clone', '--quiet', ROOT, folder], box);
  if (values.only !== 'test') await proveStart(machine);
  if (values.only !== 'start') await proveTest(machine);
} finally {
  if (values.keep) say(`left in ${box}`);
  rmSync(values.keep ? layer : outside, { recursive: true, force: true });
}
say(failures.length === 0 ? 'the fresh clone works' : `the fresh clone fails: ${failures.join('; ')}`);
process.exitCode = failures.length === 0 ? 0 : 1;

async function proveStart(machine) {
  const market = values.market === undefined ? [] : ['--market', values.market];
  await readmeCommand(machine, 'npm start', ['npm', 'start', '--', '--headless', ...market]);
  const report = join(folder, 'demo', 'report.json');
  if (!existsSync(report)) return failures.push('npm start wrote no demo/report.json');
  const { clusters, anchor, pictures } = JSON.parse(readFileSync(report, 'utf8'));
  if (clusters.length === 0) failures.push('the report has no clusters');
  if (!(anchor.fitErrorMaxPx <= 1)) failures.push(`the fit is off by ${anchor.fitErrorMaxPx} px`);
  for (const picture of pictures) {
    if (!existsSync(join(folder, picture))) failures.push(`${picture} is missing`);
  }
}

async function proveTest(machine) {
  const output = await readmeCommand(machine, 'npm test', ['npm', 'test']);
  const last = output.trim().split('\n').at(-1) ?? '';
  if (!/^\d+ passed, 0 failed$/.test(last)) failures.push(`npm test closed with: ${last}`);
}

/** Where `npm start` cannot install a browser, it must say plainly what to do; then that is done. */
async function readmeCommand(machine, name, line) {
  if (machine.canInstall) return step(machine, name, line, folder);
  if (line[1] === 'start') {
    const asked = await step(machine, `${name}, no browser`, line, folder, { mayFail: true });
    if (!asked.includes('LIQLENS_CHROME')) failures.push(`${name} does not say how to get a browser`);
  }
  const told = { LIQLENS_CHROME: findBrowser('chrome') ?? '', LIQLENS_FIREFOX: findBrowser('firefox') ?? '' };
  return step(machine, name, line, folder, { told });
}

/** Runs a command to its end, shows and returns what it printed. */
async function step(machine, name, [command, ...args], cwd, { told = {}, mayFail = false } = {}) {
  say(`== ${name}`);
  const startMs = Date.now();
  const child = machine.start(command, args, cwd, told);
  const chunks = [];
  child.stdout.on('data', (chunk) => {
    chunks.push(chunk);
    process.stdout.write(chunk);
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  say(`${name}: exit ${status}, ${((Date.now() - startMs) / 1000).toFixed(0)} s`);
  if (status !== 0 && !mayFail) failures.push(`${name} ended with ${status}`);
  return Buffer.concat(chunks).toString();
}
