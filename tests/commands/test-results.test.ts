import { describe, expect, it } from 'vitest';
import {
  countResults,
  filesToRepeat,
  readFileResults,
  unsteadyNames,
  withSecondRun,
} from './test-results.mjs';

const report = {
  testResults: [
    {
      name: 'steady.e2e.ts',
      status: 'passed',
      assertionResults: [
        { fullName: 'a layer is drawn', status: 'passed' },
        { fullName: 'a layer is planned', status: 'todo' },
      ],
    },
    {
      name: 'failing.e2e.ts',
      status: 'failed',
      assertionResults: [
        { fullName: 'an axis locks', status: 'passed' },
        { fullName: 'an axis unlocks', status: 'failed' },
      ],
    },
    { name: 'unreadable.e2e.ts', status: 'failed', assertionResults: [] },
  ],
};
const first = readFileResults(report);
const repeated = (failedNames: string[]) => [
  { file: 'failing.e2e.ts', passed: 2 - failedNames.length, skipped: 0, failedNames },
];

describe('readFileResults', () => {
  it('counts passed, failed and left out tests of each file', () => {
    expect(countResults(first)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  it('counts a file that failed without a failed test as one failure', () => {
    expect(first[2]?.failedNames).toEqual(['unreadable.e2e.ts']);
  });
});

describe('filesToRepeat', () => {
  it('names the failed files', () => {
    expect(filesToRepeat(first, 2)).toEqual(['failing.e2e.ts', 'unreadable.e2e.ts']);
  });

  it('names none when more failed than may be repeated', () => {
    expect(filesToRepeat(first, 1)).toEqual([]);
    expect(filesToRepeat(first, 0)).toEqual([]);
  });
});

describe('withSecondRun', () => {
  it('lets the second run of a file stand for the first', () => {
    const merged = withSecondRun(first, repeated([]));
    expect(countResults(merged)).toEqual({ passed: 3, failed: 1, skipped: 1 });
    expect(unsteadyNames(first, merged)).toEqual(['an axis unlocks']);
  });

  it('keeps a failure that comes again', () => {
    const merged = withSecondRun(first, repeated(['an axis unlocks']));
    expect(countResults(merged).failed).toBe(2);
    expect(unsteadyNames(first, merged)).toEqual([]);
  });

  it('counts a failure that only the second run has', () => {
    const merged = withSecondRun(first, repeated(['an axis locks']));
    expect(countResults(merged).failed).toBe(2);
    expect(unsteadyNames(first, merged)).toEqual(['an axis unlocks']);
  });

  it('changes nothing when nothing was repeated', () => {
    expect(withSecondRun(first, [])).toEqual(first);
  });
});
