/** Endings of a name that say in what a number is counted, or what kind of plain number it is. */
const UNIT_IN_NAME =
  /(?:Ms|Sec|Hours|Days|Minutes|Px|Pct|Usd(?:\d+h)?|Base|Quote|Contracts|Shares?|Ratio|Rate|Fraction|Factor|Count|Index|Bins?|Bars|Columns|Rows|Steps?|Leverage|Prices?|Low|High|Open|Close|Notional|Atr|Log|Accounts|Height|Width|Tier|Hour|Id|\d+h)$/;

/** Whole names of the field's own vocabulary: prices in quote currency, counts, indices, offsets in what is counted. */
const PLAIN_NAME =
  /^(?:price|open|high|low|close|entry|leverage|notional|volume|base|quote|atr|sigmaDay|share|rate|ratio|count|index|bins?|columns?|rows?|steps?|tier|bar|bars|level|layer|at|from|to|size|length|seed|v|seq|x|y|left|top|width|height|hour|logBin|logPriceMin|logPrice|logOrigin|number)$/;

/** Words by which a comment says the unit, the range or that the number has none. */
const UNIT_IN_WORDS =
  /\d\.\.\d|%|\b(?:ms|sec|seconds?|minutes?|hours?|days?|px|usd|coins?|quote|currency|base|notional|prices?|shares?|parts?|percent|ratio|rate|fraction|over|factor|times|multipl\w+|counts?|numbers?|how many|index|ids?|bins?|bars?|columns?|rows?|layers?|log2?|ln|log-odds|logarithm|atr|contracts?|leverage|probability|correlation|deviations?|percentile|score|degrees|accounts?|exchanges|digits?|step|seed|no unit|any unit)\b/i;

const EXPORTED_FUNCTION = /^export (?:async )?function (\w+)(?:<[^>]*>)?\(([\s\S]*?)\)(?:: [^\n]*)? \{$/gm;

/** The doc comment that ends on the line before `index`; empty when there is none. */
function commentAbove(lines: readonly string[], index: number): string {
  if (!lines[index - 1]?.trimEnd().endsWith('*/')) return '';
  let start = index - 1;
  while (start > 0 && !lines[start].includes('/**')) start -= 1;
  return lines.slice(start, index).join('\n');
}

function isClear(name: string, comment: string): boolean {
  return UNIT_IN_NAME.test(name) || PLAIN_NAME.test(name) || UNIT_IN_WORDS.test(comment);
}

/** Numeric fields of exported shapes; a comment speaks for the fields below it until the next one. */
function unclearFields(lines: readonly string[]): string[] {
  const found: string[] = [];
  let shape: { name: string; comment: string } | null = null;
  let comment = '';
  lines.forEach((line, index) => {
    const [, opened] = /^export (?:interface|type) (\w+).*\{$/.exec(line) ?? [];
    if (opened !== undefined) shape = { name: opened, comment: commentAbove(lines, index) };
    if (opened !== undefined || line.startsWith('}')) comment = '';
    if (line.startsWith('}')) shape = null;
    comment = commentAbove(lines, index) || comment;
    const [, field] = /^ +(?:readonly )?(\w+)\??: number(?: \| null)?;/.exec(line) ?? [];
    if (shape !== null && field !== undefined && !isClear(field, shape.comment + comment)) {
      found.push(`${shape.name}.${field}`);
    }
  });
  return found;
}

function unclearParameters(code: string): string[] {
  const lines = code.split('\n');
  return [...code.matchAll(EXPORTED_FUNCTION)].flatMap(({ 1: name, 2: parameters, index }) => {
    const comment = commentAbove(lines, code.slice(0, index).split('\n').length - 1);
    const numbers = [...parameters.matchAll(/^\s*(\w+)\??: number\b(?!\[)|, (\w+)\??: number\b(?!\[)/gm)];
    const unclear = numbers.map((match) => match[1] ?? match[2]).filter((one) => !isClear(one, comment));
    return unclear.map((one) => `${name}(${one})`);
  });
}

/** Numbers in a file's exported shapes and functions whose unit neither the name nor a doc comment tells. */
export function numbersWithoutUnit(code: string): string[] {
  return [...unclearFields(code.split('\n')), ...unclearParameters(code)];
}
