/**
 * Single faults grouped by the tensor they hit: faulty channels from banks, faulty values from masks on golden words;
 * what is bit-equal to golden is masked there and then, the rest goes through stacks. Gives back what it cannot do.
 */
import { effectMask } from '../../faults/effectMask.ts';
import type { Effect } from '../../faults/fault.ts';
import { float32 } from '../../formats/float32.ts';
import type { Checkpoint, Run } from '../../runtime/run.ts';
import { applyMask } from '../../words/mask.ts';
import type { Trial, TrialFault } from '../plan/trial.ts';
import type { Campaign, Tensor } from './campaign.ts';
import { type BankColumn, type BankLayer, bankLayer, runBank, sameWord } from './channelBank.ts';
import type { GoldenAnswer } from './goldenAnswer.ts';
import { Stack } from './stack.ts';
import type { Tally } from './tally.ts';

export interface StackWork {
  readonly trial: Trial;
  readonly tally: Tally;
  /** Places in the bound images. */
  readonly images: readonly number[];
}

/** `images`: those of all works; their golden run. */
export async function runStacked<Work extends StackWork>(
  campaign: Campaign,
  works: readonly Work[],
  images: readonly number[],
  golden: Run,
  checkpoint: Checkpoint,
): Promise<Work[]> {
  const left: Work[] = [];
  const stack = await Stack.open(campaign, images);
  if (stack === null) return [...works];
  const placeOf = new Map(images.map((image, place) => [image, place]));
  try {
    for (const [tensor, own] of byTensor(works, left)) {
      const { program, device } = campaign.place;
      if (tensor in program.graph.values) {
        await valueFaults(campaign, tensor, own, placeOf, golden, stack);
        continue;
      }
      const layer = await bankLayer(program, device, golden, tensor);
      if (layer === null) left.push(...own);
      else await bankFaults(campaign, layer, own, placeOf, stack, checkpoint);
    }
    await stack.flush();
  } finally {
    stack.dispose();
  }
  return left;
}

/** Works with one fault on one element, by tensor; the others are left. Stored tensors take the ordinary way. */
function byTensor<Work extends StackWork>(works: readonly Work[], left: Work[]): Map<string, Work[]> {
  const groups = new Map<string, Work[]>();
  for (const work of works) {
    const [fault, ...more] = work.trial.faults;
    if (fault === undefined || more.length > 0) {
      left.push(work);
      continue;
    }
    const own = groups.get(fault.tensor.id);
    if (own === undefined) groups.set(fault.tensor.id, [work]);
    else own.push(work);
  }
  return groups;
}

const faultOf = ({ trial }: StackWork): TrialFault => trial.faults[0] as TrialFault;

const faultyWord = (effect: Effect, word: number): number => applyMask(word, effectMask(effect, float32));

async function valueFaults(
  campaign: Campaign,
  value: string,
  works: readonly StackWork[],
  placeOf: ReadonlyMap<number, number>,
  golden: Run,
  stack: Stack,
): Promise<void> {
  const words = await golden.with([value], ([x]) => campaign.place.device.words(x as Tensor));
  const size = words.length / placeOf.size;
  await stack.useValue(value, size);
  for (const work of works) {
    const { element, effect } = faultOf(work);
    for (const image of work.images) {
      const place = placeOf.get(image) as number;
      const before = words[place * size + element] as number;
      const after = faultyWord(effect, before);
      if (after === before) work.tally.addMasked(campaign.golden[image] as GoldenAnswer);
      else
        await stack.add({
          tally: work.tally,
          image: place,
          places: Int32Array.of(element),
          words: Int32Array.of(after),
        });
    }
  }
}

async function bankFaults(
  campaign: Campaign,
  layer: BankLayer,
  works: readonly StackWork[],
  placeOf: ReadonlyMap<number, number>,
  stack: Stack,
  checkpoint: Checkpoint,
): Promise<void> {
  const { program, device } = campaign.place;
  const { channels, size, value } = layer;
  await stack.useValue(value, size);
  const changing = works.filter((work) => {
    if (columnOf(layer, work) !== null) return true;
    for (const image of work.images) work.tally.addMasked(campaign.golden[image] as GoldenAnswer);
    return false;
  });
  // Neighbours in a bank should be of the same images: the step runs on those of any of them.
  const sorted = changing.sort((a, b) => (a.images[0] as number) - (b.images[0] as number));
  for (let first = 0; first < sorted.length; first += channels) {
    await checkpoint();
    const part = sorted.slice(first, first + channels);
    const images = [...new Set(part.flatMap((work) => work.images))];
    const rowOf = new Map(images.map((image, row) => [image, row]));
    const words = await runBank(
      device,
      program,
      layer,
      part.map((work) => columnOf(layer, work) as BankColumn),
      images.map((image) => placeOf.get(image) as number),
    );
    for (const [j, work] of part.entries()) {
      const { channel } = columnOf(layer, work) as BankColumn;
      for (const image of work.images) {
        const place = placeOf.get(image) as number;
        const at = { bank: (rowOf.get(image) as number) * size + j, golden: place * size + channel };
        const row = changedWords(layer, words, at, channel);
        if (row === null) work.tally.addMasked(campaign.golden[image] as GoldenAnswer);
        else await stack.add({ tally: work.tally, image: place, ...row });
      }
    }
  }
}

/** Null for a fault that leaves its word as it is. */
function columnOf(
  { kernel, channels, kernelWords, biasWords }: BankLayer,
  work: StackWork,
): BankColumn | null {
  const { tensor, element, effect } = faultOf(work);
  const inKernel = tensor.id === kernel;
  const before = (inKernel ? kernelWords : biasWords)?.[element] as number;
  const word = faultyWord(effect, before);
  if (word === before) return null;
  return inKernel
    ? { channel: element % channels, kernel: { element, word }, bias: null }
    : { channel: element, kernel: null, bias: word };
}

/** Places and words of the channel that differ from golden; null if none does. */
function changedWords(
  { channels, size, golden }: BankLayer,
  words: Uint32Array,
  at: { readonly bank: number; readonly golden: number },
  channel: number,
): { places: Int32Array; words: Int32Array } | null {
  let count = 0;
  for (let i = 0; i < size; i += channels)
    if (!sameWord(words[at.bank + i] as number, golden[at.golden + i] as number)) count++;
  if (count === 0) return null;
  const places = new Int32Array(count);
  const changed = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < size; i += channels) {
    const word = words[at.bank + i] as number;
    if (sameWord(word, golden[at.golden + i] as number)) continue;
    places[next] = i + channel;
    changed[next++] = word;
  }
  return { places, words: changed };
}
