import { coverageTable } from '../../src/feeds/coverage-table';
import { FEEDS } from '../../src/feeds/registry';
import { SITES } from '../../src/sites/registry';

/** Parts of the README that come out of the registries, by the name of their marker. */
export function readmeTables(): Record<string, string> {
  return { exchanges: coverageTable(FEEDS), sites: siteTable() };
}

function siteTable(): string {
  const rows = SITES.map(({ name, matches, verified }) => {
    const hosts = matches.map((match) => new URL(match.replace('/*', '/')).host).join(', ');
    return `| ${name} | ${hosts} | ${verified.against} | ${verified.on} |`;
  });
  return ['| Site | Hosts | Checked against | On |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The text with each `<!-- name --> .. <!-- /name -->` filled anew. */
export function fillReadme(readme: string): string {
  let filled = readme;
  for (const [name, table] of Object.entries(readmeTables())) {
    const block = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    filled = filled.replace(block, (_, open: string, close: string) => `${open}${table}\n${close}`);
  }
  return filled;
}
