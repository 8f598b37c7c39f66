/**
 * Golden values of some images as words in host memory, read from one golden run when they are first asked for and kept
 * within a byte budget, least recently used first out. The run is made when a value is missing and let go by `rest`.
 */
import type { ValueId } from '../../graph/modelGraph.ts';
import type { Run } from '../../runtime/run.ts';
import type { Campaign, Tensor } from './campaign.ts';

export interface GoldenValue {
  /** Images one after the other, in the order of the bench. */
  readonly words: Int32Array;
  /** One view per image. */
  readonly rows: readonly Int32Array[];
  /** Without the batch axis. */
  readonly shape: readonly number[];
  /** Elements of one image. */
  readonly size: number;
}

export class GoldenWords {
  readonly #campaign: Campaign;
  /** Places in the bound images. */
  readonly images: readonly number[];
  readonly #budgetBytes: number;
  readonly #values = new Map<ValueId, GoldenValue>();
  #sizeBytes = 0;
  #run: Run | null = null;

  constructor(campaign: Campaign, images: readonly number[]) {
    this.#campaign = campaign;
    this.images = images;
    this.#budgetBytes = campaign.place.budgetBytes / 4;
  }

  /** One call at a time. */
  async get(id: ValueId): Promise<GoldenValue> {
    const known = this.#values.get(id);
    if (known !== undefined) {
      this.#values.delete(id);
      this.#values.set(id, known);
      return known;
    }
    this.#run ??= await this.#campaign.goldenRun(this.images);
    const value = await this.#run.with([id], async ([x]) => {
      const { shape, size: all } = x as Tensor;
      const words = new Int32Array((await this.#campaign.place.device.words(x as Tensor)).buffer);
      const size = all / this.images.length;
      const rows = this.images.map((_, k) => words.subarray(k * size, (k + 1) * size));
      return { words, rows, shape: shape.slice(1), size };
    });
    this.#keep(id, value);
    return value;
  }

  /** Lets go of the run; words stay. */
  rest(): void {
    this.#run?.dispose();
    this.#run = null;
  }

  #keep(id: ValueId, value: GoldenValue): void {
    this.#values.set(id, value);
    this.#sizeBytes += value.words.byteLength;
    for (const [old, { words }] of this.#values) {
      if (this.#sizeBytes <= this.#budgetBytes || old === id) return;
      this.#values.delete(old);
      this.#sizeBytes -= words.byteLength;
    }
  }
}
