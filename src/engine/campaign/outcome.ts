/**
 * What became of the prediction (DESIGN section 3). Outputs decide, not hidden values. Decisions are made
 * here on the numbers themselves and not by a back end's kernels, which disagree about NaN.
 */

/** Per image, first match. `changed` is for models without classes and stands for SDC and benign together. */
export type Verdict = 'DUE' | 'SDC' | 'masked' | 'benign' | 'changed';

export interface TopEntry {
  readonly label: string;
  readonly index: number;
  readonly score: number;
}

/** Whether outputs are scores of classes: with labels, or one vector of at least two scores, the largest is the answer. */
export function hasClasses(
  outputs: readonly { readonly shape: readonly number[] }[],
  labels: readonly string[] | null,
): boolean {
  const [first, ...others] = outputs;
  return (
    labels !== null ||
    (first !== undefined && others.length === 0 && first.shape.length === 2 && (first.shape[1] ?? 0) > 1)
  );
}

type Scores = Float32Array | readonly number[];

/**
 * Index of the largest score; ties go to the lowest index. As in NumPy a NaN counts as larger than
 * everything, the first NaN wins; -1 for no scores.
 */
export function argmax(scores: Scores): number {
  let best = scores.length > 0 ? 0 : -1;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (Number.isNaN(score)) return i;
    if (score > (scores[best] as number)) best = i;
  }
  return best;
}

/**
 * The k best, highest score first, ties by lowest index. For the screen, so NaNs come last: a class that has
 * no score is no prediction, and the verdict says DUE already. Without a label a class is `class 3`.
 */
export function topK(scores: Scores, labels: readonly string[] | null, k: number): readonly TopEntry[] {
  const entries = Array.from(scores, (score, index) => ({
    label: labels?.[index] ?? `class ${index}`,
    index,
    score,
  }));
  return entries.sort(byScore).slice(0, k);
}

/** Highest first, NaNs last, ties by index; infinities compare like numbers, so scores are not subtracted. */
function byScore(a: TopEntry, b: TopEntry): number {
  const nanA = Number.isNaN(a.score);
  const nanB = Number.isNaN(b.score);
  if (nanA !== nanB) return nanA ? 1 : -1;
  if (nanA || a.score === b.score) return a.index - b.index;
  return a.score > b.score ? -1 : 1;
}

/**
 * Verdict for one image; `golden` and `faulty` are the model's outputs in the same order, each without the
 * batch axis.
 *
 * - DUE: a faulty output is non-finite.
 * - SDC: the argmax of an output differs from golden's (`classes` only).
 * - masked: all outputs are bit-equal; any NaN equals any NaN.
 * - benign (`classes`) or changed: the rest.
 *
 * One exception, so that a fault of zero bits is masked on every model: a run that is bit-equal to a golden
 * run which is non-finite itself is masked, because no fault made it so.
 */
export function verdict(
  golden: readonly Float32Array[],
  faulty: readonly Float32Array[],
  classes: boolean,
): Verdict {
  if (golden.length !== faulty.length)
    throw new RangeError(`${golden.length} golden outputs, ${faulty.length} faulty`);
  const pairs = golden.map((output, k) => [output, faulty[k] as Float32Array] as const);
  if (pairs.every(([a, b]) => bitEqual(a, b))) return 'masked';
  if (!faulty.every((output) => output.every(Number.isFinite))) return 'DUE';
  if (!classes) return 'changed';
  return pairs.some(([a, b]) => argmax(a) !== argmax(b)) ? 'SDC' : 'benign';
}

/**
 * Euclidean distance over all outputs of one image; positions that are not finite in both runs are left out.
 */
export function outputDistance(golden: readonly Float32Array[], faulty: readonly Float32Array[]): number {
  let squares = 0;
  golden.forEach((output, k) => {
    output.forEach((value, i) => {
      const difference = value - (faulty[k]?.[i] ?? Number.NaN);
      if (Number.isFinite(difference)) squares += difference * difference;
    });
  });
  return Math.sqrt(squares);
}

/**
 * Computed values: the same 32-bit words, save that any NaN equals any NaN (DESIGN 3.3). -0 differs from +0.
 */
function bitEqual(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
