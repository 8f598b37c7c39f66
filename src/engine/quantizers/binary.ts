/**
 * binary: the sign of x, or 0 and 1, times a scale; zero counts as positive. In training with stochastic
 * rounding x is first rounded to eighths of 2 min(max|x|, 1), and zeros get a random sign. Source:
 * qkeras/quantizers.py, class binary.
 */
import type { CodeFormat } from '../formats/codeFormat.ts';
import { groupsAlong } from '../formats/scaleGroups.ts';
import { codeGrid, signGrid } from './codeGrid.ts';
import { realTanh } from './curves.ts';
import { greatest } from './fitScale.ts';
import {
  ALPHA,
  type Alpha,
  flag,
  integer,
  integers,
  optional,
  printBound,
  type Signature,
} from './parameters.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';
import { signScale } from './signScale.ts';
import { stochasticRound } from './stochasticRound.ts';
import { straightThrough } from './straightThrough.ts';

export interface BinaryParameters {
  readonly use_01: boolean;
  readonly alpha: Alpha;
  readonly use_stochastic_rounding: boolean;
  readonly scale_axis: readonly number[] | null;
  readonly elements_per_scale: readonly number[] | null;
  readonly min_po2_exponent: number | null;
  readonly max_po2_exponent: number | null;
}

export const BINARY_SIGNATURE: Signature<BinaryParameters> = {
  use_01: flag(false),
  alpha: ALPHA,
  use_stochastic_rounding: flag(false),
  scale_axis: optional(integers(0)),
  elements_per_scale: optional(integers(1)),
  min_po2_exponent: optional(integer(0, -126, 127)),
  max_po2_exponent: optional(integer(0, -126, 127)),
};

const f = Math.fround;
const SMALLEST = 2 ** -149;

export function binary(parameters: BinaryParameters): Quantizer {
  const expression = printBound('binary', parameters, BINARY_SIGNATURE, 0);
  const { use_01: zeroOne, alpha } = parameters;
  const options = {
    axes: parameters.scale_axis,
    elementsPerScale: parameters.elements_per_scale,
    leastExponent: parameters.min_po2_exponent,
    mostExponent: parameters.max_po2_exponent,
  };
  const codeOf = (x: number): number => (x < 0 ? (zeroOne ? 0 : -1) : 1);
  const base = alpha === null ? realTanh : (x: number): number => x;
  function fit(tensor: FloatTensor, draw?: Draw): FittedQuantizer {
    const training = parameters.use_stochastic_rounding && draw !== undefined;
    const rounded = training ? drawnSigns(tensor, draw) : tensor;
    const { groups, scale } = signScale('binary', alpha, rounded, codeOf, options);
    const withScale = (factors: Float32Array) =>
      Array.from(factors, (factor) => binaryGrid(expression, zeroOne, factor));
    return {
      formats: withScale(scale),
      withScale,
      scale,
      groups,
      code: training ? (_x, _group, index) => codeOf(rounded.values[index] as number) : codeOf,
      output: (x, quantized) => straightThrough(base(x), quantized),
    };
  }
  return { className: 'binary', expression, width: 1, fit };
}

/** x rounded stochastically; a zero becomes the smallest number of either sign, which no scale notices. */
function drawnSigns({ values, shape }: FloatTensor, draw: Draw): FloatTensor {
  const groups = groupsAlong(shape, null);
  const reach = greatest(values, groups, Math.abs).map((most) => 2 * Math.min(most, 1));
  const round = stochasticRound(draw, 0.125);
  const rounded = values.map((x, i) => {
    const size = reach[groups.of(i)] as number;
    const near = size === 0 ? 0 : f(size * round(f(x / size)));
    return near === 0 ? (draw() < 0.5 ? -SMALLEST : SMALLEST) : near;
  });
  return { values: rounded, shape };
}

export function binaryGrid(name: string, zeroOne: boolean, scale: number): CodeFormat {
  if (!zeroOne) return signGrid(name, scale);
  return codeGrid({
    name,
    width: 1,
    signed: false,
    fractionBits: 0,
    toCode: (value) => ((scale < 0 ? -value : value) > 0 ? 1 : 0),
    toValue: (code) => f(code * scale),
  });
}
