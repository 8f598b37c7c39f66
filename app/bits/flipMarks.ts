/** What one flip does to the prediction, as a mark: sign, name, and one line. The signs are those of the verdict. */
import type { Verdict } from '#engine/campaign/outcome.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { FlipOutcome } from '#workers/labApi.ts';

export interface FlipMark {
  readonly icon: string;
  readonly name: string;
}

export const FLIP_MARKS: Readonly<Record<Verdict, FlipMark>> = {
  SDC: { icon: '✗', name: 'wrong class' },
  DUE: { icon: '!', name: 'not a number' },
  changed: { icon: '≠', name: 'changed' },
  benign: { icon: '≈', name: 'benign' },
  masked: { icon: '=', name: 'masked' },
};

/** Worst first, as the summary counts them. */
export const VERDICTS: readonly Verdict[] = ['SDC', 'DUE', 'changed', 'benign', 'masked'];

/** `wrong class: 1, score -0.998`. */
export function outcomeStory({ verdict, top, scoreChange, distance }: FlipOutcome): string {
  const { name } = FLIP_MARKS[verdict];
  switch (verdict) {
    case 'SDC':
      return `${name}: ${top?.label ?? 'none'}, score ${signed(scoreChange)}`;
    case 'benign':
      return `${name}: score ${signed(scoreChange)}`;
    case 'changed':
      return `${name}: by ${shortNumber(distance)}`;
    case 'DUE':
    case 'masked':
      return name;
  }
}

/** How many outcomes of each kind there are, those that occur. */
export function countVerdicts(
  outcomes: readonly FlipOutcome[],
): readonly { readonly verdict: Verdict; readonly count: number }[] {
  return VERDICTS.map((verdict) => ({
    verdict,
    count: outcomes.filter((outcome) => outcome.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
}

/** Three digits after the point: scores are shares of 1 mostly. */
function signed(change: number): string {
  const text = Math.abs(change) < 1000 ? Math.abs(change).toFixed(3) : shortNumber(Math.abs(change));
  return change === 0 ? '±0' : Number.isNaN(change) ? 'NaN' : `${change < 0 ? '-' : '+'}${text}`;
}
