/** Every way from a string to markup or code of a page, as it stands in a bundle; a comparison writes nothing. */
const SINKS = [
  /(?:\.|\[["'`])(?:inner|outer)HTML(?:["'`]\])?\s*[+|?&]*=(?!=)\s*(?=(?<value>.{0,20}))/g,
  /\b__html["'`]?\s*:/g,
  /\b(?:insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|parseFromString|srcdoc)\b/g,
  /\bdocument\s*(?:\.|\[["'`])write(?:ln)?\b/g,
  /\beval\(|\bnew Function\(|\b(?:setTimeout|setInterval)\(\s*["'`]/g,
];

/** What a library brings along, by what it writes; each copy of it once. */
const KNOWN_SINKS = {
  /** Only for `dangerouslySetInnerHTML`, whose `{ __html: ... }` would be found beside it. */
  preact: /^\w+\.__html\b/,
  /** A fixed drawing that the chart of the demo takes from its own code. */
  'chart logo': /^[`"']<svg xmlns/,
};

/** The sinks in a script: a library's name for one of its own, else what stands there. */
export function markupSinksIn(code: string): string[] {
  return SINKS.flatMap((sink) =>
    [...code.matchAll(sink)].map(({ 0: found, groups }) => {
      const value = groups?.value ?? '';
      const known = Object.entries(KNOWN_SINKS).find(([, pattern]) => pattern.test(value));
      return known?.[0] ?? `${found}${value}`;
    }),
  );
}
