/**
 * Everything that makes a run differ from the plain model: how tensors are stored, and which of their words are
 * faulty. Keys are tensor ids: `node/output`, `node/pre`, `node/kernel`, and `node/input` for what one node reads.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { resolveWords, type SitePlan, valueIndependent } from '../faults/sitePlan.ts';
import type { Format } from '../formats/format.ts';
import { type Device, MOST_GATHERED } from './device.ts';

export interface Corruption {
  readonly storage: ReadonlyMap<string, Format>;
  readonly sites: ReadonlyMap<string, SitePlan>;
  /** Elements whose words are wanted as they were before and are after the faults, by tensor. */
  readonly witnesses: ReadonlyMap<string, Int32Array>;
}

export const NO_CORRUPTION: Corruption = { storage: new Map(), sites: new Map(), witnesses: new Map() };

/** The tensor as it is stored: every word rounded to the format. A new tensor; null if float32 stores it as it is. */
export async function stored(device: Device, x: Tensor, format: Format | undefined): Promise<Tensor | null> {
  if (format === undefined || format.name === 'float32' || x.dtype !== 'float32') return null;
  const words = await device.words(x);
  for (let i = 0; i < words.length; i++)
    words[i] = format.toFloat32Bits(format.fromFloat32Bits(words[i] as number));
  return device.upload(words, x.shape);
}

/** The tensor with its faulty words, a new tensor. Words at the sites are read first where the format needs them. */
export async function corrupted(device: Device, x: Tensor, plan: SitePlan): Promise<Tensor> {
  const fixed = valueIndependent(plan);
  if (fixed !== null) return device.patch(x, fixed);
  return device.patch(x, resolveWords(plan, await wordsAt(device, x, plan.indices)));
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
