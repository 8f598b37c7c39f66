/**
 * All faults on one tensor as one plan: masks at flat indices, in words of the tensor's format, which may have a scale
 * for each group. Tensors hold float32 words; where a word of the format is a shifted float32 word the plan is a patch
 * already, otherwise the runtime reads the words at the indices and asks for the patch that fits them. The tensor is
 * expected to be stored in the format, golden and faulty alike; a faulty word is not clipped again (DESIGN 3.2).
 */
import type { WordFormat } from '../formats/format.ts';
import { formatAt, type GroupedFormat, layoutOf } from '../formats/groupedFormat.ts';
import { storedWord } from '../formats/storedWord.ts';
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
  readonly format: GroupedFormat<WordFormat>;
}

export interface FaultyTensor {
  /** The tensor in messages, e.g. `conv2d_1/kernel`. */
  readonly where: string;
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly format: GroupedFormat<WordFormat>;
  /** Images in the tensor; null for a parameter, which all images share. */
  readonly batchSize: number | null;
}

/**
 * `faults` are those on this tensor, at this time step; they apply left to right and several on one word
 * become one mask. Throws LabError 'unknown-site' (coordinates, image) or 'bad-fault' (bits, words).
 */
export function planSites(faults: readonly Fault[], tensor: FaultyTensor): SitePlan {
  return { ...composeAll(faults.map((fault) => patchFor(fault, tensor))), format: tensor.format };
}

/** Masks of one fault; a value that is set is another word in each group. */
function patchFor(fault: Fault, tensor: FaultyTensor): Patch {
  const { effect } = fault;
  const indices = faultIndices(fault, tensor);
  const { formats, groups } = tensor.format;
  const byValue = effect.kind === 'set' || effect.kind === 'zero';
  if (!byValue || formats.length === 1)
    return uniformPatch(indices, effectMask(effect, layoutOf(tensor.format)));
  const masks = formats.map((format) => effectMask(effect, format));
  return patchOf(
    indices,
    Array.from(indices, (index) => masks[groups.of(index)] as WordMask),
  );
}

/** The first of them. Throws LabError 'bad-fault' if there is none. */
export function firstIndex(fault: Fault, tensor: FaultyTensor): number {
  const first = faultIndices(fault, tensor)[0];
  if (first !== undefined) return first;
  const message = `${printSite(fault.site)} names no element; a range a:b holds a up to b - 1.`;
  throw new LabError('bad-fault', message);
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
  const { formats } = plan.format;
  if (formats.length === 1 && formats[0]?.float32Shift === 0) return plan;
  const patch = emptyPatchAt(plan.indices);
  for (let k = 0; k < plan.indices.length; k++) {
    const mask = { and: plan.and[k] as number, xor: plan.xor[k] as number };
    const float32 = float32Mask(mask, formatAt(plan.format, plan.indices[k] as number));
    if (float32 === null) return null;
    patch.and[k] = float32.and;
    patch.xor[k] = float32.xor;
  }
  return patch;
}

/**
 * The patch that fits `float32Words`, the words at `plan.indices` in that order. Correct for every plan. `readAs` is how
 * the faulty words are read, by the tensor's own scales unless those are faulty.
 */
export function resolveWords(
  plan: SitePlan,
  float32Words: Uint32Array,
  readAs: GroupedFormat<WordFormat> = plan.format,
): Patch {
  if (float32Words.length !== plan.indices.length) {
    throw new RangeError(`${float32Words.length} words for ${plan.indices.length} indices`);
  }
  const patch = emptyPatchAt(plan.indices);
  for (let k = 0; k < plan.indices.length; k++) {
    const index = plan.indices[k] as number;
    const format = formatAt(plan.format, index);
    const mask = { and: plan.and[k] as number, xor: plan.xor[k] as number };
    if (readAs === plan.format && isIdentityMask(mask, format.width)) {
      patch.and[k] = -1;
      continue;
    }
    const word = maskedWord(format, mask, storedWord(format, float32Words[k] as number));
    patch.xor[k] = formatAt(readAs, index).toFloat32Bits(word);
  }
  return patch;
}

/** The float32 word of a stored value under a mask on its word of the format; the same as a plan of that one word. */
export function maskedBits(format: WordFormat, mask: WordMask, float32Bits: number): number {
  const fixed = format.float32Shift === 0 ? mask : float32Mask(mask, format);
  if (fixed !== null) return applyMask(float32Bits, fixed);
  return format.toFloat32Bits(maskedWord(format, mask, storedWord(format, float32Bits)));
}

/** Masks that replace every word by zero, to be written over. */
function emptyPatchAt(indices: Int32Array): Patch {
  return { indices, and: new Int32Array(indices.length), xor: new Int32Array(indices.length) };
}

/** A word of the format under a mask, unsigned. */
export function maskedWord(format: WordFormat, mask: WordMask, word: number): number {
  return (applyMask(word, mask) & lowBits(format.width)) >>> 0;
}

/**
 * The mask on the float32 word: the identity for the identity whatever the format, a fixed word where the
 * mask decides all bits, and else the mask shifted. A shifted mask leaves the bits below as they are: zero in
 * a stored tensor.
 */
function float32Mask(mask: WordMask, format: WordFormat): WordMask | null {
  const { width, float32Shift } = format;
  if (isIdentityMask(mask, width)) return IDENTITY_MASK;
  if (decidesWord(mask, width)) return { and: 0, xor: format.toFloat32Bits(maskedWord(format, mask, 0)) | 0 };
  if (float32Shift === null) return null;
  return { and: ~(~mask.and << float32Shift), xor: mask.xor << float32Shift };
}

function patchOf(indices: Int32Array, masks: readonly WordMask[]): Patch {
  return {
    indices,
    and: Int32Array.from(masks, (mask) => mask.and),
    xor: Int32Array.from(masks, (mask) => mask.xor),
  };
}
