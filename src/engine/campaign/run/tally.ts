/**
 * Counts over the images of one trial: verdicts (DESIGN section 3), bands, SDC-5, accuracy, change of the loss. The sums
 * do not depend on the order in which images are added.
 */
import { argmax, type Verdict, verdict } from '../outcome.ts';
import { BANDS, type Band, bandOf } from './bands.ts';
import { type Assessment, type GoldenAnswer, loss, sharesOf } from './goldenAnswer.ts';

/** Losses are summed in steps of 2^-32, exactly, so that no order of images rounds otherwise. */
const LOSS_STEPS = 2 ** 32;

export class Tally {
  images = 0;
  labelled = 0;
  goldenRight = 0;
  faultyRight = 0;
  sdc5 = 0;
  /** Answer of the image added last. */
  faultyTop = -1;
  #lossSteps = 0;
  readonly verdicts: Record<Verdict, number> = { DUE: 0, SDC: 0, masked: 0, benign: 0, changed: 0 };
  readonly bands: Record<Band, number> = Object.fromEntries(BANDS.map((band) => [band, 0])) as Record<
    Band,
    number
  >;

  get lossChange(): number {
    return this.#lossSteps / LOSS_STEPS;
  }

  /** An image whose outputs are bit-equal to golden. */
  addMasked({ label, top }: GoldenAnswer): void {
    this.images++;
    this.verdicts.masked++;
    this.bands['0']++;
    this.faultyTop = top;
    if (label === null) return;
    this.labelled++;
    if (top !== label) return;
    this.goldenRight++;
    this.faultyRight++;
  }

  add(golden: GoldenAnswer, faulty: readonly Float32Array[], assessment: Assessment): void {
    const judged = verdict(golden.outputs, faulty, assessment.classes);
    if (judged === 'masked') {
      this.addMasked(golden);
      return;
    }
    const first = faulty[0] as Float32Array;
    const top = argmax(first);
    const due = judged === 'DUE';
    const shares = sharesOf(first, assessment);
    this.images++;
    this.verdicts[judged]++;
    this.bands[bandOf(assessment.bands, golden.shares, shares, judged)]++;
    this.faultyTop = top;
    if (assessment.classes && (due || !golden.best.has(top))) this.sdc5++;
    const { label } = golden;
    if (label === null) return;
    this.labelled++;
    if (golden.top === label) this.goldenRight++;
    if (due) return;
    if (top === label) this.faultyRight++;
    this.#lossSteps += Math.round((loss(shares, label) - loss(golden.shares, label)) * LOSS_STEPS);
  }
}
