/** Fills the generated tables of the README: `npx tsx tests/docs/write-readme.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fillReadme } from './readme-tables';

writeFileSync('README.md', fillReadme(readFileSync('README.md', 'utf8')));
