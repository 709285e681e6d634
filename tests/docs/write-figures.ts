/**
 * Fills the measured tables of the README from files that `npm run score` and `npm run bench` wrote with `--json`:
 * `npx tsx tests/docs/write-figures.ts accuracy score.json`, likewise `alignment anchor.json` and `cost bench.json`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Figure } from '../bench/figure';

const [table, file] = process.argv.slice(2);

const SHOWN: Record<string, (name: string) => boolean> = {
  accuracy: (name) => !/\.learned|log2err5|log2bias|sideCorrelation|Most$|^sim\..*overBest/.test(name),
  alignment: (name) => /\.(maxPx|p95Px)$|trap|wrong|lock|cost|repaint/i.test(name),
  cost: () => true,
};

const short = (value: number) =>
  Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 3 });

function rowOf({ name, value, low, high, unit, must, ok }: Figure): string {
  const interval = low !== undefined && high !== undefined ? ` [${short(low)}, ${short(high)}]` : '';
  const bound = must ? `${must.op} ${short(must.value)}` : '';
  const verdict = must ? (ok === false ? 'missed' : 'ok') : '';
  return `| \`${name}\` | ${short(value)}${interval} ${unit} | ${bound} | ${verdict} |`;
}

if (!table || !file || !(table in SHOWN))
  throw new Error('usage: write-figures.ts accuracy|alignment|cost FILE');
const { figures } = JSON.parse(readFileSync(file, 'utf8')) as { figures: Figure[] };
const head = ['| figure | measured | must | |', '| --- | --- | --- | --- |'];
const rows = [...head, ...figures.filter(({ name }) => SHOWN[table](name)).map(rowOf)].join('\n');
const readme = readFileSync('README.md', 'utf8');
const block = new RegExp(`(<!-- ${table} -->\n)[\\s\\S]*?(<!-- /${table} -->)`);
writeFileSync(
  'README.md',
  readme.replace(block, (_, open: string, close: string) => `${open}${rows}\n${close}`),
);
