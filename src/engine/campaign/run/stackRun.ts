/** Rows of a batch run through what lies behind a value, step by step, on the kernels of the back end. */
import type { ValueId } from '../../graph/modelGraph.ts';
import { sparsely } from '../../runtime/host/sparseKernels.ts';
import { strictly } from '../../runtime/host/strictKernels.ts';
import type { Step } from '../../runtime/program.ts';
import type { Bench, Counting } from './bench.ts';
import type { Tensor } from './campaign.ts';
import type { GoldenValue } from './goldenWords.ts';
import { storedOutput } from './storedOutput.ts';

/** Golden values that the steps read from outside and that rows are compared with. */
export type Goldens = ReadonlyMap<ValueId, GoldenValue>;

interface Held {
  readonly tensor: Tensor;
  /** Null until it is asked for. */
  finite: boolean | null;
}

export class StackRun {
  readonly #bench: Bench;
  readonly #sparse: boolean;
  readonly #goldens: Goldens;
  /** Place of each row's image in the bench. */
  #images: Int32Array;
  readonly #held = new Map<ValueId, Held>();

  constructor(
    bench: Bench,
    { switches }: Counting,
    goldens: Goldens,
    images: Int32Array,
    value: ValueId,
    words: Int32Array,
  ) {
    this.#bench = bench;
    this.#sparse = switches.sparse;
    this.#goldens = goldens;
    this.#images = images;
    this.#put(value, words);
  }

  /** Words of a value that was made, images of the rows one after the other; good until the next step. */
  words(id: ValueId): Int32Array {
    const { tensor } = this.#held.get(id) as Held;
    const words = this.#bench.campaign.place.device.view(tensor);
    if (words === null) throw new Error('rows are stacked in host memory');
    return words;
  }

  step(step: Step): void {
    const inputs = step.inputs.map((id) => this.#read(id));
    const strict =
      this.#bench.isGuarded(step) &&
      !(inputs.every((x) => this.#isFinite(x)) && this.#bench.finiteParameters(step.parameters));
    const outputs = strictly(strict, () =>
      sparsely(this.#sparse, () =>
        step.run(
          inputs.map((x) => x.tensor),
          this.#bench.stored,
        ),
      ),
    );
    step.outputs.forEach((id, i) => {
      const tensor = storedOutput(this.#bench.campaign.place, id, outputs[i] as Tensor);
      this.#held.set(id, { tensor, finite: null });
    });
  }

  drop(ids: readonly ValueId[]): void {
    for (const id of ids) {
      this.#held.get(id)?.tensor.dispose();
      this.#held.delete(id);
    }
  }

  /** Goes on with some of the rows only; `value` is all that is still read of them. */
  keep(rows: Int32Array, value: ValueId): void {
    const from = this.words(value);
    const size = from.length / this.#images.length;
    const words = new Int32Array(rows.length * size);
    rows.forEach((row, k) => {
      words.set(from.subarray(row * size, (row + 1) * size), k * size);
    });
    this.#images = rows.map((row) => this.#images[row] as number);
    this.drop([...this.#held.keys()]);
    this.#put(value, words);
  }

  dispose(): void {
    this.drop([...this.#held.keys()]);
  }

  #isFinite(held: Held): boolean {
    held.finite ??= this.#bench.campaign.place.device.allFinite(held.tensor) === true;
    return held.finite;
  }

  #put(value: ValueId, words: Int32Array): void {
    const { device } = this.#bench.campaign.place;
    const { shape } = this.#goldens.get(value) as GoldenValue;
    const bits = new Uint32Array(words.buffer, words.byteOffset, words.length);
    const tensor = device.upload(bits, [this.#images.length, ...shape]);
    this.#held.set(value, { tensor, finite: null });
  }

  /** What comes from outside is golden in every row. */
  #read(id: ValueId): Held {
    const held = this.#held.get(id);
    if (held !== undefined) return held;
    const { rows, size } = this.#goldens.get(id) as GoldenValue;
    const words = new Int32Array(this.#images.length * size);
    this.#images.forEach((image, k) => {
      words.set(rows[image] as Int32Array, k * size);
    });
    this.#put(id, words);
    return this.#held.get(id) as Held;
  }
}
