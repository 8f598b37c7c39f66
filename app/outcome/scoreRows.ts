/**
 * The rows of the bar chart: every class where there are few, else the best of either run. Bars share one scale that is
 * locked to golden (0..1 for probabilities), so a faulty score beyond it is cut off and marked.
 */
import { exactFloat32 } from '#app/ui/formatNumber.ts';
import type { TopEntry } from '#engine/campaign/outcome.ts';

export interface ScoreRow {
  readonly index: number;
  readonly label: string;
  readonly golden: number;
  readonly faulty: number;
  /** Length of the bars, 0..1. */
  readonly goldenShare: number;
  readonly faultyShare: number;
  /** The faulty score leaves the scale. */
  readonly beyond: boolean;
}

const ALL_CLASSES = 12;
const BEST = 5;
/** Shown as 0.01; less is 0.00. */
const LEAST = 0.005;

export function scoreRows(
  golden: Float32Array,
  faulty: Float32Array,
  goldenTop: readonly TopEntry[],
  faultyTop: readonly TopEntry[],
  labels: readonly string[] | null,
  asked: readonly number[] | null = null,
): readonly ScoreRow[] {
  const largest = golden.reduce(
    (most, score) => (Number.isFinite(score) ? Math.max(most, Math.abs(score)) : most),
    0,
  );
  const end = largest <= 1 ? 1 : largest;
  const share = (score: number) => (Number.isFinite(score) ? Math.min(1, Math.abs(score) / end) : 0);
  const indices =
    asked ??
    (golden.length <= ALL_CLASSES
      ? Array.from(golden, (_, index) => index)
      : [...new Set([...best(goldenTop), ...best(faultyTop)].map(({ index }) => index))]);
  return indices.map((index) => {
    const before = golden[index] as number;
    const after = faulty[index] as number;
    return {
      index,
      label: labels?.[index] ?? String(index),
      golden: before,
      faulty: after,
      goldenShare: share(before),
      faultyShare: share(after),
      beyond: Math.abs(after) > end,
    };
  });
}

/** The best, and of those behind it only what two digits show. */
function best(top: readonly TopEntry[]): readonly TopEntry[] {
  return top.slice(0, BEST).filter(({ score }, place) => place === 0 || !(Math.abs(score) < LEAST));
}

/** Too many classes to show all: they are searched. */
export const hasManyClasses = (count: number): boolean => count > ALL_CLASSES;

/** Classes whose names hold every word asked for, or whose number it is; those where a word begins with it first. */
export function findClasses(
  labels: readonly string[] | null,
  count: number,
  asked: string,
): readonly number[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = Array.from({ length: count }, (_, index) => {
    const label = (labels?.[index] ?? '').toLowerCase();
    if (String(index) === words.join(' ')) return { index, rank: 0 };
    if (!words.every((word) => label.includes(word))) return { index, rank: 3 };
    return {
      index,
      rank: label.split(/[\s,_-]+/).some((part) => part.startsWith(words[0] as string)) ? 1 : 2,
    };
  });
  return found
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, BEST)
    .map(({ index }) => index);
}

/** `0.99`, `NaN`, `3.5e37`. */
export function scoreText(score: number): string {
  if (!Number.isFinite(score)) return Number.isNaN(score) ? 'NaN' : score > 0 ? '+Inf' : '−Inf';
  if (Math.abs(score) >= 1000) return score.toExponential(1).replace('e+', 'e');
  return score.toFixed(2);
}

/** What stands beside the faulty bar: `≈0.97` for a score that moved by less than two digits show; nothing is no score. */
export function faultyText(golden: number, faulty: number): string {
  const text = scoreText(faulty);
  const alike = text === scoreText(golden) && text !== scoreText(0);
  return alike && moved(golden, faulty) ? `≈${text}` : text;
}

/** Another number, or another kind of none; any NaN is as good as any other. */
function moved(golden: number, faulty: number): boolean {
  return !(golden === faulty || (Number.isNaN(golden) && Number.isNaN(faulty)));
}

/** All digits, to be asked for: `golden 0.9999989, faulty 0.9999985`. */
export function exactScores(golden: number, faulty: number): string {
  return `golden ${exactFloat32(golden)}, faulty ${exactFloat32(faulty)}`;
}
