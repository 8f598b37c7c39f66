/**
 * quantized_tanh and quantized_sigmoid: the curve, hard unless told otherwise, on a fixed-point grid of [-1,
 * 1) or [0, 1). Stored values are on the grid; the curve belongs to `code`. Source: qkeras/quantizers.py.
 */
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { ONE_GROUP } from '../formats/scaleGroups.ts';
import { codeGrid } from './codeGrid.ts';
import { hardSigmoid, hardTanh, realSigmoid, realTanh } from './curves.ts';
import { requireWholeSteps } from './parameterChecks.ts';
import { flag, integer, printBound, type Signature } from './parameters.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';

export interface TanhParameters {
  readonly bits: number;
  readonly use_stochastic_rounding: boolean;
  readonly symmetric: boolean;
  readonly use_real_tanh: boolean;
}

export const TANH_SIGNATURE: Signature<TanhParameters> = {
  bits: integer(8, 1, 24),
  use_stochastic_rounding: flag(false),
  symmetric: flag(false),
  use_real_tanh: flag(false),
};

export interface SigmoidParameters {
  readonly bits: number;
  readonly symmetric: boolean;
  readonly use_real_sigmoid: boolean;
  readonly use_stochastic_rounding: boolean;
}

export const SIGMOID_SIGNATURE: Signature<SigmoidParameters> = {
  bits: integer(8, 1, 24),
  symmetric: flag(false),
  use_real_sigmoid: flag(false),
  use_stochastic_rounding: flag(false),
};

export function quantizedTanh(parameters: TanhParameters): Quantizer {
  const { bits, symmetric, use_real_tanh: real } = parameters;
  const levels = powerOfTwo(bits - 1);
  return curveQuantizer({
    className: 'quantized_tanh',
    expression: printBound('quantized_tanh', parameters, TANH_SIGNATURE, 1),
    bits,
    signed: true,
    least: -levels + (symmetric ? 1 : 0),
    levels,
    curve: real ? realTanh : hardTanh,
    stochastic: parameters.use_stochastic_rounding,
  });
}

export function quantizedSigmoid(parameters: SigmoidParameters): Quantizer {
  const { bits, symmetric, use_real_sigmoid: real } = parameters;
  return curveQuantizer({
    className: 'quantized_sigmoid',
    expression: printBound('quantized_sigmoid', parameters, SIGMOID_SIGNATURE, 1),
    bits,
    signed: false,
    least: symmetric ? 1 : 0,
    levels: powerOfTwo(bits),
    curve: real ? realSigmoid : hardSigmoid,
    stochastic: parameters.use_stochastic_rounding,
  });
}

interface CurveDefinition {
  readonly className: string;
  readonly expression: string;
  readonly bits: number;
  readonly signed: boolean;
  readonly least: number;
  /** Steps in a unit; the greatest code is one less. */
  readonly levels: number;
  readonly curve: (x: number) => number;
  readonly stochastic: boolean;
}

function curveQuantizer({
  className,
  expression,
  bits,
  signed,
  least,
  levels,
  curve,
  stochastic,
}: CurveDefinition): Quantizer {
  const toCode = (value: number): number =>
    Math.min(Math.max(roundHalfEven(Math.fround(value * levels)), least), levels - 1);
  const format = codeGrid({
    name: expression,
    width: bits,
    signed,
    fractionBits: Math.log2(levels),
    toCode,
    toValue: (code) => code / levels,
  });
  const fitted: FittedQuantizer = {
    formats: [format],
    scale: Float32Array.of(1),
    groups: ONE_GROUP,
    code: (x) => toCode(curve(x)),
    output: (_x, quantized) => quantized,
  };
  function fit(_tensor: FloatTensor, draw?: Draw): FittedQuantizer {
    if (draw !== undefined) requireWholeSteps(className, stochastic);
    return fitted;
  }
  return { className, expression, width: bits, fit };
}
