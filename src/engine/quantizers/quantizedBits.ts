/**
 * quantized_bits: fixed point with `integer` bits left of the point, and a scale. With a numeric alpha the
 * scale multiplies the result only, x is not divided by it; 'auto' and 'auto_po2' divide, round half away
 * from zero, and are symmetric whatever the arguments say. Source: qkeras/quantizers.py, class
 * quantized_bits.
 */
import type { UniformCode } from '../formats/codeFormat.ts';
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { givenScale } from './alphaScale.ts';
import { autoScale } from './autoScale.ts';
import { codeGrid, signGrid } from './codeGrid.ts';
import {
  ALPHA,
  type Alpha,
  flag,
  IGNORED,
  integer,
  integers,
  numbers,
  optional,
  printBound,
  real,
  refusal,
  type Signature,
} from './parameters.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';
import { stochasticRound } from './stochasticRound.ts';
import { straightThrough } from './straightThrough.ts';

export interface BitsParameters {
  readonly bits: number;
  readonly integer: number;
  readonly symmetric: boolean;
  readonly keep_negative: boolean;
  readonly alpha: Alpha;
  readonly use_stochastic_rounding: boolean;
  readonly scale_axis: readonly number[] | null;
  readonly qnoise_factor: number;
  readonly var_name: null;
  readonly use_ste: boolean;
  readonly use_variables: null;
  readonly elements_per_scale: readonly number[] | null;
  readonly min_po2_exponent: number | null;
  readonly max_po2_exponent: number | null;
  readonly post_training_scale: readonly number[] | null;
}

export const BITS_SIGNATURE: Signature<BitsParameters> = {
  bits: integer(8, 1, 32),
  integer: integer(0, -32, 32),
  symmetric: flag(false),
  keep_negative: flag(true),
  alpha: ALPHA,
  use_stochastic_rounding: flag(false),
  scale_axis: optional(integers(0)),
  qnoise_factor: real(1, 0),
  var_name: IGNORED,
  use_ste: flag(true),
  use_variables: IGNORED,
  elements_per_scale: optional(integers(1)),
  min_po2_exponent: optional(integer(0, -126, 127)),
  max_po2_exponent: optional(integer(0, -126, 127)),
  post_training_scale: optional(numbers()),
};

const NAME = 'quantized_bits';
const f = Math.fround;
const IDENTITY = (x: number): number => x;

export function quantizedBits(given: BitsParameters): Quantizer {
  const expression = printBound(NAME, given, BITS_SIGNATURE, 2);
  return bitsQuantizer(NAME, expression, given, IDENTITY);
}

/** Throws LabError 'bad-argument' for arguments that exclude each other. `activate` gives a float32. */
export function bitsQuantizer(
  className: string,
  expression: string,
  parameters: BitsParameters,
  activate: (x: number) => number,
): Quantizer {
  const { bits, alpha, qnoise_factor: qnoise, use_ste: useSte } = parameters;
  checkAlpha(className, parameters);
  const output = (x: number, quantized: number): number =>
    straightThrough(activate(x), quantized, qnoise, useSte);
  function fit(tensor: FloatTensor, draw?: Draw): FittedQuantizer {
    if (alpha === 'auto' || alpha === 'auto_po2') {
      const activated = { values: tensor.values.map(activate), shape: tensor.shape };
      const fitted = autoScale(className, expression, parameters, activated);
      return { ...fitted, code: (x, group, index) => fitted.code(activate(x), group, index), output };
    }
    const { groups, scale } = givenScale(alpha, tensor.shape, className);
    const round = parameters.use_stochastic_rounding ? stochasticRound(draw, 1) : roundHalfEven;
    const toCode = codeFinder(parameters, round);
    const withScale = (factors: Float32Array) =>
      Array.from(factors, (factor) =>
        grid(expression, parameters, factor, codeFinder(parameters, roundHalfEven)),
      );
    const formats = withScale(scale);
    const uniform = activate === IDENTITY ? uniformCode(parameters) : undefined;
    return {
      formats,
      scale,
      groups,
      withScale,
      ...(uniform === undefined || draw !== undefined ? {} : { uniform: formats.map(() => uniform) }),
      code: (x) => toCode(activate(x)),
      output,
    };
  }
  return { className, expression, width: bits, fit };
}

/** x times 2^fraction, rounded and clipped; the sign alone where no other bit is left. */
function codeFinder(parameters: BitsParameters, round: (x: number) => number) {
  const uniform = uniformCode(parameters);
  if (uniform === undefined) return (x: number): number => (x < 0 ? -1 : 1);
  const { by, least, most } = uniform;
  return (x: number): number => Math.min(Math.max(round(f(x * by)), least), most);
}

/** Undefined for a sign. */
function uniformCode({
  bits,
  integer: integerBits,
  symmetric,
  keep_negative: signed,
}: BitsParameters): UniformCode | undefined {
  const unsignedBits = bits - (signed ? 1 : 0);
  if (unsignedBits === 0) return undefined;
  const levels = powerOfTwo(unsignedBits);
  const least = signed ? -levels + (symmetric ? 1 : 0) : 0;
  return { by: powerOfTwo(unsignedBits - integerBits), divide: false, zero: 0, least, most: levels - 1 };
}

function grid(
  name: string,
  { bits, integer: integerBits, keep_negative: signed }: BitsParameters,
  scale: number,
  toCode: (x: number) => number,
) {
  const unsignedBits = bits - (signed ? 1 : 0);
  if (unsignedBits === 0) return signGrid(name, scale);
  const fractionBits = unsignedBits - integerBits;
  const step = powerOfTwo(-fractionBits);
  // What is stored carries the scale already; x does not, and is not divided by it.
  const fromStored = (value: number): number => (scale === 1 ? toCode(f(value)) : toCode(f(value / scale)));
  return codeGrid({
    name,
    width: bits,
    signed,
    fractionBits,
    toCode: fromStored,
    toValue: (code) => f(scale * f(code * step)),
  });
}

function checkAlpha(className: string, parameters: BitsParameters): void {
  const { alpha, bits, post_training_scale: frozen } = parameters;
  const auto = alpha === 'auto' || alpha === 'auto_po2';
  if (auto && bits < 2)
    throw refusal(
      className,
      'bits',
      String(bits),
      `at least 2 with alpha='${alpha}', which has 2^(bits-1)-1 levels a side`,
    );
  if (!auto && frozen !== null)
    throw refusal(className, 'post_training_scale', 'a scale', "None without alpha='auto' or 'auto_po2'");
  if (alpha === 'auto_po2') return;
  for (const name of ['elements_per_scale', 'min_po2_exponent', 'max_po2_exponent'] as const) {
    if (parameters[name] !== null) throw refusal(className, name, 'a value', "None without alpha='auto_po2'");
  }
}
