/**
 * All faults on one tensor as one plan: masks at flat indices, in words of the tensor's format. Tensors hold
 * float32 words; where a word of the format is a shifted float32 word the plan is a patch already, otherwise
 * the runtime reads the words at the indices and asks for the patch that fits them. The stored tensor is
 * expected to be rounded to the format, golden and faulty alike (DESIGN 3.2).
 */
import type { Format } from '../formats/format.ts';
import { LabError } from '../labError.ts';
import {
  applyMask,
  decidesWord,
  IDENTITY_MASK,
  isIdentityMask,
  lowBits,
  type WordMask,
} from '../words/mask.ts';
import { composeAll, type Patch, uniformPatch } from '../words/patch.ts';
import { effectMask } from './effectMask.ts';
import type { Fault } from './fault.ts';
import { printSite } from './print.ts';
import { resolveIndices } from './resolveIndices.ts';

/** Masks are on words of `format`; indices count the batch if the tensor has one. */
export interface SitePlan extends Patch {
  readonly format: Format;
}

export interface FaultyTensor {
  /** The tensor in messages, e.g. `conv2d_1/kernel`. */
  readonly where: string;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly format: Format;
  /** Images in the tensor; null for a parameter, which all images share. */
  readonly batchSize: number | null;
}

/**
 * `faults` are those on this tensor, at this time step; they apply left to right and several on one word
 * become one mask. Throws LabError 'unknown-site' (coordinates, image) or 'bad-fault' (bits, words).
 */
export function planSites(faults: readonly Fault[], tensor: FaultyTensor): SitePlan {
  const patches = faults.map((fault) =>
    uniformPatch(faultIndices(fault, tensor), effectMask(fault.effect, tensor.format)),
  );
  return { ...composeAll(patches), format: tensor.format };
}

/** The elements one fault hits, ascending, batch included. */
export function faultIndices({ site }: Fault, { where, shape, batchSize }: FaultyTensor): Int32Array {
  const elements = resolveIndices(site.index, shape, where);
  if (batchSize === null) {
    if (site.image === null) return elements;
    throw new LabError(
      'unknown-site',
      `${printSite(site)}: all images share ${where}. Leave out "@image=".`,
      { where },
    );
  }
  if (site.image !== null && site.image >= batchSize) {
    const wanted = `one below ${batchSize}, the number of inputs`;
    const message = `${printSite(site)}: got image ${site.image}, wanted ${wanted}.`;
    throw new LabError('unknown-site', message, { where, got: site.image, wanted: batchSize });
  }
  const size = shape.reduce((product, length) => product * length, 1);
  const [first, last] = site.image === null ? [0, batchSize - 1] : [site.image, site.image];
  const indices = new Int32Array(elements.length * (last - first + 1));
  for (let image = first; image <= last; image++) {
    for (let k = 0; k < elements.length; k++) {
      indices[(image - first) * elements.length + k] = image * size + (elements[k] as number);
    }
  }
  return indices;
}

/** The plan as a patch of float32 words; null if that depends on the words that stand there. */
export function valueIndependent(plan: SitePlan): Patch | null {
  if (plan.format.float32Shift === 0) return plan;
  const masks = maskList(plan).map((mask) => float32Mask(mask, plan.format));
  return masks.every((mask) => mask !== null) ? patchOf(plan.indices, masks) : null;
}

/** The patch that fits `float32Words`, the words at `plan.indices` in that order. Correct for every plan. */
export function resolveWords(plan: SitePlan, float32Words: Uint32Array): Patch {
  if (float32Words.length !== plan.indices.length) {
    throw new RangeError(`${float32Words.length} words for ${plan.indices.length} indices`);
  }
  const masks = maskList(plan).map((mask, k): WordMask => {
    if (isIdentityMask(mask, plan.format.width)) return IDENTITY_MASK;
    return { and: 0, xor: transformWord(plan.format, mask, float32Words[k] as number) | 0 };
  });
  return patchOf(plan.indices, masks);
}

/** A float32 word, stored in the format, masked there, and read back as a float32 word (unsigned). */
export function transformWord(format: Format, mask: WordMask, float32Bits: number): number {
  const word = applyMask(format.fromFloat32Bits(float32Bits), mask) & lowBits(format.width);
  return format.toFloat32Bits(word);
}

/**
 * The mask on the float32 word: the identity for the identity whatever the format, a fixed word where the
 * mask decides all bits, and else the mask shifted. A shifted mask leaves the bits below as they are: zero in
 * a rounded tensor.
 */
function float32Mask(mask: WordMask, format: Format): WordMask | null {
  const { width, float32Shift } = format;
  if (isIdentityMask(mask, width)) return IDENTITY_MASK;
  if (decidesWord(mask, width)) return { and: 0, xor: transformWord(format, mask, 0) | 0 };
  if (float32Shift === null) return null;
  return { and: ~(~mask.and << float32Shift), xor: mask.xor << float32Shift };
}

function maskList(plan: Patch): WordMask[] {
  return Array.from(plan.indices, (_, k) => ({ and: plan.and[k] as number, xor: plan.xor[k] as number }));
}

function patchOf(indices: Int32Array, masks: readonly WordMask[]): Patch {
  return {
    indices,
    and: Int32Array.from(masks, (mask) => mask.and),
    xor: Int32Array.from(masks, (mask) => mask.xor),
  };
}
