/**
 * Everything that makes a run differ from the plain model: how tensors are stored, and which of their words are
 * faulty. Keys are tensor ids: `node/output`, `node/pre`, `node/kernel`, and `node/input` for what one node reads.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { resolveWords, type SitePlan, valueIndependent } from '../faults/sitePlan.ts';
import type { WordFormat } from '../formats/format.ts';
import { formatAt, type GroupedFormat } from '../formats/groupedFormat.ts';
import { storedWord } from '../formats/storedWord.ts';
import { type StorageFacts, storeWords } from '../storage/storeWords.ts';
import type { TensorStorage } from '../storage/tensorStorage.ts';
import { applyPatch } from '../words/patch.ts';
import { type Device, MOST_GATHERED } from './device.ts';

export interface Corruption {
  /** Tensors that are stored anew where they are made, golden and faulty alike; float32 where there is none. */
  readonly storage: ReadonlyMap<string, TensorStorage>;
  readonly sites: ReadonlyMap<string, SitePlan>;
  /** Stored tensors whose scale or zero point is faulty: what their words stand for then. */
  readonly readAs: ReadonlyMap<string, GroupedFormat<WordFormat>>;
  /** Elements whose words are wanted as they were before and are after the faults, by tensor. */
  readonly witnesses: ReadonlyMap<string, Int32Array>;
}

export const NO_CORRUPTION: Corruption = {
  storage: new Map(),
  sites: new Map(),
  readAs: new Map(),
  witnesses: new Map(),
};

/** No fault of any kind. */
export function isFaultFree({ sites, readAs }: Corruption): boolean {
  return sites.size === 0 && readAs.size === 0;
}

export interface Stored {
  readonly tensor: Tensor;
  readonly facts: StorageFacts;
}

/** The tensor as it is stored, a new one. */
export async function stored(device: Device, x: Tensor, storage: TensorStorage): Promise<Stored> {
  if (storage.isOutline)
    throw new Error(`${storage.text}: its scale was not fitted; prepare the scene with its data`);
  const words = await device.words(x);
  const facts = storeWords(storage, words);
  return { tensor: device.upload(words, x.shape), facts };
}

/** The tensor with its faulty words, a new tensor. Words at the sites are read first where the format needs them. */
export async function corrupted(device: Device, x: Tensor, plan: SitePlan): Promise<Tensor> {
  const fixed = valueIndependent(plan);
  if (fixed !== null) return device.patch(x, fixed);
  return device.patch(x, resolveWords(plan, await wordsAt(device, x, plan.indices)));
}

/** A stored tensor under a faulty scale or zero point, with its faulty words if it has any. A new tensor. */
export async function misread(
  device: Device,
  x: Tensor,
  storage: TensorStorage,
  readAs: GroupedFormat<WordFormat>,
  plan: SitePlan | undefined,
): Promise<Tensor> {
  const before = await device.words(x);
  const words = before.map((bits, i) =>
    formatAt(readAs, i).toFloat32Bits(storedWord(formatAt(storage, i), bits)),
  );
  if (plan !== undefined) {
    const there = Uint32Array.from(plan.indices, (index) => before[index] as number);
    applyPatch(words, resolveWords(plan, there, readAs));
  }
  return device.upload(words, x.shape);
}

/** Few words are gathered; many are picked from a copy of the whole tensor. */
async function wordsAt(device: Device, x: Tensor, indices: Int32Array): Promise<Uint32Array> {
  if (indices.length > MOST_GATHERED) {
    const all = await device.words(x);
    return Uint32Array.from(indices, (index) => all[index] as number);
  }
  const probe = device.probe();
  probe.gather('sites', x, indices);
  return (await probe.read()).words.get('sites') as Uint32Array;
}
