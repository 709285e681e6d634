/** A file that failed without a failed test (it could not be read, a hook broke) counts as one failure. */
export function readFileResults(report) {
  return report.testResults.map(({ name, status, assertionResults }) => {
    const named = (wanted) => assertionResults.filter((one) => wanted.includes(one.status));
    const failedNames = named(['failed']).map((one) => one.fullName);
    const isBroken = status === 'failed' && failedNames.length === 0;
    return {
      file: name,
      passed: named(['passed']).length,
      skipped: named(['pending', 'skipped', 'todo']).length,
      failedNames: isBroken ? [name] : failedNames,
    };
  });
}

/** Files with a failure, or none when there are more than `limit`: so many are no accident. */
export function filesToRepeat(results, limit) {
  const failed = results.filter(({ failedNames }) => failedNames.length > 0).map(({ file }) => file);
  return failed.length <= limit ? failed : [];
}

/** The second run's result counts for every file that it has; the others keep their first. */
export function withSecondRun(first, second) {
  return first.map((result) => second.find(({ file }) => file === result.file) ?? result);
}

/** Tests that failed at first and did not fail again. */
export function unsteadyNames(first, merged) {
  const still = new Set(merged.flatMap(({ failedNames }) => failedNames));
  return first.flatMap(({ failedNames }) => failedNames).filter((name) => !still.has(name));
}

/** @returns {{ passed: number, failed: number, skipped: number }} */
export function countResults(results) {
  const sum = (count) => results.reduce((total, result) => total + count(result), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failedNames }) => failedNames.length),
    skipped: sum(({ skipped }) => skipped),
  };
}
