/**
 * What a storage plan or a fault's `@format` may say of a tensor: a number format, a quantizer of the QKeras family,
 * or integers with a fitted range. `text` is canonical: equal texts store equal words.
 */
import type { WordFormat } from '../formats/format.ts';
import { WORD_FORMAT_EXAMPLES, wordFormatByName } from '../formats/wordFormatByName.ts';
import { LabError } from '../labError.ts';
import type { Quantizer } from '../quantizers/quantizer.ts';
import { readQuantizerCall } from '../quantizers/quantizerConfig.ts';
import { QUANTIZER_NAMES, quantizerOf } from '../quantizers/quantizerOf.ts';
import { type AffineSpec, printAffineSpec, readAffineSpec } from './affineSpec.ts';

export type StorageSpec =
  | { readonly kind: 'format'; readonly text: string; readonly format: WordFormat }
  | {
      readonly kind: 'quantizer';
      readonly text: string;
      readonly quantizer: Quantizer;
      /** True if its scale comes from data. */
      readonly fitted: boolean;
    }
  | { readonly kind: 'affine'; readonly text: string; readonly affine: AffineSpec };

export const FLOAT32 = 'float32';

export const STORAGE_EXAMPLES: readonly string[] = [
  ...WORD_FORMAT_EXAMPLES,
  'quantized_bits(6,0,alpha=1)',
  'int8(range=minmax)',
  'int8(range=-1.2:1.2)',
];

/** Throws LabError 'unsupported' for an unknown name, 'bad-argument' for arguments that do not fit. */
export function readStorageSpec(text: string): StorageSpec {
  const trimmed = text.trim();
  const family = /^\w*/.exec(trimmed)?.[0] ?? '';
  if (QUANTIZER_NAMES.includes(family)) return quantizerSpec(trimmed);
  const affine = readAffineSpec(trimmed);
  if (affine !== null) return { kind: 'affine', text: printAffineSpec(affine), affine };
  try {
    const format = wordFormatByName(trimmed);
    return { kind: 'format', text: format.name, format };
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'unsupported') throw error;
    throw new LabError(
      'unsupported',
      `Storage format "${trimmed}" is not known here. Use one such as: ${STORAGE_EXAMPLES.join(', ')}.`,
      { got: trimmed, wanted: STORAGE_EXAMPLES },
    );
  }
}

/** Whether a scale must be fitted to data first. */
export function needsData(spec: StorageSpec): boolean {
  switch (spec.kind) {
    case 'format':
      return false;
    case 'quantizer':
      return spec.fitted;
    case 'affine':
      return spec.affine.range.kind !== 'given' && spec.affine.range.kind !== 'scale';
  }
}

function quantizerSpec(text: string): StorageSpec {
  const quantizer = quantizerOf(text) as Quantizer;
  if (quantizer.className === 'bernoulli')
    throw new LabError(
      'unsupported',
      `Storage format "${text}": bernoulli draws anew each time, so nothing can be stored with it.`,
      { got: text },
    );
  const call = readQuantizerCall(text);
  const literals = [...(call?.positional ?? []), ...(call?.named.values() ?? [])];
  const fitted = literals.some((literal) => literal === 'auto' || literal === 'auto_po2');
  return { kind: 'quantizer', text: quantizer.expression, quantizer, fitted };
}
