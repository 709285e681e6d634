// Nothing from node_modules may be imported here: in a fresh clone it does not exist yet.
import { parseArgs } from 'node:util';
import { prepareBrowsers, preparePackages } from './prepare.mjs';
import { becomeTypeScript, say } from './terminal.mjs';

const HELP = `npm start -- [options]
  --market DIR   replay recorded data from a folder instead of the simulation
  --seed N       seed of the simulated market (default 7)
  --site NAME    which site's page to open (default binance)
  --variant V    top | iframe | blob | api: where the page keeps its chart (default: where the site does)
  --firefox      Firefox instead of Chromium
  --headless     no window even where there is a display
  --live URL     the real network and this page, no local exchange
  --speed N      market time per real time (default 1)
  --minutes N    run this long before the report is written, or the window is closed`;

const { values } = parseArgs({
  options: {
    market: { type: 'string' },
    seed: { type: 'string' },
    site: { type: 'string' },
    variant: { type: 'string' },
    firefox: { type: 'boolean' },
    headless: { type: 'boolean' },
    live: { type: 'string' },
    speed: { type: 'string' },
    minutes: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) {
  say(HELP);
} else {
  preparePackages();
  if (prepareBrowsers([values.firefox ? 'firefox' : 'chrome']).length > 0) process.exit(1);
  becomeTypeScript('tests/commands/run-demo.ts', process.argv.slice(2));
}
