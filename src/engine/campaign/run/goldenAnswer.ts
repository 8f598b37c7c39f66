/**
 * The golden side of an image: what a faulty answer is held against. Scores that are no shares (a model that ends in
 * logits) are turned into shares by a softmax in double precision for bands and loss; verdicts are taken on the outputs
 * as they are.
 */
import { argmax, topK } from '../outcome.ts';

export interface Assessment {
  /** Whether the largest output is an answer. */
  readonly classes: boolean;
  readonly scores: 'shares' | 'logits';
  readonly bands: 'closed' | 'spikingjet';
}

/** Keras's clip of a share before the logarithm. */
const LEAST_SHARE = 1e-7;
const BEST = 5;

/** Computed once per image. */
export interface GoldenAnswer {
  readonly outputs: readonly Float32Array[];
  readonly shares: Float32Array;
  readonly top: number;
  readonly best: ReadonlySet<number>;
  readonly label: number | null;
}

export function goldenAnswer(
  outputs: readonly Float32Array[],
  label: number | null,
  assessment: Assessment,
): GoldenAnswer {
  const first = outputs[0] as Float32Array;
  const best = topK(first, null, BEST).map(({ index }) => index);
  return {
    outputs,
    shares: sharesOf(first, assessment),
    top: argmax(first),
    best: new Set(best),
    label: assessment.classes ? label : null,
  };
}

/** Cross-entropy. */
export function loss(shares: Float32Array, label: number): number {
  return lossOfShare(shares[label] ?? LEAST_SHARE);
}

/** Of the share of the right class. */
export const lossOfShare = (share: number): number =>
  -Math.log(Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share)));

export function sharesOf(scores: Float32Array, { scores: kind, classes }: Assessment): Float32Array {
  if (kind === 'shares' || !classes) return scores;
  const top = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const exps = Array.from(scores, (score) => Math.exp(score - top));
  const sum = exps.reduce((all, exp) => all + exp, 0);
  return Float32Array.from(exps, (exp) => exp / sum);
}

/** Shares are never negative and sum to 1. */
export function scoreKind(scores: Float32Array): Assessment['scores'] {
  const sum = scores.reduce((all, score) => all + score, 0);
  return scores.every((score) => score >= 0) && Math.abs(sum - 1) < 1e-3 ? 'shares' : 'logits';
}
