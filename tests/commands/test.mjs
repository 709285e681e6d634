// Nothing from node_modules may be imported here: in a fresh clone it does not exist yet.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareBrowsers, preparePackages } from './prepare.mjs';
import { ROOT, run, runNpm, say } from './terminal.mjs';
import {
  countResults,
  filesToRepeat,
  readFileResults,
  unsteadyNames,
  withSecondRun,
} from './test-results.mjs';

const RESULTS = join(ROOT, '.output', 'test-results');
const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
const total = { passed: 0, failed: 0, skipped: 0, unsteady: 0 };
/** More failed browser files than this are a fault of the product, not of the machine. */
const REPEATED_FILES_LIMIT = 3;

preparePackages();
mkdirSync(RESULTS, { recursive: true });
runTool('types', () => runNpm(['run', '--silent', 'types']));
runTool('lint', () => runNpm(['run', '--silent', 'lint']));
runTool('structure', () => runNpm(['run', '--silent', 'structure']));
runTool('budgets', () => run(process.execPath, ['--import', 'tsx', 'tests/bench/run.ts', 'budgets']));
runVitest('unit', 'vitest.config.ts');
if (!values.quick) {
  runTool('browsers', () => ({ isOk: prepareBrowsers(['chrome', 'firefox']).length === 0, seconds: 0 }));
  runVitest('e2e', 'vitest.e2e.config.ts', { repeatAtMost: REPEATED_FILES_LIMIT });
}

if (total.unsteady > 0)
  say(`${total.unsteady} unsteady: failed at first, passed when repeated (named above)`);
if (total.skipped > 0) say(`${total.skipped} skipped`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A tool without single results counts as one. */
function runTool(name, tool) {
  say(`\n== ${name}`);
  const { isOk, seconds } = tool();
  total[isOk ? 'passed' : 'failed'] += 1;
  say(`${name}: ${isOk ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
}

function runVitest(name, config, { repeatAtMost = 0 } = {}) {
  say(`\n== ${name}`);
  const first = vitestOnce(name, config, []);
  const repeated = filesToRepeat(first.results, repeatAtMost);
  const second = repeated.length > 0 ? repeatFiles(name, config, repeated) : null;
  const merged = withSecondRun(first.results, second?.results ?? []);
  const unsteady = unsteadyNames(first.results, merged);
  for (const test of unsteady) say(`${name}: UNSTEADY, failed at first: ${test}`);
  addToTotal(name, merged, second ?? first, unsteady.length);
}

/** A page in a browser that lost a race on a busy machine gets one more chance, and is named in the summary. */
function repeatFiles(name, config, files) {
  say(`\n== ${name}, once more: ${files.length} failed file(s)`);
  return vitestOnce(`${name}-repeated`, config, files);
}

function addToTotal(name, results, last, unsteady) {
  const { passed, failed: failedTests, skipped } = countResults(results);
  // A crash outside a test (unhandled rejection, unreadable file) has no failed test to show for itself.
  const failed = failedTests === 0 && !last.isOk ? 1 : failedTests;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.unsteady += unsteady;
  say(`${name}: ${passed} passed, ${failed} failed`);
}

function vitestOnce(name, config, files) {
  const file = join(RESULTS, `${name}.json`);
  rmSync(file, { force: true });
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...files];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { isOk, seconds } = run(process.execPath, [...args, ...reporters]);
  say(`${name}: ${seconds.toFixed(1)} s`);
  const results = existsSync(file) ? readFileResults(JSON.parse(readFileSync(file, 'utf8'))) : [];
  return { isOk, results };
}
