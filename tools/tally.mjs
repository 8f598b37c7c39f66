// @ts-check
/**
 * How many tests passed, failed and were skipped, from the JSON reports of vitest and Playwright. What a report cannot
 * show as a failed test (a file that does not load, an error between tests, a crash) still counts as one failure.
 */

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Tally */

/** @type {Tally} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };
/** @type {Tally} */
export const ONE_PASSED = { ...NOTHING, passed: 1 };
/** @type {Tally} */
export const ONE_FAILED = { ...NOTHING, failed: 1 };

/** @returns {Tally} */
export function sum(/** @type {readonly Tally[]} */ tallies) {
  return tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    NOTHING,
  );
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly { status: string, assertionResults: readonly { status: string }[] }[]} testResults
 */

/** @returns {Tally} */
export function tallyOfVitest(/** @type {VitestReport} */ report) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {readonly unknown[]} errors
 */

/** @returns {Tally} */
export function tallyOfPlaywright(/** @type {PlaywrightReport} */ { stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** The tally of a run that ended with `status`: a bad end always counts. */
export function withStatus(/** @type {Tally} */ tally, /** @type {number | null} */ status) {
  return status === 0 || tally.failed > 0 ? tally : sum([tally, ONE_FAILED]);
}

/** `12 passed, 0 failed`, and `, 3 skipped` if any were. */
export function summaryLine(/** @type {Tally} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
