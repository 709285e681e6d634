import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figure, type FigureReport, figureTable } from './figure';
import { commitId, machineText } from './measured-on';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
/** An area is a file of one word that exports `<area>Figures()`; longer names are parts of areas. */
const NOT_AREAS = new Set(['figure.ts', 'run.ts']);

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});

const areas = readdirSync(FOLDER)
  .filter((name) => /^[a-z]+\.ts$/.test(name) && !NOT_AREAS.has(name))
  .map((name) => name.slice(0, -3))
  .filter((area) => positionals.length === 0 || positionals.includes(area));
if (areas.length === 0) throw new Error(`no such bench area: ${positionals.join(', ')}`);

const figures: Figure[] = [];
let isBroken = false;
for (const area of areas) {
  process.stdout.write(`measuring ${area} ...\n`);
  try {
    figures.push(...(await figuresOf(area)));
  } catch (error) {
    isBroken = true;
    process.stdout.write(`${area} failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

process.stdout.write(`${figureTable(figures)}\n`);
if (values.json !== undefined) {
  const report: FigureReport = { commit: commitId(), machine: machineText(), figures };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`wrote ${values.json}\n`);
}
process.exitCode = isBroken || figures.some(({ ok }) => ok === false) ? 1 : 0;

/** Each area is a module `tests/bench/<area>.ts` that exports `<area>Figures()`. */
async function figuresOf(area: string): Promise<Figure[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(`${FOLDER}${area}.ts`).href);
  const measure = module[`${area}Figures`];
  if (typeof measure !== 'function') throw new Error(`${area}.ts does not export ${area}Figures()`);
  return measure();
}
