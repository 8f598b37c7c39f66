/**
 * Words of quantized_po2 and quantized_relu_po2. Upstream defines no codes; these are the lab's: a sign bit
 * where values have signs, then the exponent in two's complement, whose highest bit is the exponent sign that
 * QKeras counts. Where max_value is at most 1 QKeras counts no exponent sign, yet gives the 2^n + 1 exponents
 * -2^n to 0, which do not fit into n bits: such words are one bit longer than `bits` says. Codes are words
 * read as unsigned integers; there is no code for zero. With quadratic_approximation exponents are even, and
 * half of one is stored.
 */
import { type CodeFormat, codeFormat } from '../formats/codeFormat.ts';
import type { WordField } from '../formats/format.ts';
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { float32Log2 } from './curves.ts';
import { EPSILON } from './fitScale.ts';
import { choice, flag, IGNORED, optional, real, refusal } from './parameters.ts';
import type { Draw } from './quantizer.ts';

export interface Po2Parameters {
  readonly bits: number;
  readonly max_value: number | null;
  readonly use_stochastic_rounding: boolean;
  readonly quadratic_approximation: boolean;
  readonly log2_rounding: 'rnd' | 'floor';
  readonly qnoise_factor: number;
  readonly var_name: null;
  readonly use_ste: boolean;
  readonly use_variables: null;
}

/** All but `bits`, in the order of both signatures. */
export const PO2_REST = {
  use_stochastic_rounding: flag(false),
  quadratic_approximation: flag(false),
  log2_rounding: choice('rnd', ['rnd', 'floor']),
  qnoise_factor: real(1, 0),
  var_name: IGNORED,
  use_ste: flag(true),
  use_variables: IGNORED,
};
export const MAX_VALUE = optional(real(1, 0));

const f = Math.fround;
const SMALLEST_NORMAL = -126;

export interface Po2Grid {
  readonly width: number;
  readonly format: CodeFormat;
  /** Exponent field of a magnitude: the exponent, or half of it. */
  exponentOf(magnitude: number, draw: Draw | undefined): number;
  codeOf(negative: boolean, exponentField: number): number;
}

/** `signed`: values have a sign. `exponentBits`: without the sign of the exponent. */
export function po2Grid(
  className: string,
  name: string,
  parameters: Po2Parameters,
  signed: boolean,
  exponentBits: number,
): Po2Grid {
  const { max_value: maxValue, quadratic_approximation: quadratic } = parameters;
  const step = quadratic ? 2 : 1;
  const least = quadratic ? 1 : 0;
  const most = quadratic ? 6 : 7;
  if (exponentBits < least || exponentBits > most) {
    const wanted = `a number that leaves ${least} to ${most} bits for the exponent: float32 holds no larger ones`;
    throw refusal(className, 'bits', String(parameters.bits), wanted);
  }
  const lowest = -powerOfTwo(exponentBits);
  const highest = quadratic
    ? 2 * Math.floor((powerOfTwo(exponentBits) - 1) / 2)
    : powerOfTwo(exponentBits) - 1;
  const fieldWidth = exponentBits + 1;
  const fieldSize = powerOfTwo(fieldWidth);
  const width = fieldWidth + (signed ? 1 : 0);
  const limit = maxValue === null ? Number.POSITIVE_INFINITY : f(maxValue);

  function exponentOf(magnitude: number, draw: Draw | undefined): number {
    // Upstream gives the lowest exponent, not twice it, to magnitudes that count as zero.
    if (magnitude < EPSILON) return lowest / step;
    const limited = Math.min(magnitude, limit);
    const input = quadratic ? f(Math.sqrt(limited)) : limited;
    const exponent = chosenExponent(input, parameters, draw);
    return Math.min(Math.max(exponent, lowest), highest);
  }

  const codeOf = (negative: boolean, field: number): number =>
    (negative ? fieldSize : 0) + (field < 0 ? field + fieldSize : field);
  const fields: WordField[] = [
    { name: 'sign', letter: 'S', high: width - 1, low: fieldWidth },
    { name: 'exponent', letter: 'E', high: fieldWidth - 1, low: 0 },
  ];
  const format = codeFormat({
    name,
    width,
    signed: false,
    fields: fields.filter(({ high, low }) => high >= low),
    toCode: (value) =>
      codeOf(signed && value < 0, exponentOf(signed ? Math.abs(f(value)) : Math.max(f(value), 0), undefined)),
    toValue: (code) => {
      const low = code % fieldSize;
      const field = low >= fieldSize / 2 ? low - fieldSize : low;
      // TensorFlow flushes subnormal powers to zero.
      const magnitude = step * field < SMALLEST_NORMAL ? 0 : powerOfTwo(step * field);
      return code >= fieldSize ? -magnitude : magnitude;
    },
  });
  return { width, format, exponentOf, codeOf };
}

/**
 * Rounded, floored, or drawn between the two powers of two around it, with a probability linear in the value.
 */
function chosenExponent(
  input: number,
  { log2_rounding: rounding, use_stochastic_rounding: stochastic }: Po2Parameters,
  draw: Draw | undefined,
): number {
  if (rounding === 'floor') return Math.floor(float32Log2(input));
  if (!stochastic || draw === undefined) return roundHalfEven(float32Log2(input));
  const near = roundHalfEven(float32Log2(f(input + EPSILON)));
  const left = powerOfTwo(near) > input ? near - 1 : near;
  const threshold = f(powerOfTwo(left) + f(powerOfTwo(left) * draw()));
  return input < threshold ? left : left + 1;
}

/** Bits for the exponent: QKeras keeps one for its sign unless max_value is at most 1. */
export function exponentSignBits({ max_value: maxValue }: Po2Parameters): 0 | 1 {
  return maxValue === null || maxValue > 1 ? 1 : 0;
}
