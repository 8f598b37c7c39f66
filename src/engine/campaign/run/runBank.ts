/** One bank: columns that each stand for a channel of a layer, with some of its words replaced, run through its stages. */
import type { ParameterId, ValueId } from '../../graph/modelGraph.ts';
import { sparsely } from '../../runtime/host/sparseKernels.ts';
import { strictly } from '../../runtime/host/strictKernels.ts';
import type { BankLayer, BankParameter } from './bankLayer.ts';
import type { Bench } from './bench.ts';
import type { Tensor } from './campaign.ts';
import type { GoldenValue } from './goldenWords.ts';
import { storedOutput } from './storedOutput.ts';

/** A word of the layer's parameters in one column. */
export interface BankHit {
  readonly column: number;
  readonly parameter: ParameterId;
  /** Row-major place in the parameter. */
  readonly element: number;
  readonly word: number;
}

export interface Bank {
  readonly input: GoldenValue;
  /** What the layer's stages read beside the bank. */
  readonly others: ReadonlyMap<ValueId, GoldenValue>;
  /** Places in the bench. */
  readonly images: readonly number[];
  /** The layer's channel that each column stands for. */
  readonly channels: Int32Array;
  readonly hits: readonly BankHit[];
  /** Whether products with zeros are left out. */
  readonly sparse: boolean;
}

/** Words after each stage, images first, columns last; they are good until `use` makes a tensor. */
export function runBank<T>(
  bench: Bench,
  layer: BankLayer,
  { input, others, images, channels, hits, sparse }: Bank,
  use: (words: readonly Int32Array[]) => T,
): T {
  const { device } = bench.campaign.place;
  const own: Tensor[] = [];
  const upload = (words: Int32Array, shape: readonly number[]): Tensor => {
    const tensor = device.upload(new Uint32Array(words.buffer, words.byteOffset, words.length), shape);
    own.push(tensor);
    return tensor;
  };
  try {
    let x = layer.apart
      ? upload(...apartInput(input, images, channels))
      : upload(wholeInput(input, images), [images.length, ...input.shape]);
    const outputs: Tensor[] = [];
    for (const [stage, { step, parameters, value }] of layer.stages.entries()) {
      const replaced = new Map<ParameterId, Tensor>();
      for (const parameter of parameters) {
        const words = gathered(bench, parameter, layer.channels, channels);
        if (stage === 0) {
          for (const { column, parameter: id, element, word } of hits) {
            if (id !== parameter.id) continue;
            words[Math.floor(element / layer.channels) * channels.length + column] = word;
          }
        }
        const shape = parameter.shape.slice();
        shape[channelAxis(shape, layer.channels) as number] = channels.length;
        replaced.set(parameter.id, upload(words, shape));
      }
      const bank = x;
      const inputs = step.inputs.map((id) => {
        const other = others.get(id);
        return other === undefined ? bank : upload(...apartInput(other, images, channels));
      });
      const strict =
        bench.isGuarded(step) &&
        ![...inputs, ...replaced.values()].every((tensor) => device.allFinite(tensor) === true);
      const [out] = strictly(strict, () => sparsely(sparse, () => step.run(inputs, replaced)));
      x = storedOutput(bench.campaign.place, value, out as Tensor);
      own.push(x);
      outputs.push(x);
    }
    return use(outputs.map((tensor) => device.view(tensor) as Int32Array));
  } finally {
    for (const tensor of own) tensor.dispose();
  }
}

/** Golden words of what the stages read beside the bank. */
export async function othersOf({ golden }: Bench, { stages }: BankLayer): Promise<Map<ValueId, GoldenValue>> {
  const others = new Map<ValueId, GoldenValue>();
  for (const id of stages.flatMap((stage) => stage.others)) others.set(id, await golden.get(id));
  return others;
}

function wholeInput({ rows, size, words }: GoldenValue, images: readonly number[]): Int32Array {
  if (images.length === rows.length && images.every((image, k) => image === k)) return words;
  const chosen = new Int32Array(images.length * size);
  images.forEach((image, k) => {
    chosen.set(rows[image] as Int32Array, k * size);
  });
  return chosen;
}

function apartInput(
  { rows, size, shape }: GoldenValue,
  images: readonly number[],
  channels: Int32Array,
): [Int32Array, readonly number[]] {
  const width = channels.length;
  const all = shape.at(-1) as number;
  const positions = size / all;
  const words = new Int32Array(images.length * positions * width);
  let at = 0;
  for (const image of images) {
    const row = rows[image] as Int32Array;
    for (let p = 0; p < size; p += all)
      for (let j = 0; j < width; j++) words[at++] = row[p + (channels[j] as number)] as number;
  }
  return [words, [images.length, ...shape.slice(0, -1), width]];
}

/** Good until the next call. */
function gathered(
  { bankWords }: Bench,
  { words }: BankParameter,
  all: number,
  channels: Int32Array,
): Int32Array {
  const width = channels.length;
  const wide = bankWords.take((words.length / all) * width);
  let at = 0;
  for (let i = 0; i < words.length; i += all)
    for (let j = 0; j < width; j++) wide[at++] = words[i + (channels[j] as number)] as number;
  return wide;
}

/** The axis of a parameter that counts channels: the last, or the last before ones. */
export function channelAxis(shape: readonly number[], channels: number): number | null {
  let axis = shape.length - 1;
  while (axis > 0 && shape[axis] === 1) axis--;
  return shape[axis] === channels ? axis : null;
}
