/** A verdict (DESIGN section 3) in words: a headline, one plain sentence, and which sign stands beside it. */
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { TopEntry, Verdict } from '#engine/campaign/outcome.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';

/** The sign beside each verdict. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  masked: '=',
  benign: '≈',
  SDC: '✗',
  DUE: '!',
  changed: '≠',
};

export interface VerdictWords {
  /** `none`: there is no fault to judge. */
  readonly kind: Verdict | 'none';
  readonly headline: string;
  readonly sentence: string;
  readonly icon: string;
  /** Loud verdicts stand in red. */
  readonly loud: boolean;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly faults: number;
  /** Best first. */
  readonly golden: readonly TopEntry[];
  readonly faulty: readonly TopEntry[];
  /** What the picture shows, if that is known. */
  readonly truth: string | null;
  /** Values of all faulty outputs. */
  readonly outputs: readonly Float32Array[];
}

export function verdictWords({ verdict, faults, golden, faulty, outputs, truth }: Judged): VerdictWords {
  const before = golden[0]?.label ?? 'the output';
  const after = faulty[0]?.label ?? 'another output';
  if (faults === 0) {
    const says =
      truth === null || truth === before
        ? `The model says ${before}.`
        : `The model says ${before}; it is ${truth}.`;
    const sentence = `${golden[0] ? `${says} ` : ''}Open a layer and flip a bit.`;
    return { kind: 'none', headline: 'No fault', sentence, icon: '○', loud: false };
  }
  switch (verdict) {
    case 'SDC':
      return {
        kind: verdict,
        headline: 'Wrong class',
        sentence: `${before} became ${after}. Silent data corruption (SDC).`,
        icon: VERDICT_SIGNS[verdict],
        loud: true,
      };
    case 'DUE':
      return {
        kind: verdict,
        headline: 'Not a number',
        sentence: `${nonFinite(outputs)}: an error that can be detected (DUE).`,
        icon: VERDICT_SIGNS[verdict],
        loud: true,
      };
    case 'masked':
      return {
        kind: verdict,
        headline: 'Masked',
        sentence: `${golden[0] ? `Still ${before}. ` : ''}Not one bit of the output changed.`,
        icon: VERDICT_SIGNS[verdict],
        loud: false,
      };
    case 'benign':
      return {
        kind: verdict,
        headline: 'Benign',
        sentence: `Still ${before}. ${shift(golden, faulty)}`,
        icon: VERDICT_SIGNS[verdict],
        loud: false,
      };
    case 'changed':
      return {
        kind: verdict,
        headline: 'Changed',
        sentence: 'The output is another.',
        icon: VERDICT_SIGNS[verdict],
        loud: true,
      };
  }
}

function nonFinite(outputs: readonly Float32Array[]): string {
  let nan = 0;
  let infinite = 0;
  let size = 0;
  for (const values of outputs) {
    size += values.length;
    for (const value of values) {
      if (Number.isNaN(value)) nan++;
      else if (!Number.isFinite(value)) infinite++;
    }
  }
  const parts = [nan > 0 ? `${nan} NaN` : '', infinite > 0 ? `${infinite} infinite` : ''].filter(
    (part) => part !== '',
  );
  return `${parts.join(' and ')} of ${size} outputs`;
}

/** How far the winning score moved; where three digits do not show it, in as many digits as it takes. */
function shift(golden: readonly TopEntry[], faulty: readonly TopEntry[]): string {
  const [best] = golden;
  const after = faulty.find(({ index }) => index === best?.index);
  if (!best || !after) return 'The scores moved.';
  if (after.score === best.score) return 'Its score is the same; others moved.';
  const digits = threeDigits(best.score) === threeDigits(after.score) ? exactFloat32 : threeDigits;
  return `Its score went from ${digits(best.score)} to ${digits(after.score)}.`;
}

const threeDigits = (score: number): string =>
  Math.abs(score) < 1000 ? score.toFixed(3) : shortNumber(score);
