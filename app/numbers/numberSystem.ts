/**
 * How numbers are kept, by its name: what a storage plan may say (docs/number-formats.md), and of the quantizers those
 * that draw as well. `int8` alone takes its scale from the tensor, symmetric; `uint8` from its least and greatest number.
 */
import type { WordFormat } from '#engine/formats/format.ts';
import type { ScaleGroups } from '#engine/formats/scaleGroups.ts';
import type { FloatTensor, Quantizer } from '#engine/quantizers/quantizer.ts';
import { QUANTIZER_NAMES, quantizerOf } from '#engine/quantizers/quantizerOf.ts';
import { uniformDraws } from '#engine/quantizers/uniformDraws.ts';
import { readStorageSpec, type StorageSpec } from '#engine/storage/storageSpec.ts';
import { channelAxesOf, storageFor } from '#engine/storage/tensorStorage.ts';

export interface NumberSystem {
  /** `quantized_bits`, `float16`, `int`, `fixed`: what is chosen first. */
  readonly family: string;
  /** The shortest text that reads as this system. */
  readonly expression: string;
  readonly width: number;
  /** Whether codes may be drawn: then a seed matters. */
  readonly draws: boolean;
  /**
   * Scales and codes for this tensor. `seed`: as in training, with draws; null: as in inference. Throws LabError for a
   * tensor that this system cannot hold.
   */
  fit(tensor: FloatTensor, seed: number | null): FittedSystem;
}

export interface FittedSystem {
  readonly groups: ScaleGroups;
  /** One per group, all of one width and with the same fields. */
  readonly formats: readonly WordFormat[];
  /** QKeras's `.scale`, or the distance of neighbouring integers; null where there is no scale. */
  readonly scale: Float32Array | null;
  /** Word of a number; `index` is its place in the tensor, for codes that are drawn. A NaN is stored as zero by codes. */
  wordOf(x: number, index: number): number;
}

const ALONE: Readonly<Record<string, string>> = { int: 'range=minmax,symmetric', uint: 'range=minmax' };

/** Throws LabError `unsupported` for an unknown name, `bad-argument` where QKeras raises or a format cannot be. */
export function readNumberSystem(text: string): NumberSystem {
  const name = /^\s*(\w*)/.exec(text)?.[1] ?? '';
  if (QUANTIZER_NAMES.includes(name)) return quantizerSystem(quantizerOf(text) as Quantizer);
  const [, family, bits] = /^\s*(u?int)(\d+)\s*$/.exec(text) ?? [];
  return storedSystem(readStorageSpec(family === undefined ? text : `${family}${bits}(${ALONE[family]})`));
}

/** `int` of int8(0.05), `fixed` of fixed(8,5), the quantizer's name; a float is a family of its own. */
export function familyOf(spec: StorageSpec): string {
  switch (spec.kind) {
    case 'quantizer':
      return spec.quantizer.className;
    case 'affine':
      return spec.affine.signed ? 'int' : 'uint';
    case 'format':
      return spec.text.replace(/\(.*/, '');
  }
}

function storedSystem(spec: StorageSpec): NumberSystem {
  return {
    family: familyOf(spec),
    expression: spec.text,
    width: spec.kind === 'affine' ? spec.affine.width : spec.kind === 'format' ? spec.format.width : 0,
    draws: false,
    fit(tensor) {
      const storage = storageFor(spec, tensor, channelAxesOf(tensor.shape, false));
      const { groups, formats, metadata } = storage;
      return {
        groups,
        formats,
        scale: metadata?.scale ?? null,
        // Formats round the number as it was typed, once; what codes see is a float32 in any case.
        wordOf: (x, index) => (formats[groups.of(index)] as WordFormat).encode(x),
      };
    },
  };
}

/** bernoulli draws in inference too: this is its seed where none is given. */
const SEED = 1;
const STOCHASTIC = /^(?:bernoulli|stochastic_\w+)$/;

function quantizerSystem(quantizer: Quantizer): NumberSystem {
  const { className, expression, width } = quantizer;
  const draws = STOCHASTIC.test(className) || /use_stochastic_rounding=(?:True|1)/.test(expression);
  return {
    family: className,
    expression,
    width,
    draws,
    fit(tensor, seed) {
      const from = seed ?? (className === 'bernoulli' ? SEED : null);
      const fitted =
        draws && from !== null ? quantizer.fit(tensor, uniformDraws(from)) : quantizer.fit(tensor);
      const { groups, formats, scale } = fitted;
      return {
        groups,
        formats,
        scale,
        wordOf(x, index) {
          const group = groups.of(index);
          const format = formats[group];
          if (format === undefined) throw new RangeError(`element ${index} is of group ${group}`);
          return format.wordOf(fitted.code(Number.isNaN(x) ? 0 : Math.fround(x), group, index));
        },
      };
    },
  };
}
