import { parseArgs } from 'node:util';
import { preparePackages } from './prepare.mjs';
import { run, say } from './terminal.mjs';

const { values } = parseArgs({ options: { zip: { type: 'boolean' } } });

preparePackages();
for (const browser of ['chrome', 'firefox']) {
  say(`${values.zip ? 'packing' : 'building'} for ${browser} ...`);
  const wxt = ['node_modules/wxt/bin/wxt.mjs', values.zip ? 'zip' : 'build', '-b', browser];
  const { isOk, seconds } = run(process.execPath, wxt);
  if (!isOk) process.exit(1);
  say(`${browser}: ${seconds.toFixed(1)} s, in .output`);
}
