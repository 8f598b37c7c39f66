/**
 * Many faulty runs as one: rows of a batch, each with a golden value of its image of which some words are replaced, run
 * together through what lies behind the value. The golden run of the same rows is made once, so every stack has the same
 * shape. The last row of each is left golden and must come out golden, bit by bit: otherwise rows would influence each
 * other and no row could be believed.
 */
import { FLOAT32_TENSOR } from '../../formats/groupedFormat.ts';
import type { ValueId } from '../../graph/modelGraph.ts';
import { NO_CORRUPTION } from '../../runtime/corruption.ts';
import type { Run } from '../../runtime/run.ts';
import { type Campaign, outputsOf } from './campaign.ts';
import { sameWord } from './channelBank.ts';
import type { Tally } from './tally.ts';

/** What one row differs in: ascending places in the value of one image, and the words there. */
export interface StackRow {
  readonly tally: Tally;
  /** Place of the image in the stack's images. */
  readonly image: number;
  readonly places: Int32Array;
  readonly words: Int32Array;
}

const MOST_ROWS = 1024;

export class Stack {
  readonly #campaign: Campaign;
  readonly #images: readonly number[];
  readonly #golden: Run;
  readonly #copies: number;
  #value: ValueId = '';
  #size = 0;
  readonly #waiting: StackRow[][];

  private constructor(campaign: Campaign, images: readonly number[], golden: Run, copies: number) {
    this.#campaign = campaign;
    this.#images = images;
    this.#golden = golden;
    this.#copies = copies;
    this.#waiting = images.map(() => []);
  }

  /** Null where a stacked golden run is not the golden run of each image: a model that mixes the batch. */
  static async open(campaign: Campaign, images: readonly number[]): Promise<Stack | null> {
    const rows = Math.min(MOST_ROWS, campaign.imagesAtOnce);
    const copies = Math.max(2, Math.floor(rows / images.length));
    const all = Array.from({ length: copies }, () => images).flat();
    const golden = await campaign.goldenRun(all);
    const outputs = await outputsOf(golden, campaign.place);
    const same = all.every((image, row) => sameOutputs(outputs[row], campaign.golden[image]?.outputs));
    if (same) return new Stack(campaign, images, golden, copies);
    golden.dispose();
    return null;
  }

  /** Rows from here on replace words of this value, of `size` elements an image. */
  async useValue(value: ValueId, size: number): Promise<void> {
    if (value === this.#value) return;
    await this.flush();
    this.#value = value;
    this.#size = size;
  }

  async add(row: StackRow): Promise<void> {
    const waiting = this.#waiting[row.image] as StackRow[];
    waiting.push(row);
    // The last image has the canary's row in every stack.
    const room = row.image === this.#images.length - 1 ? this.#copies - 1 : this.#copies;
    if (waiting.length >= room) await this.flush();
  }

  /** Runs what is waiting. */
  async flush(): Promise<void> {
    const rows = this.#waiting
      .flatMap((own, image) => own.map((row, copy) => ({ row, at: copy * this.#images.length + image })))
      .sort((a, b) => a.at - b.at);
    for (const own of this.#waiting) own.length = 0;
    if (rows.length === 0) return;
    const { place, golden, assessment } = this.#campaign;
    const run = await this.#golden.faulty(
      { ...NO_CORRUPTION, sites: new Map([[this.#value, this.#plan(rows)]]) },
      { budgetBytes: place.budgetBytes / 2 },
    );
    try {
      const outputs = await outputsOf(run, place);
      if (!sameOutputs(outputs.at(-1), golden[this.#images.at(-1) as number]?.outputs))
        throw new Error(`${this.#value}: the golden row of a stack did not come out golden`);
      for (const { row, at } of rows) {
        const answer = golden[this.#images[row.image] as number];
        if (answer !== undefined) row.tally.add(answer, outputs[at] as readonly Float32Array[], assessment);
      }
    } finally {
      run.dispose();
    }
  }

  dispose(): void {
    this.#golden.dispose();
  }

  #plan(rows: readonly { readonly row: StackRow; readonly at: number }[]) {
    const count = rows.reduce((sum, { row }) => sum + row.places.length, 0);
    const indices = new Int32Array(count);
    const xor = new Int32Array(count);
    let next = 0;
    for (const { row, at } of rows) {
      for (let k = 0; k < row.places.length; k++) {
        indices[next] = at * this.#size + (row.places[k] as number);
        xor[next++] = row.words[k] as number;
      }
    }
    return { indices, xor, and: new Int32Array(count), format: FLOAT32_TENSOR };
  }
}

function sameOutputs(
  a: readonly Float32Array[] | undefined,
  b: readonly Float32Array[] | undefined,
): boolean {
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  return a.every((output, k) => {
    const [left, right] = [wordsOf(output), wordsOf(b[k] as Float32Array)];
    return left.length === right.length && left.every((word, i) => sameWord(word, right[i] as number));
  });
}

const wordsOf = (values: Float32Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, values.length);
