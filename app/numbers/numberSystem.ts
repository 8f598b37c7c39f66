/**
 * How numbers are kept, by its name: a float, an integer with scale and zero point, fixed point, or a quantizer of the
 * QKeras family. `int8` and `uint8` without arguments take their scale from the tensor: symmetric for signed words,
 * from least to greatest for unsigned ones.
 */

import { exactFloat32 } from '#app/ui/formatNumber.ts';
import { affineForRanges, groupRanges } from '#engine/formats/affineTensor.ts';
import type { WordFormat } from '#engine/formats/format.ts';
import { ONE_GROUP, type ScaleGroups } from '#engine/formats/scaleGroups.ts';
import { wordFormatByName } from '#engine/formats/wordFormatByName.ts';
import { LabError } from '#engine/labError.ts';
import type { FloatTensor, Quantizer } from '#engine/quantizers/quantizer.ts';
import { QUANTIZER_NAMES, quantizerOf } from '#engine/quantizers/quantizerOf.ts';
import { uniformDraws } from '#engine/quantizers/uniformDraws.ts';

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

/** Throws LabError `unsupported` for an unknown name, `bad-argument` where QKeras raises or a format cannot be. */
export function readNumberSystem(text: string): NumberSystem {
  const name = /^\s*(\w*)/.exec(text)?.[1] ?? '';
  if (QUANTIZER_NAMES.includes(name)) return quantizerSystem(quantizerOf(text) as Quantizer);
  const fitted = /^\s*(u?)int(\d+)\s*$/.exec(text);
  if (fitted) return fittedIntegers(fitted[1] === '', Number(fitted[2]));
  try {
    return plainSystem(wordFormatByName(text.trim()));
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'unsupported') throw error;
    const message = `"${text}" is no format and no quantizer. Formats: float32, float16, bfloat16, float8_e4m3, float8_e5m2, int8, int8(0.05), uint8(0.05,128), fixed(8,5). Quantizers: ${QUANTIZER_NAMES.join(', ')}.`;
    throw new LabError('unsupported', message, { got: text });
  }
}

/** int8(0.05,3) is of the family `int`, fixed(8,5) of `fixed`; a float is a family of its own. */
function familyOf(name: string): string {
  const [family = name] = /^[a-z_]+/.exec(name) ?? [];
  return name.includes('(') ? family : name;
}

/** A scale in the digits that name its float32 and no other; a zero point of 0 goes without saying. */
function shortName(name: string): string {
  const [, type, scale, zero] = /^(u?int\d+)\(([^,]+),(-?\d+)\)$/.exec(name) ?? [];
  if (type === undefined) return name;
  return `${type}(${exactFloat32(Number(scale))}${zero === '0' ? '' : `,${zero}`})`;
}

function plainSystem(format: WordFormat): NumberSystem {
  const scale = /^u?int\d+\(([^,]+)/.exec(format.name)?.[1];
  const fitted: FittedSystem = {
    groups: ONE_GROUP,
    formats: [format],
    scale: scale === undefined ? null : Float32Array.of(Number(scale)),
    wordOf: (x) => format.encode(x),
  };
  const { name, width } = format;
  return { family: familyOf(name), expression: shortName(name), width, draws: false, fit: () => fitted };
}

function fittedIntegers(signed: boolean, width: number): NumberSystem {
  const expression = `${signed ? '' : 'u'}int${width}`;
  if (width < 2 || width > 32) {
    throw new LabError('bad-argument', `${expression}: wanted 2 to 32 bits.`, { got: width });
  }
  return {
    family: signed ? 'int' : 'uint',
    expression,
    width,
    draws: false,
    fit({ values }) {
      const finite = values.filter(Number.isFinite);
      const ranges = groupRanges(finite.length === 0 ? Float32Array.of(0) : finite, ONE_GROUP);
      const { formats, scale } = affineForRanges(ranges, ONE_GROUP, width, signed, signed);
      const [format] = formats;
      if (format === undefined) throw new Error('one group has one format');
      return { groups: ONE_GROUP, formats, scale, wordOf: (x) => format.encode(x) };
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
