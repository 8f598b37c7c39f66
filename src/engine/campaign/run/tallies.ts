/**
 * Counts over the images of many trials, one place per trial: verdicts (DESIGN section 3), bands, SDC-5, accuracy, change
 * of the loss, reasons of masking. Columns of numbers, so that nothing is made per image. Sums do not depend on the order in
 * which images are added.
 */
import type { Verdict } from '../outcome.ts';
import { BANDS, type Band } from './bands.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import { REASONS, type Reason } from './reasons.ts';

/** Losses are summed in steps of 2^-32, exactly, so that no order of images rounds otherwise. */
const LOSS_STEPS = 2 ** 32;

const columns = <Name extends string>(names: readonly Name[], count: number): Record<Name, Int32Array> =>
  Object.fromEntries(names.map((name) => [name, new Int32Array(count)])) as Record<Name, Int32Array>;

export class Tallies {
  readonly count: number;
  readonly verdicts: Readonly<Record<Verdict, Int32Array>>;
  readonly bands: Readonly<Record<Band, Int32Array>>;
  readonly reasons: Readonly<Record<Reason, Int32Array>>;
  readonly images: Int32Array;
  readonly labelled: Int32Array;
  readonly goldenRight: Int32Array;
  readonly faultyRight: Int32Array;
  readonly sdc5: Int32Array;
  /** Answer of the image added last. */
  readonly faultyTop: Int32Array;
  /** Greatest change of an output at a position that is finite in both runs. */
  readonly maxAbsDiff: Float64Array;
  readonly #lossSteps: Float64Array;
  readonly #nodes: number;
  /** By trial and node. */
  readonly #deaths: Int32Array;

  constructor(count: number, nodes: number) {
    this.count = count;
    this.verdicts = columns(['DUE', 'SDC', 'masked', 'benign', 'changed'], count);
    this.bands = columns(BANDS, count);
    this.reasons = columns(REASONS, count);
    this.images = new Int32Array(count);
    this.labelled = new Int32Array(count);
    this.goldenRight = new Int32Array(count);
    this.faultyRight = new Int32Array(count);
    this.sdc5 = new Int32Array(count);
    this.faultyTop = new Int32Array(count).fill(-1);
    this.maxAbsDiff = new Float64Array(count);
    this.#lossSteps = new Float64Array(count);
    this.#nodes = nodes;
    this.#deaths = new Int32Array(count * nodes);
  }

  get lossChange(): Float64Array {
    return this.#lossSteps.map((steps) => steps / LOSS_STEPS);
  }

  /** Node at which most masked images of the trial died, the first of the graph among equals; null if none did. */
  diedAt(place: number): number | null {
    let best: number | null = null;
    let most = 0;
    for (let node = 0; node < this.#nodes; node++) {
      const count = this.#deaths[place * this.#nodes + node] as number;
      if (count <= most) continue;
      most = count;
      best = node;
    }
    return best;
  }

  /** An image whose outputs are bit-equal to golden; `reason`: null where it was not asked for. */
  addMasked(place: number, { label, top }: GoldenAnswer, reason: Reason | null, node: number): void {
    add(this.images, place, 1);
    add(this.verdicts.masked, place, 1);
    add(this.bands['0'], place, 1);
    this.faultyTop[place] = top;
    if (reason !== null) {
      add(this.reasons[reason], place, 1);
      add(this.#deaths, place * this.#nodes + node, 1);
    }
    if (label === null) return;
    add(this.labelled, place, 1);
    if (top !== label) return;
    add(this.goldenRight, place, 1);
    add(this.faultyRight, place, 1);
  }

  /** An image whose outputs changed. `lossChange` counts where there is a label and the run is not DUE. */
  addChanged(
    place: number,
    golden: GoldenAnswer,
    judged: Exclude<Verdict, 'masked'>,
    band: Band,
    top: number,
    best5Holds: boolean,
    lossChange: number,
    maxAbsDiff: number,
  ): void {
    if (maxAbsDiff > (this.maxAbsDiff[place] as number)) this.maxAbsDiff[place] = maxAbsDiff;
    add(this.images, place, 1);
    add(this.verdicts[judged], place, 1);
    add(this.bands[band], place, 1);
    this.faultyTop[place] = top;
    if (!best5Holds) add(this.sdc5, place, 1);
    if (golden.label === null) return;
    add(this.labelled, place, 1);
    if (golden.top === golden.label) add(this.goldenRight, place, 1);
    if (judged === 'DUE') return;
    if (top === golden.label) add(this.faultyRight, place, 1);
    this.#lossSteps[place] = (this.#lossSteps[place] as number) + Math.round(lossChange * LOSS_STEPS);
  }
}

function add(counts: Int32Array, place: number, by: number): void {
  counts[place] = (counts[place] as number) + by;
}
