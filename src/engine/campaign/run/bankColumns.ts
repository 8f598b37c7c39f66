/** Columns of a bank read against golden: which are golden again at the end, and where and why those died. */
import type { NodeId } from '../../graph/modelGraph.ts';
import type { BankLayer, BankStage } from './bankLayer.ts';
import type { Bench } from './bench.ts';
import type { GoldenValue } from './goldenWords.ts';
import { type Reason, reasonOf } from './reasons.ts';
import { sameRow, sameWord } from './sameWord.ts';

/** Of one bank: words after each stage, images first, columns last. */
export interface BankWords {
  readonly stages: readonly Int32Array[];
  /** Places in the bench. */
  readonly images: readonly number[];
  /** Channel of the layer that each column stands for. */
  readonly columns: Int32Array;
}

interface Scratch {
  readonly golden: Int32Array;
  readonly faulty: Int32Array;
}

export class BankColumns {
  readonly #bench: Bench;
  readonly #layer: BankLayer;
  readonly #goldens: readonly GoldenValue[];
  /** One column of one image, per stage. */
  readonly #scratch: readonly Scratch[];

  constructor(bench: Bench, layer: BankLayer, goldens: readonly GoldenValue[]) {
    this.#bench = bench;
    this.#layer = layer;
    this.#goldens = goldens;
    this.#scratch = goldens.map(({ size }) => {
      const positions = size / layer.channels;
      return { golden: new Int32Array(positions), faulty: new Int32Array(positions) };
    });
  }

  /** Per image and column 1 where it is golden after the last stage. The last column must be. */
  golden({ stages, images, columns }: BankWords): Uint8Array {
    const { channels, value } = this.#layer;
    const { rows, size } = this.#goldens.at(-1) as GoldenValue;
    const words = stages.at(-1) as Int32Array;
    const width = columns.length;
    const equal = new Uint8Array(images.length * width).fill(1);
    let at = 0;
    for (let m = 0; m < images.length; m++) {
      const golden = rows[images[m] as number] as Int32Array;
      const first = m * width;
      for (let p = 0; p < size; p += channels) {
        for (let j = 0; j < width; j++) {
          const word = words[at++] as number;
          const there = golden[p + (columns[j] as number)] as number;
          if (word !== there && !sameWord(word, there)) equal[first + j] = 0;
        }
      }
      if (equal[first + width - 1] === 0)
        throw new Error(`${value}: the golden column of a bank did not come out golden`);
    }
    return equal;
  }

  /** Where a column that is golden at the end became so; null: the layer itself gave golden words. */
  death(bank: BankWords, m: number, column: number): { reason: Reason; node: NodeId } | null {
    for (let k = 0; k < bank.stages.length; k++) {
      const { golden, faulty } = this.#read(bank, k, m, column);
      if (!sameRow(faulty, 0, golden, 0, golden.length)) continue;
      if (k === 0) return null;
      const { step } = this.#layer.stages[k] as BankStage;
      const read = this.#scratch[k - 1] as Scratch;
      return { reason: reasonOf(this.#bench.killer(step), read, golden), node: step.node };
    }
    throw new Error('a column that is golden at the end was golden nowhere');
  }

  #read({ stages, images, columns }: BankWords, stage: number, m: number, column: number): Scratch {
    const scratch = this.#scratch[stage] as Scratch;
    const words = stages[stage] as Int32Array;
    const row = (this.#goldens[stage] as GoldenValue).rows[images[m] as number] as Int32Array;
    const positions = scratch.golden.length;
    const width = columns.length;
    let from = m * positions * width + column;
    let there = columns[column] as number;
    for (let p = 0; p < positions; p++) {
      scratch.faulty[p] = words[from] as number;
      scratch.golden[p] = row[there] as number;
      from += width;
      there += this.#layer.channels;
    }
    return scratch;
  }
}
