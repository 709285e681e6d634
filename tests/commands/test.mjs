// Nothing from node_modules may be imported here: in a fresh clone it does not exist yet.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareBrowsers, preparePackages } from './prepare.mjs';
import { ROOT, run, runNpm, say } from './terminal.mjs';

const RESULTS = join(ROOT, '.output', 'test-results');
const { values } = parseArgs({ options: { quick: { type: 'boolean' } } });
const total = { passed: 0, failed: 0, skipped: 0 };

preparePackages();
mkdirSync(RESULTS, { recursive: true });
runTool('types', () => runNpm(['run', '--silent', 'types']));
runTool('lint', () => runNpm(['run', '--silent', 'lint']));
runTool('structure', () => runNpm(['run', '--silent', 'structure']));
runVitest('unit', 'vitest.config.ts');
if (!values.quick) {
  runTool('browsers', () => ({ isOk: prepareBrowsers(['chrome', 'firefox']).length === 0, seconds: 0 }));
  runVitest('e2e', 'vitest.e2e.config.ts');
}

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

function runVitest(name, config) {
  say(`\n== ${name}`);
  const file = join(RESULTS, `${name}.json`);
  rmSync(file, { force: true });
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', config];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { isOk, seconds } = run(process.execPath, [...args, ...reporters]);
  const result = readResult(file);
  // A crash outside a test (unhandled rejection, unreadable file) has no failed test to show for itself.
  const failed = result.failed === 0 && !isOk ? 1 : result.failed;
  total.passed += result.passed;
  total.failed += failed;
  total.skipped += result.skipped;
  say(`${name}: ${result.passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
}

function readResult(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
