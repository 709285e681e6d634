import { prepareBrowsers, preparePackages } from './prepare.mjs';
import { becomeTypeScript } from './terminal.mjs';

preparePackages();
if (prepareBrowsers(['chrome', 'firefox']).length > 0) process.exit(1);
becomeTypeScript('tests/commands/run-soak.ts', process.argv.slice(2));
