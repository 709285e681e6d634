/** Writes the list of packed packages and their licences: `npx tsx tests/docs/write-licences.ts`. */
import { writeFileSync } from 'node:fs';
import { licenceList } from './licence-table';

writeFileSync('docs/LICENCES.md', await licenceList());
