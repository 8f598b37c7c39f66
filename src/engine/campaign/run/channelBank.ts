/**
 * Faulty channels of a layer, many at once. A fault in a kernel or bias changes one output channel, so the filters of as
 * many faults as the layer has channels are laid side by side in one bank of the layer's own shape, and one run of the
 * step gives the faulty channel of each for every image (DESIGN 4.7). Steps behind it that keep channels apart (ReLU,
 * pooling) run on the bank too, so that most masked faults end here. A layer is used only if a bank of its own filters,
 * moved by one place, gives the words of the plain layer.
 */
import type { GraphNode, ParameterId, ValueId } from '../../graph/modelGraph.ts';
import { nodeById } from '../../graph/modelGraph.ts';
import type { Device } from '../../runtime/device.ts';
import { strictly } from '../../runtime/host/strictKernels.ts';
import type { Program, Step } from '../../runtime/program.ts';
import type { Run } from '../../runtime/run.ts';
import { feedOf, type Tensor } from './campaign.ts';

export interface BankLayer {
  readonly step: Step;
  readonly channels: number;
  readonly kernel: ParameterId;
  readonly bias: ParameterId | null;
  /** Steps that run on the bank after the layer, and the value at their end. */
  readonly chain: readonly Step[];
  readonly value: ValueId;
  readonly kernelWords: Uint32Array;
  readonly biasWords: Uint32Array | null;
  /** Golden words at the layer's input and at the end of the chain, images first. */
  readonly input: { readonly shape: readonly number[]; readonly values: Float32Array };
  readonly golden: Uint32Array;
  /** Elements of one image at the end of the chain. */
  readonly size: number;
}

/** One column of a bank: the layer's channel, with some of its words replaced. */
export interface BankColumn {
  readonly channel: number;
  readonly kernel: { readonly element: number; readonly word: number } | null;
  readonly bias: number | null;
}

const BANKED = new Set(['Conv2D', 'Dense', 'Conv1D']);
const CHANNELWISE_ACTIVATIONS = new Set(['relu', 'relu6', 'tanh', 'sigmoid', 'elu', 'selu', 'softplus']);
const CHANNELWISE_OPS =
  /^(ReLU|LeakyReLU|ELU|MaxPooling[12]D|AveragePooling[12]D|GlobalMaxPooling2D|GlobalAveragePooling2D)$/;

/** The layer behind a parameter if it can be banked; null if not, or if a bank was seen to differ. */
export async function bankLayer(
  program: Program,
  device: Device,
  golden: Run,
  parameter: ParameterId,
): Promise<BankLayer | null> {
  const { graph, steps } = program;
  const owners = steps.filter((step) => step.parameters.includes(parameter));
  const [step] = owners;
  const node = nodeById(graph, step?.node ?? '');
  if (step === undefined || node === undefined || owners.length !== 1 || step.inputs.length !== 1)
    return null;
  const kernel = step.parameters.find((id) => id.endsWith('/kernel'));
  const bias = step.parameters.find((id) => id.endsWith('/bias')) ?? null;
  const channels = graph.parameters[kernel ?? '']?.shape.at(-1) ?? 0;
  const plain = step.parameters.every((id) => id === kernel || id === bias) && step.outputs.length === 1;
  if (kernel === undefined || graph.format !== 'layers' || !BANKED.has(node.op) || !plain || channels < 2)
    return null;
  const { chain, value } = chainFrom(program, node, step.outputs[0] as ValueId);
  const [input] = step.inputs;
  const layer: BankLayer = {
    step,
    channels,
    kernel,
    bias,
    chain,
    value,
    kernelWords: await device.words(program.parameters.get(kernel) as Tensor),
    biasWords: bias === null ? null : await device.words(program.parameters.get(bias) as Tensor),
    input: await golden.with([input as ValueId], async ([x]) => ({
      shape: (x as Tensor).shape,
      values: new Float32Array((await device.words(x as Tensor)).buffer),
    })),
    ...(await golden.with([value], async ([x]) => ({
      golden: await device.words(x as Tensor),
      size: (x as Tensor).size / ((x as Tensor).shape[0] as number),
    }))),
  };
  return (await movedBankDiffers(device, program, layer)) ? null : layer;
}

/** Words at the end of the chain, images first: column j stands where the layer's channel j would. */
export async function runBank(
  device: Device,
  program: Program,
  layer: BankLayer,
  columns: readonly BankColumn[],
  images: readonly number[],
): Promise<Uint32Array> {
  const { channels, kernelWords, biasWords, step, chain } = layer;
  const bank = kernelWords.slice();
  const biases = biasWords?.slice() ?? null;
  columns.forEach(({ channel, kernel, bias }, j) => {
    for (let i = 0; i < bank.length; i += channels) bank[i + j] = kernelWords[i + channel] as number;
    if (kernel !== null) bank[kernel.element - channel + j] = kernel.word;
    if (biases !== null && biasWords !== null) biases[j] = bias ?? (biasWords[channel] as number);
  });
  const own: Tensor[] = [];
  try {
    const replaced = new Map<ParameterId, Tensor>();
    const put = (id: ParameterId, words: Uint32Array) => {
      const tensor = device.upload(words, (program.parameters.get(id) as Tensor).shape);
      own.push(tensor);
      replaced.set(id, tensor);
    };
    put(layer.kernel, bank);
    if (layer.bias !== null && biases !== null) put(layer.bias, biases);
    let x = feedOf(device, layer.input, images);
    own.push(x);
    let finite = own.every((tensor) => device.allFinite(tensor) === true);
    for (const each of [step, ...chain]) {
      const [out] = strictly(!finite, () => each.run([x], each === step ? replaced : NOTHING));
      x = out as Tensor;
      own.push(x);
      finite = device.allFinite(x) === true;
    }
    return await device.words(x);
  } finally {
    for (const tensor of own) tensor.dispose();
  }
}

const NOTHING: ReadonlyMap<ParameterId, Tensor> = new Map();

function chainFrom(
  { graph, steps }: Program,
  owner: GraphNode,
  first: ValueId,
): { chain: readonly Step[]; value: ValueId } {
  const chain: Step[] = [];
  let value = first;
  for (;;) {
    const readers = steps.filter((step) => step.inputs.includes(value));
    const [next] = readers;
    if (readers.length !== 1 || next === undefined || graph.outputs.includes(value)) break;
    const node = nodeById(graph, next.node);
    const plain = next.inputs.length === 1 && next.outputs.length === 1 && next.parameters.length === 0;
    const apart =
      next.node === owner.id
        ? CHANNELWISE_ACTIVATIONS.has(owner.activation ?? '')
        : CHANNELWISE_OPS.test(node?.op ?? '');
    if (!plain || !apart) break;
    chain.push(next);
    value = next.outputs[0] as ValueId;
  }
  return { chain, value };
}

const isNan = (word: number): boolean => (word & 0x7fffffff) > 0x7f800000;

/** Bit-equal, save that any NaN equals any NaN. */
export const sameWord = (a: number, b: number): boolean => a === b || (isNan(a) && isNan(b));

async function movedBankDiffers(device: Device, program: Program, layer: BankLayer): Promise<boolean> {
  const { channels, golden, size } = layer;
  const images = [0];
  const columns = Array.from({ length: channels }, (_, j) => ({
    channel: (j + 1) % channels,
    kernel: null,
    bias: null,
  }));
  const moved = await runBank(device, program, layer, columns, images);
  for (let i = 0; i < size; i += channels) {
    for (let j = 0; j < channels; j++) {
      const there = golden[i + ((j + 1) % channels)] as number;
      if (!sameWord(moved[i + j] as number, there)) return true;
    }
  }
  return false;
}
