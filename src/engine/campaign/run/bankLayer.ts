/**
 * Layers whose faulty channels can be computed many at once. A fault in a parameter changes one output channel, so the
 * channels of many faults stand side by side in one bank, as wide as wanted, and one run of the step gives the faulty
 * channel of each for every image (DESIGN 4.7). Steps behind it that keep channels apart (normalisation, ReLU, pooling,
 * depthwise convolution) run on the bank too. A layer is used only if banks of its own channels give its own words.
 */
import { type GraphNode, nodeById, type ParameterId, type ValueId } from '../../graph/modelGraph.ts';
import type { Program, Step } from '../../runtime/program.ts';
import type { Bench } from './bench.ts';
import type { GoldenValue } from './goldenWords.ts';
import { channelAxis, othersOf, runBank } from './runBank.ts';
import { sameWord } from './sameWord.ts';

export interface BankParameter {
  readonly id: ParameterId;
  readonly shape: readonly number[];
  readonly words: Int32Array;
}

export interface BankStage {
  readonly step: Step;
  /** Of each the channels stand last, or last but a 1. */
  readonly parameters: readonly BankParameter[];
  readonly value: ValueId;
  /** Golden values that an addition reads beside the bank. */
  readonly others: readonly ValueId[];
}

export interface BankLayer {
  readonly channels: number;
  readonly input: ValueId;
  /** Whether the layer itself keeps channels apart; otherwise each of its channels reads the whole input. */
  readonly apart: boolean;
  /** The layer, then what follows it. */
  readonly stages: readonly BankStage[];
  /** At the end of the last stage. */
  readonly value: ValueId;
}

const MIXING = /^(Conv[12]D|Dense|MatMul)$/;
const APART =
  /^(BatchNormalization|FusedBatchNormV?[123]?|DepthwiseConv2D|DepthwiseConv2dNative|BiasAdd|Add(V2)?|Re[Ll][Uu]6?|LeakyReLU|ELU|MaxPooling[12]D|AveragePooling[12]D|GlobalMaxPooling[12]D|GlobalAveragePooling[12]D)$/;
const APART_ACTIVATIONS = /^(relu|relu6|tanh|sigmoid|elu|selu|softplus)$/;
/** Widths of the banks that a layer is tried with, in channels of the layer plus. */
const TRIED = [
  [0, 2],
  [1, 1],
  [3, 5],
] as const;

/** The layer behind a parameter if it can be banked; null if not, or if a bank was seen to differ. */
export async function bankLayer(bench: Bench, parameter: ParameterId): Promise<BankLayer | null> {
  const known = bench.banks.get(parameter);
  if (known !== undefined) return known;
  const layer = await plannedLayer(bench, parameter);
  const usable = layer !== null && (await ownChannelsHold(bench, layer)) ? layer : null;
  bench.banks.set(parameter, usable);
  return usable;
}

async function plannedLayer(bench: Bench, parameter: ParameterId): Promise<BankLayer | null> {
  const { program } = bench.campaign.place;
  const { graph, steps } = program;
  const owners = steps.filter((step) => step.parameters.includes(parameter));
  const [step] = owners;
  const node = nodeById(graph, step?.node ?? '');
  const channels = graph.values[step?.outputs[0] ?? '']?.shape.at(-1) ?? 0;
  if (step === undefined || node === undefined || owners.length !== 1 || channels < 2) return null;
  const apart = APART.test(node.op);
  const first = await stageOf(bench, step, step.inputs[0] as ValueId, channels);
  if (first === null || (!apart && !MIXING.test(node.op))) return null;
  const stages = [first];
  for (;;) {
    const { value } = stages.at(-1) as BankStage;
    const next = nextApart(program, node, value);
    const stage = next === null ? null : await stageOf(bench, next, value, channels);
    if (stage === null) break;
    stages.push(stage);
  }
  return {
    channels,
    input: step.inputs[0] as ValueId,
    apart,
    stages,
    value: (stages.at(-1) as BankStage).value,
  };
}

/**
 * Null for steps with several outputs, with inputs beside the bank that are not added word by word, and for parameters that
 * do not go by channel. What is added is golden: the bank's value has this one reader.
 */
async function stageOf(
  { campaign, stored }: Bench,
  step: Step,
  bank: ValueId,
  channels: number,
): Promise<BankStage | null> {
  const { program, device } = campaign.place;
  const { graph, parameters } = program;
  const others = step.inputs.filter((id) => id !== bank);
  if (others.length + 1 !== step.inputs.length || step.outputs.length !== 1) return null;
  const shapeOf = (id: ValueId): string => String(graph.values[id]?.shape.slice(1));
  if (others.some((id) => shapeOf(id) !== shapeOf(bank))) return null;
  const [value] = step.outputs as [ValueId];
  const known = [...step.inputs, value].every((id) => graph.values[id]?.dtype === 'float32');
  // A column of a bank may be any channel, so that scales by channel do not fit it.
  const byChannel = (campaign.place.storage.get(value)?.groups.count ?? 1) > 1;
  if (!known || byChannel || graph.values[value]?.shape.at(-1) !== channels) return null;
  const own: BankParameter[] = [];
  for (const id of step.parameters) {
    const tensor = stored.get(id) ?? parameters.get(id);
    const { shape, dtype } = graph.parameters[id] ?? { shape: [], dtype: 'bool' };
    if (tensor === undefined || dtype !== 'float32' || channelAxis(shape, channels) === null) return null;
    own.push({ id, shape, words: new Int32Array((await device.words(tensor)).buffer) });
  }
  return { step, parameters: own, value, others };
}

/** The step that alone reads a value, if it keeps channels apart. */
function nextApart({ graph, steps }: Program, owner: GraphNode, value: ValueId): Step | null {
  const readers = steps.filter((step) => step.inputs.includes(value));
  const [next] = readers;
  if (readers.length !== 1 || next === undefined || graph.outputs.includes(value)) return null;
  const node = nodeById(graph, next.node) as GraphNode;
  const activates = node.pre === value;
  const apart = activates ? APART_ACTIVATIONS.test(node.activation ?? '') : APART.test(node.op);
  const shared = next.parameters.some(
    (id) => steps.filter((step) => step.parameters.includes(id)).length !== 1,
  );
  return apart && !shared && (activates || next.node !== owner.id) ? next : null;
}

/** Banks of the layer's own channels, moved about, against the layer. */
async function ownChannelsHold(bench: Bench, layer: BankLayer): Promise<boolean> {
  const { channels, stages } = layer;
  const input = await bench.golden.get(layer.input);
  const goldens: GoldenValue[] = [];
  for (const { value } of stages) goldens.push(await bench.golden.get(value));
  const others = await othersOf(bench, layer);
  for (const [times, plus] of TRIED) {
    const width = times * channels + plus;
    const moved = Int32Array.from({ length: width }, (_, j) => (7 * j + 1) % channels);
    try {
      const holds = runBank(
        bench,
        layer,
        { input, others, images: [0], channels: moved, hits: [], sparse: true },
        (words) =>
          words.every((bank, stage) => {
            const golden = goldens[stage]?.rows[0] as Int32Array;
            return bank.every((word, i) => {
              const j = i % width;
              const there = ((i - j) / width) * channels + (moved[j] as number);
              return sameWord(word, golden[there] as number);
            });
          }),
      );
      if (!holds) return false;
    } catch {
      // A layer that cannot be made wider.
      return false;
    }
  }
  return true;
}
