/** What vitest's JSON reporter wrote about one file, reduced to what the summary needs. */
export type FileResult = { file: string; passed: number; skipped: number; failedNames: string[] };

type Report = {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

export function readFileResults(report: Report): FileResult[];
export function filesToRepeat(results: FileResult[], limit: number): string[];
export function withSecondRun(first: FileResult[], second: FileResult[]): FileResult[];
export function unsteadyNames(first: FileResult[], merged: FileResult[]): string[];
export function countResults(results: FileResult[]): { passed: number; failed: number; skipped: number };
