import { preparePackages } from './prepare.mjs';
import { becomeTypeScript } from './terminal.mjs';

preparePackages();
becomeTypeScript('tests/score/run.ts', process.argv.slice(2));
