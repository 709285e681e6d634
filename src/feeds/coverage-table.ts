import { COVERAGE_INPUTS, type Coverage, type ExchangeFeed } from './exchange-feed';

/** The table of the README: one row an exchange, one column an input, made from the registry. */
export function coverageTable(feeds: readonly ExchangeFeed[]): string {
  const head = ['Exchange', ...COVERAGE_INPUTS.map((input) => input.replaceAll('-', ' '))];
  const rows = feeds.map((feed) => [feed.name, ...COVERAGE_INPUTS.map((input) => feed.coverage[input].has)]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What the words of the table mean for one exchange, one line an input that has a note. */
export function coverageNotes(feed: ExchangeFeed): string[] {
  return COVERAGE_INPUTS.flatMap((input) => noteOf(input, feed.coverage[input]));
}

function noteOf(input: string, coverage: Coverage): string[] {
  return coverage.note === '' ? [] : [`${input.replaceAll('-', ' ')}: ${coverage.note}`];
}
