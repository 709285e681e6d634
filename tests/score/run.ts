import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Figure, type FigureReport, figureTable } from '../bench/figure';
import { commitId, machineText } from '../bench/measured-on';
import { bandFigures } from './band-figures';
import { cellFigures } from './cell-figures';
import { positionFigures } from './position-figures';
import { seriesFigures } from './series-figures';
import { hasSharedData } from './shared-data';
import { runWorlds, simulationFigures, simulationText } from './simulation-figures';

/** Seeds of the public score; never tune on them. */
const PUBLIC_SEEDS = Array.from({ length: 12 }, (_, i) => 201 + i);

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});

const parts: Record<string, () => { figures: Figure[]; text: string }> = {
  simulation: () => simulated('settings', PUBLIC_SEEDS, 'sim'),
  'log-normal': () => simulated('log-normal', PUBLIC_SEEDS.slice(0, 4), 'sim.logNormal'),
  series: () => seriesFigures(say),
  positions: () => positionFigures(say),
  cells: () => cellFigures(say),
  bands: () => bandFigures(say),
};
const REAL = ['series', 'positions', 'cells'];
/** Not a score but what the product's bands are taken from. */
const ON_REQUEST = ['bands'];

const wanted =
  positionals.length > 0 ? positionals : Object.keys(parts).filter((name) => !ON_REQUEST.includes(name));
const figures: Figure[] = [];
for (const name of wanted) {
  const part = parts[name];
  if (!part) throw new Error(`no such part: ${name} (${Object.keys(parts).join(', ')})`);
  if (REAL.includes(name) && !hasSharedData()) {
    say(`${name}: real data is not there (../shared/data), skipped`);
    continue;
  }
  const { figures: own, text } = part();
  figures.push(...own);
  say(`\n${text}\n`);
}
say(figureTable(figures));
if (values.json !== undefined) {
  const report: FigureReport = { commit: commitId(), machine: machineText(), figures };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  say(`wrote ${values.json}`);
}
process.exitCode = figures.some(({ ok }) => ok === false) ? 1 : 0;

function simulated(family: 'settings' | 'log-normal', seeds: number[], prefix: string) {
  const table = runWorlds(seeds, family, say);
  return { figures: simulationFigures(table, prefix, prefix === 'sim'), text: simulationText(table) };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
