/** No failure is lost on the way from a report to the last line. */
import { expect, test } from 'vitest';
import { sum, summaryLine, tallyOfPlaywright, tallyOfVitest, withStatus } from './tally.mjs';

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const failing = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const unloadable = { status: 'failed', assertionResults: [] };

interface Counts {
  readonly passed: number;
  readonly failed?: number;
  readonly pending?: number;
  readonly todo?: number;
}

test.each<[string, (typeof failing)[], Counts, string]>([
  ['all well', [passing], { passed: 1 }, '1 passed, 0 failed'],
  ['a failed test', [passing, failing], { passed: 2, failed: 1 }, '2 passed, 1 failed'],
  ['a file that does not load', [passing, unloadable], { passed: 1 }, '1 passed, 1 failed'],
  ['skipped and to do', [passing], { passed: 1, pending: 2, todo: 1 }, '1 passed, 0 failed, 3 skipped'],
])('vitest: %s', (_name, testResults, { passed, failed = 0, pending = 0, todo = 0 }, line) => {
  const tally = tallyOfVitest({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults,
  });
  expect(summaryLine(tally)).toBe(line);
});

test.each([
  ['all well', { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, [], '3 passed, 0 failed'],
  [
    'failed and flaky',
    { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    [],
    '3 passed, 2 failed, 2 skipped',
  ],
  [
    'an error between tests',
    { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
    [{}],
    '0 passed, 1 failed',
  ],
])('Playwright: %s', (_name, stats, errors, line) => {
  expect(summaryLine(tallyOfPlaywright({ stats, errors }))).toBe(line);
});

test.each([
  [{ passed: 2, failed: 0, skipped: 0 }, 0, 0],
  [{ passed: 2, failed: 0, skipped: 0 }, 1, 1],
  [{ passed: 2, failed: 0, skipped: 0 }, null, 1],
  [{ passed: 2, failed: 3, skipped: 0 }, 1, 3],
])('%o with status %s has %i failures', (tally, status, failed) => {
  expect(withStatus(tally, status).failed).toBe(failed);
});

test('tallies add up', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(
    sum([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]),
  ).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  });
});
