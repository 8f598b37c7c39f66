/**
 * Every WebGPU test as a plain function, for the runner in Node (tools/webgpu) and for a page. Start the back end with
 * `startWebgpuDevice` first; cases run one after the other.
 */
import { deviceCases } from './deviceCases.ts';
import { probeCases } from './probeCases.ts';
import { storedCases } from './storedCases.ts';
import { strictCases } from './strictCases.ts';
import type { TestCase } from './testCase.ts';

export const WEBGPU_CASES: readonly TestCase[] = [
  ...deviceCases,
  ...probeCases,
  ...strictCases,
  ...storedCases,
];

export interface CaseResult {
  readonly name: string;
  /** Null if it passed. */
  readonly failure: string | null;
  readonly durationMs: number;
}

/** Runs all cases; `report` hears of each as it ends. */
export async function runCases(
  cases: readonly TestCase[],
  report: (result: CaseResult) => void,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { name, run } of cases) {
    const start = performance.now();
    let failure: string | null = null;
    try {
      await run();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    const result = { name, failure, durationMs: performance.now() - start };
    results.push(result);
    report(result);
  }
  return results;
}
