/**
 * What stacked runs of one campaign share: golden words of some of its images, what lies behind each value, and the place
 * where results are counted. Kept from one list of trials to the next, so that nothing is measured twice.
 */
import {
  type GraphNode,
  type NodeId,
  nodeById,
  type ParameterId,
  type ValueId,
} from '../../graph/modelGraph.ts';
import type { Step } from '../../runtime/program.ts';
import { putInFormat } from '../../storage/storeWords.ts';
import type { BankLayer } from './bankLayer.ts';
import type { Campaign, CampaignPlace, Tensor } from './campaign.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import { GoldenWords } from './goldenWords.ts';
import type { Judge } from './judge.ts';
import type { PoolWindows } from './poolWindows.ts';
import { type Killer, killerOf, type Reason } from './reasons.ts';
import { ScratchWords } from './scratchWords.ts';
import { type Suffix, suffixOf } from './suffix.ts';
import type { RunSwitches } from './switches.ts';
import type { Tallies } from './tallies.ts';

/** Layers that on wasm call sums, products and moves only; their own activation is a step of its own. */
const UNGUARDED =
  /^(Conv[12]D|DepthwiseConv2D|Dense|BatchNormalization|Add|Concatenate|Flatten|Reshape|ZeroPadding2D|Dropout)$/;

/** Counts of one list of trials. */
export interface Counting {
  readonly tallies: Tallies;
  readonly judge: Judge;
  readonly switches: RunSwitches;
  /** Whether masked images are told where and why they died. */
  readonly explain: boolean;
}

export class Bench {
  readonly campaign: Campaign;
  readonly golden: GoldenWords;
  readonly nodePlaces: ReadonlyMap<NodeId, number>;
  /** Null: the layer cannot be banked. */
  readonly banks = new Map<ParameterId, BankLayer | null>();
  /** Of max pooling layers, by the value they read. */
  readonly pools = new Map<ValueId, PoolWindows | null>();
  /** Rows that wait in a stack. */
  readonly stackWords = new ScratchWords();
  /** A parameter as wide as a bank, on its way to the back end. */
  readonly bankWords = new ScratchWords();
  /** What came out of a bank, on its way to a stack. */
  readonly outcomeWords = new ScratchWords();
  /** Parameters as they are stored, while a list of trials runs; those that are not stored are the program's. */
  readonly stored = new Map<ParameterId, Tensor>();
  #storedWords: ReadonlyMap<ParameterId, Uint32Array> | null = null;
  readonly #suffixes = new Map<ValueId, Suffix | null>();
  readonly #killers = new Map<Step, Killer>();
  readonly #guarded = new Map<Step, boolean>();
  readonly #finite = new Map<ParameterId, boolean>();

  /** `images`: places in the bound images. */
  constructor(campaign: Campaign, images: readonly number[]) {
    this.campaign = campaign;
    this.golden = new GoldenWords(campaign, images);
    this.nodePlaces = new Map(campaign.place.program.graph.nodes.map(({ id }, place) => [id, place]));
  }

  /** Before a list of trials; `end` behind it. */
  async begin(): Promise<void> {
    const { program, device } = this.campaign.place;
    this.#storedWords ??= await storedWords(this.campaign.place);
    for (const [id, words] of this.#storedWords)
      this.stored.set(id, device.upload(words, program.graph.parameters[id]?.shape ?? []));
  }

  end(): void {
    this.golden.rest();
    for (const tensor of this.stored.values()) tensor.dispose();
    this.stored.clear();
  }

  suffix(value: ValueId): Suffix | null {
    const known = this.#suffixes.get(value);
    if (known !== undefined) return known;
    const suffix = suffixOf(this.campaign.place.program, value);
    this.#suffixes.set(value, suffix);
    return suffix;
  }

  /** Whether a step may call kernels that treat NaN and infinity otherwise when they are strict. */
  isGuarded(step: Step): boolean {
    const known = this.#guarded.get(step);
    if (known !== undefined) return known;
    const { program, device } = this.campaign.place;
    const node = nodeById(program.graph, step.node) as GraphNode;
    const activates = node.pre !== null && step.inputs[0] === node.pre;
    const guarded =
      device.name !== 'wasm' || program.graph.format !== 'layers' || activates || !UNGUARDED.test(node.op);
    this.#guarded.set(step, guarded);
    return guarded;
  }

  killer(step: Step): Killer {
    const known = this.#killers.get(step);
    if (known !== undefined) return known;
    const killer = killerOf(step, nodeById(this.campaign.place.program.graph, step.node) as GraphNode);
    this.#killers.set(step, killer);
    return killer;
  }

  /** Whether the parameters of a step are free of NaN and infinity as the model has them. */
  finiteParameters(ids: readonly ParameterId[]): boolean {
    return ids.every((id) => {
      const known = this.#finite.get(id);
      if (known !== undefined) return known;
      const { program, device } = this.campaign.place;
      const parameter = this.stored.get(id) ?? (program.parameters.get(id) as Tensor);
      const finite = parameter.dtype !== 'float32' || device.allFinite(parameter) === true;
      this.#finite.set(id, finite);
      return finite;
    });
  }

  /** Counts an image (by its place in this bench) as masked. */
  died({ tallies, explain }: Counting, place: number, image: number, reason: Reason, node: NodeId): void {
    tallies.addMasked(
      place,
      this.campaign.golden[this.golden.images[image] as number] as GoldenAnswer,
      explain ? reason : null,
      this.nodePlaces.get(node) as number,
    );
  }
}

async function storedWords({
  program,
  device,
  storage,
}: CampaignPlace): Promise<Map<ParameterId, Uint32Array>> {
  const all = new Map<ParameterId, Uint32Array>();
  for (const [id, parameter] of program.parameters) {
    const own = storage.get(id);
    if (own === undefined) continue;
    const words = await device.words(parameter);
    putInFormat(own, words);
    all.set(id, words);
  }
  return all;
}
