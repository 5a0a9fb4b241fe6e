import { expect, test } from 'vitest';
import { countReport } from './test-counts.mjs';

test('a Vitest report, with a file that could not be loaded counted as failed', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [] },
    ],
  };
  expect(countReport(report)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test('a Playwright report, with a flaky test counted as failed', () => {
  const report = {
    stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 3 },
    errors: [{ message: 'boom' }],
  };
  expect(countReport(report)).toEqual({ passed: 5, failed: 4, skipped: 3 });
});
