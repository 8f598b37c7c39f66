/** A WebGPU test that runs wherever a device is: in Node on Dawn, or in a page. The back end is started by then. */

export interface TestCase {
  readonly name: string;
  /** Rejects with what differs. */
  run(): Promise<void>;
}

export function expectWords(what: string, got: Uint32Array | undefined, expected: Uint32Array): void {
  if (got?.length !== expected.length)
    throw new Error(`${what}: ${got?.length} words, expected ${expected.length}.`);
  const at = expected.findIndex((word, i) => word !== got[i]);
  if (at >= 0)
    throw new Error(
      `${what}: word ${at} is 0x${got[at]?.toString(16)}, expected 0x${expected[at]?.toString(16)}.`,
    );
}

export function expectEqual(what: string, got: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}.`);
}

/** Relative to the expected value, so that it holds for 1e-45 and for 1e83. */
export function expectClose(what: string, got: number, expected: number, tolerance = 1e-5): void {
  if (!(Math.abs(got - expected) <= tolerance * Math.abs(expected)))
    throw new Error(`${what}: ${got}, expected ${expected}.`);
}
