/**
 * Single faults in one parameter of a layer: their channels from banks, what is bit-equal to golden there masked, the
 * rest made rows of a stack. One column of each bank is left golden and must come out golden.
 */
import {
  type GraphNode,
  type NodeId,
  nodeById,
  type ParameterId,
  type ValueId,
} from '../../graph/modelGraph.ts';
import type { Checkpoint } from '../../runtime/run.ts';
import { BankColumns, type BankWords } from './bankColumns.ts';
import type { BankLayer, BankParameter, BankStage } from './bankLayer.ts';
import { bankParts } from './bankParts.ts';
import type { Bench, Counting } from './bench.ts';
import type { GoldenValue } from './goldenWords.ts';
import { channelMet, isZeroChannel, type Reason, reasonOfParameter } from './reasons.ts';
import { type BankHit, othersOf, runBank } from './runBank.ts';
import { faultyWord, type SingleFault } from './singleFault.ts';
import type { Stack } from './stack.ts';

export class BankFaults {
  readonly #bench: Bench;
  readonly #counting: Counting;
  readonly #stack: Stack;
  readonly #layer: BankLayer;
  readonly #input: GoldenValue;
  readonly #others: ReadonlyMap<ValueId, GoldenValue>;
  /** After each stage. */
  readonly #goldens: readonly GoldenValue[];
  readonly #columns: BankColumns;
  readonly #parameter: BankParameter;
  /** Input channel that an element meets, where it meets one. */
  readonly #channelMet: ((element: number) => number) | null;
  readonly #node: GraphNode;
  /** Whether sums of the layer may start at -0, where adding 0 changes them. */
  readonly #fromNegativeZero: boolean;
  /** Per image and input channel: 0 not looked at, 1 zeros, 2 not. */
  readonly #zeros: Uint8Array;

  private constructor(
    bench: Bench,
    counting: Counting,
    stack: Stack,
    layer: BankLayer,
    input: GoldenValue,
    others: ReadonlyMap<ValueId, GoldenValue>,
    goldens: readonly GoldenValue[],
    parameter: ParameterId,
  ) {
    this.#bench = bench;
    this.#counting = counting;
    this.#stack = stack;
    this.#layer = layer;
    this.#input = input;
    this.#others = others;
    this.#goldens = goldens;
    this.#columns = new BankColumns(bench, layer, goldens);
    const { step, parameters } = layer.stages[0] as BankStage;
    this.#parameter = parameters.find(({ id }) => id === parameter) as BankParameter;
    this.#node = nodeById(bench.campaign.place.program.graph, step.node) as GraphNode;
    this.#channelMet = channelMet(this.#node, parameter, this.#parameter.shape);
    this.#fromNegativeZero = parameters.some(
      ({ shape, words }) => shape.length === 1 && words.includes(NEGATIVE_ZERO),
    );
    this.#zeros = new Uint8Array(input.rows.length * (input.shape.at(-1) as number));
  }

  /** `parameter`: of the layer's first stage. */
  static async open(
    bench: Bench,
    counting: Counting,
    stack: Stack,
    layer: BankLayer,
    parameter: ParameterId,
  ): Promise<BankFaults> {
    const input = await bench.golden.get(layer.input);
    const goldens: GoldenValue[] = [];
    for (const { value } of layer.stages) goldens.push(await bench.golden.get(value));
    const others = await othersOf(bench, layer);
    return new BankFaults(bench, counting, stack, layer, input, others, goldens, parameter);
  }

  async run(faults: readonly SingleFault[], checkpoint: Checkpoint): Promise<void> {
    const left = this.#counting.switches.proofs ? faults.filter((fault) => !this.#proven(fault)) : faults;
    for (const part of bankParts(this.#layer, this.#goldens, left)) {
      await checkpoint();
      await this.#bank(part);
    }
  }

  /** Masked on all its images without a run: no word changes, or finite weights meet nothing but zeros. */
  #proven(fault: SingleFault): boolean {
    const before = this.#before(fault);
    const after = faultyWord(before, fault);
    if (before !== after && !this.#meetsZeros(fault, before, after)) return false;
    for (const image of fault.images) this.#died(fault, image, before === after ? 'no-op' : 'zero input');
    return true;
  }

  #meetsZeros({ images, element }: SingleFault, before: number, after: number): boolean {
    if (this.#fromNegativeZero || !isFiniteWord(before) || !isFiniteWord(after)) return false;
    if (this.#channelMet === null) return false;
    const channel = this.#channelMet(element);
    for (const image of images) if (!this.#isZero(image, channel)) return false;
    return true;
  }

  async #bank(part: readonly SingleFault[]): Promise<void> {
    const { channels } = this.#layer;
    const images = imagesOf(part);
    const columns = new Int32Array(part.length + 1);
    const hits: BankHit[] = [];
    part.forEach((fault, column) => {
      const { tensor, element } = fault;
      columns[column] = element % channels;
      const before = this.#before(fault);
      const after = faultyWord(before, fault);
      if (before !== after) hits.push({ column, parameter: tensor, element, word: after });
    });
    // The canary: a golden column beside the others.
    columns[part.length] = columns[part.length - 1] as number;
    const rowOf = new Int32Array(this.#input.rows.length);
    images.forEach((image, m) => {
      rowOf[image] = m;
    });
    const { sparse } = this.#counting.switches;
    const bank = { input: this.#input, others: this.#others, images, channels: columns, hits, sparse };
    const { words, golden } = runBank(this.#bench, this.#layer, bank, (stages) => {
      const read = { stages, images, columns };
      const golden = this.#columns.golden(read);
      this.#countGolden(part, read, rowOf, golden);
      const last = stages.at(-1) as Int32Array;
      const words = this.#bench.outcomeWords.take(last.length);
      words.set(last);
      return { words, golden };
    });
    await this.#stackRest(part, { stages: [words], images, columns }, rowOf, golden);
  }

  #countGolden(part: readonly SingleFault[], bank: BankWords, rowOf: Int32Array, golden: Uint8Array): void {
    const width = bank.columns.length;
    for (let column = 0; column < part.length; column++) {
      const fault = part[column] as SingleFault;
      const { images, place, element } = fault;
      const before = this.#before(fault);
      const after = faultyWord(before, fault);
      const channel = this.#channelMet?.(element) ?? null;
      for (let k = 0; k < images.length; k++) {
        const image = images[k] as number;
        const m = rowOf[image] as number;
        if (golden[m * width + column] === 0) continue;
        const death = this.#counting.explain ? this.#columns.death(bank, m, column) : null;
        if (death !== null) {
          this.#bench.died(this.#counting, place, image, death.reason, death.node);
          continue;
        }
        const zeros = channel !== null && this.#isZero(image, channel);
        this.#died(fault, image, before === after ? 'no-op' : reasonOfParameter(this.#node, zeros));
      }
    }
  }

  async #stackRest(
    part: readonly SingleFault[],
    { stages, columns }: BankWords,
    rowOf: Int32Array,
    golden: Uint8Array,
  ): Promise<void> {
    const [words] = stages as [Int32Array];
    const { channels } = this.#layer;
    const { size } = this.#goldens.at(-1) as GoldenValue;
    const width = columns.length;
    const positions = size / channels;
    for (let column = 0; column < part.length; column++) {
      const channel = columns[column] as number;
      const { images, place } = part[column] as SingleFault;
      for (let k = 0; k < images.length; k++) {
        const image = images[k] as number;
        const m = rowOf[image] as number;
        if (golden[m * width + column] === 1) continue;
        if (this.#stack.isFull) await this.#stack.flush();
        const to = this.#stack.take(place, image) + channel;
        const row = this.#stack.words;
        const from = m * positions * width + column;
        for (let p = 0; p < positions; p++) row[to + p * channels] = words[from + p * width] as number;
      }
    }
  }

  /** At the layer itself; a fault of no word died where it was set. */
  #died({ place, tensor }: SingleFault, image: number, reason: Reason): void {
    const { graph } = this.#bench.campaign.place.program;
    const node = reason === 'no-op' ? (graph.parameters[tensor]?.node as NodeId) : this.#node.id;
    this.#bench.died(this.#counting, place, image, reason, node);
  }

  #before({ element }: SingleFault): number {
    return this.#parameter.words[element] as number;
  }

  #isZero(image: number, channel: number): boolean {
    const all = this.#input.shape.at(-1) as number;
    const at = image * all + channel;
    if (this.#zeros[at] === 0)
      this.#zeros[at] = isZeroChannel(this.#input.rows[image] as Int32Array, all, channel) ? 1 : 2;
    return this.#zeros[at] === 1;
  }
}

const NEGATIVE_ZERO = 0x80000000 | 0;
const isFiniteWord = (word: number): boolean => (word & 0x7f800000) !== 0x7f800000;

function imagesOf(part: readonly SingleFault[]): readonly number[] {
  const [first] = part;
  if (part.every(({ images }) => images === first?.images)) return first?.images ?? [];
  return [...new Set(part.flatMap(({ images }) => images))].sort((a, b) => a - b);
}
