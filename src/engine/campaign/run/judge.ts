/**
 * Judges faulty outputs against golden and counts them. Outputs of many images stand one after the other in one array per
 * output; models with one output of shares are judged there without making anything, the others image by image.
 */
import { argmax, type Verdict, verdict } from '../outcome.ts';
import { type Band, bandOf } from './bands.ts';
import { type Assessment, type GoldenAnswer, loss, lossOfShare, sharesOf } from './goldenAnswer.ts';
import { sameRow, sameWord } from './sameWord.ts';
import type { Tallies } from './tallies.ts';

/** Of one stack or batch. */
export interface Outputs {
  /** Per output of the model, images one after the other. */
  readonly values: readonly Float32Array[];
  /** The same as words. */
  readonly words: readonly Int32Array[];
  /** Elements of one image, per output. */
  readonly sizes: readonly number[];
}

export class Judge {
  readonly #golden: readonly GoldenAnswer[];
  readonly #assessment: Assessment;
  readonly #tallies: Tallies;
  readonly #goldenLoss: Float64Array;
  readonly #goldenWords: readonly Int32Array[];
  readonly #quick: boolean;

  constructor(golden: readonly GoldenAnswer[], assessment: Assessment, tallies: Tallies) {
    this.#golden = golden;
    this.#assessment = assessment;
    this.#tallies = tallies;
    this.#goldenLoss = Float64Array.from(golden, ({ shares, label }) =>
      label === null ? 0 : loss(shares, label),
    );
    this.#goldenWords = golden.map(({ outputs }) => wordsOf(outputs[0] as Float32Array));
    const { classes, scores, bands } = assessment;
    this.#quick = classes && scores === 'shares' && bands === 'closed' && golden[0]?.outputs.length === 1;
  }

  /** Counts one image of a trial; false, and nothing counted, if it is masked. */
  add(place: number, image: number, outputs: Outputs, row: number): boolean {
    return this.#quick
      ? this.#addQuick(place, image, outputs, row)
      : this.addWhole(place, image, outputs, row);
  }

  /** The same by the definitions themselves. */
  addWhole(place: number, image: number, { values, sizes }: Outputs, row: number): boolean {
    const golden = this.#golden[image] as GoldenAnswer;
    const faulty = values.map((all, k) => {
      const size = sizes[k] as number;
      return all.subarray(row * size, (row + 1) * size);
    });
    const judged = verdict(golden.outputs, faulty, this.#assessment.classes);
    if (judged === 'masked') return false;
    const first = faulty[0] as Float32Array;
    const top = argmax(first);
    const due = judged === 'DUE';
    const shares = sharesOf(first, this.#assessment);
    const { classes, bands } = this.#assessment;
    // Without classes there is no top score to move.
    const band = classes || due ? bandOf(bands, golden.shares, shares, judged) : 'none';
    const holds = !classes || (!due && golden.best.has(top));
    const change =
      golden.label === null || due ? 0 : loss(shares, golden.label) - loss(golden.shares, golden.label);
    const moved = maxAbsDiffOf(golden.outputs, faulty);
    this.#tallies.addChanged(place, golden, judged, band, top, holds, change, moved);
    return true;
  }

  #addQuick(place: number, image: number, outputs: Outputs, row: number): boolean {
    const golden = this.#golden[image] as GoldenAnswer;
    const scores = outputs.values[0] as Float32Array;
    const words = outputs.words[0] as Int32Array;
    const before = this.#goldenWords[image] as Int32Array;
    const goldenScores = golden.outputs[0] as Float32Array;
    const size = outputs.sizes[0] as number;
    const at = row * size;
    let equal = true;
    let finite = true;
    let moved = 0;
    let top = 0;
    let most = scores[at] as number;
    for (let i = 0; i < size; i++) {
      const score = scores[at + i] as number;
      if (!sameWord(words[at + i] as number, before[i] as number)) equal = false;
      if (!Number.isFinite(score)) finite = false;
      const difference = Math.abs(score - (goldenScores[i] as number));
      if (difference > moved && difference < Number.POSITIVE_INFINITY) moved = difference;
      if (Number.isNaN(most)) continue;
      if (score > most || Number.isNaN(score)) {
        most = score;
        top = i;
      }
    }
    if (equal) return false;
    const judged: Exclude<Verdict, 'masked'> = !finite ? 'DUE' : top === golden.top ? 'benign' : 'SDC';
    const holds = finite && golden.best.has(top);
    const band: Band =
      judged === 'benign' ? bandOfShare(golden.shares[top] as number, most) : (judged as 'DUE' | 'SDC');
    const { label } = golden;
    const change =
      label === null || !finite
        ? 0
        : lossOfShare(label < size ? (scores[at + label] as number) : 0) -
          (this.#goldenLoss[image] as number);
    this.#tallies.addChanged(place, golden, judged, band, top, holds, change, moved);
    return true;
  }
}

/** Over positions that are finite in both; of numbers as large as float32 has them, in float64. */
function maxAbsDiffOf(golden: readonly Float32Array[], faulty: readonly Float32Array[]): number {
  let greatest = 0;
  golden.forEach((before, k) => {
    const after = faulty[k] as Float32Array;
    for (let i = 0; i < before.length; i++) {
      const difference = Math.abs((after[i] as number) - (before[i] as number));
      if (difference > greatest && difference < Number.POSITIVE_INFINITY) greatest = difference;
    }
  });
  return greatest;
}

function bandOfShare(before: number, after: number): Band {
  if (before === after) return '0';
  const percent = (100 * Math.abs(before - after)) / Math.abs(before);
  if (percent <= 5) return '0-5';
  if (percent <= 10) return '5-10';
  return percent <= 20 ? '10-20' : '>20';
}

/** `sizes`: elements of one image, per output. */
export const outputsWith = (values: readonly Float32Array[], sizes: readonly number[]): Outputs => ({
  values,
  words: values.map(wordsOf),
  sizes,
});

const wordsOf = ({ buffer, byteOffset, length }: Float32Array): Int32Array =>
  new Int32Array(buffer, byteOffset, length);

/** Outputs of rows with these images; an output that no fault reached (null) is golden's. */
export function outputsOfRows(
  golden: readonly GoldenAnswer[],
  images: Int32Array,
  wordsOfOutput: (output: number) => Int32Array | null,
): Outputs {
  const all = golden[0]?.outputs ?? [];
  const values = all.map(({ length }, k) => {
    const words = wordsOfOutput(k);
    if (words !== null) return new Float32Array(words.buffer, words.byteOffset, words.length);
    const whole = new Float32Array(images.length * length);
    images.forEach((image, row) => {
      whole.set(golden[image]?.outputs[k] as Float32Array, row * length);
    });
    return whole;
  });
  return outputsWith(
    values,
    all.map(({ length }) => length),
  );
}

/** Whether a row is golden's own, bit by bit. */
export function isGolden(golden: GoldenAnswer | undefined, { words, sizes }: Outputs, row: number): boolean {
  return words.every((all, k) => {
    const size = sizes[k] as number;
    return sameRow(all, row * size, wordsOf(golden?.outputs[k] as Float32Array), 0, size);
  });
}
