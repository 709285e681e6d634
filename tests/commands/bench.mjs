import { prepareBrowsers, preparePackages } from './prepare.mjs';
import { becomeTypeScript } from './terminal.mjs';

preparePackages();
prepareBrowsers(['chrome']);
becomeTypeScript('tests/bench/run.ts', process.argv.slice(2));
