/**
 * Faults on the numbers that are stored with a tensor: `kernel.scale` (float32 words, one per group), `kernel.zero`
 * (words as wide as the tensor's own codes, as ONNX stores them). The tensor's words stay as they are; they are read by
 * the faulty scale.
 */
import type { Fault } from '../faults/fault.ts';
import { printSite } from '../faults/print.ts';
import { type FaultyTensor, firstIndex, planSites } from '../faults/sitePlan.ts';
import { isCode } from '../formats/codeFormat.ts';
import { float32 } from '../formats/float32.ts';
import { layoutOf, uniformFormat } from '../formats/groupedFormat.ts';
import { intAffine } from '../formats/intAffine.ts';
import { LabError } from '../labError.ts';
import type { SiteWords } from '../runtime/played.ts';
import type { TensorStorage } from '../storage/tensorStorage.ts';
import { applyPatch } from '../words/patch.ts';

export interface HitMetadata {
  /** The tensor whose words are read wrongly. */
  readonly id: string;
  readonly key: string;
  readonly tensor: FaultyTensor;
  readonly scale: Float32Array | null;
  readonly zero: Int32Array | null;
  /** Words of the first element of each fault, before and after all of them. */
  readonly words: SiteWords;
}

interface Place {
  readonly id: string;
  readonly key: string;
  readonly metadata: 'scale' | 'zero';
}

/** Throws LabError 'unknown-site' where the tensor has no such number, and what `planSites` throws. */
export function hitMetadata(
  faults: readonly Fault[],
  { id, key, metadata }: Place,
  stored: TensorStorage | undefined,
): HitMetadata {
  const scale = stored?.metadata?.scale;
  const zero = stored?.metadata?.zero ?? null;
  const [first] = faults as [Fault, ...Fault[]];
  if (stored === undefined || scale === undefined || (metadata === 'zero' && zero === null)) {
    const as = stored === undefined ? 'float32' : stored.text;
    const what = metadata === 'zero' ? 'no zero point' : 'no scale';
    throw new LabError(
      'unknown-site',
      `${printSite(first.site)}: ${id} is stored as ${as}, which has ${what}. Store it as e.g. int8(range=minmax) first.`,
      { tensor: id },
    );
  }
  const code = layoutOf(stored);
  const format =
    metadata === 'scale'
      ? float32
      : intAffine(code.width, isCode(code) && code.signed, { scale: 1, zero: 0 });
  const size = stored.formats.length;
  const tensor: FaultyTensor = {
    where: key,
    shape: size === 1 ? [] : [size],
    batchSize: null,
    format: uniformFormat(format),
  };
  const words =
    metadata === 'scale'
      ? new Uint32Array(scale.slice().buffer)
      : Uint32Array.from(zero as Int32Array, (value) => format.encode(value));
  const indices = faults.map((fault) => firstIndex(fault, tensor));
  const before = Uint32Array.from(indices, (index) => words[index] as number);
  applyPatch(words, planSites(faults, tensor));
  const after = Uint32Array.from(indices, (index) => words[index] as number);
  return {
    id,
    key,
    tensor,
    scale: metadata === 'scale' ? new Float32Array(words.buffer) : null,
    zero: metadata === 'zero' ? Int32Array.from(words, (word) => format.decode(word)) : null,
    words: { before, after },
  };
}
