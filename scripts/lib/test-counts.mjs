import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sums up the JSON reports of Vitest and Playwright in a folder. */
export function countTests(folder) {
  const counts = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => countReport(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** One report's counts. A file that could not even be loaded counts as one failed test. */
export function countReport(report) {
  if (report.stats) {
    const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = report.stats;
    // One that held when it was tried again had failed.
    return { passed: expected, failed: flaky + unexpected + (report.errors?.length ?? 0), skipped };
  }
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
