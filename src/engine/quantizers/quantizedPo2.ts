/**
 * quantized_po2: sign(x) 2^round(log2|x|), zero included: it becomes the smallest power. quantized_relu_po2:
 * the same for relu(x), or with a negative slope for slope x below zero. Source: qkeras/quantizers.py; words:
 * powerOfTwoCode.ts.
 */

import { ONE_GROUP } from '../formats/scaleGroups.ts';
import { requirePowerOfTwo } from './parameterChecks.ts';
import { integer, printBound, real, type Signature } from './parameters.ts';
import { exponentSignBits, MAX_VALUE, PO2_REST, type Po2Parameters, po2Grid } from './powerOfTwoCode.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';
import { straightThrough } from './straightThrough.ts';

export const PO2_SIGNATURE: Signature<Po2Parameters> = {
  bits: integer(8, 1, 32),
  max_value: MAX_VALUE,
  ...PO2_REST,
};

export interface ReluPo2Parameters extends Po2Parameters {
  readonly negative_slope: number;
}

export const RELU_PO2_SIGNATURE: Signature<ReluPo2Parameters> = {
  bits: integer(8, 1, 32),
  max_value: MAX_VALUE,
  negative_slope: real(0, 0),
  ...PO2_REST,
};

const f = Math.fround;

export function quantizedPo2(parameters: Po2Parameters): Quantizer {
  const className = 'quantized_po2';
  const expression = printBound(className, parameters, PO2_SIGNATURE, 1);
  const { bits, qnoise_factor: qnoise, use_ste: useSte } = parameters;
  const grid = po2Grid(className, expression, parameters, true, bits - 1 - exponentSignBits(parameters));
  const fit = (_tensor: FloatTensor, draw?: Draw): FittedQuantizer => ({
    formats: [grid.format],
    scale: Float32Array.of(1),
    groups: ONE_GROUP,
    code: (x) => grid.codeOf(x < 0, grid.exponentOf(Math.abs(x), draw)),
    output: (x, quantized) => straightThrough(x, quantized, qnoise, useSte),
  });
  return { className, expression, width: grid.width, fit };
}

export function quantizedReluPo2(parameters: ReluPo2Parameters): Quantizer {
  const className = 'quantized_relu_po2';
  const expression = printBound(className, parameters, RELU_PO2_SIGNATURE, 1);
  const {
    bits,
    negative_slope: slope,
    max_value: maxValue,
    qnoise_factor: qnoise,
    use_ste: useSte,
  } = parameters;
  requirePowerOfTwo(className, 'negative_slope', slope);
  const grid = po2Grid(className, expression, parameters, slope > 0, bits - exponentSignBits(parameters));
  const limit = maxValue === null ? Number.POSITIVE_INFINITY : f(maxValue);
  const relu = (x: number): number => (x > limit ? limit : x < 0 ? f(x * slope) : x);
  function code(x: number, draw: Draw | undefined): number {
    const negative = x < 0 && slope > 0;
    return grid.codeOf(negative, grid.exponentOf(negative ? f(-x * slope) : Math.max(x, 0), draw));
  }
  const fit = (_tensor: FloatTensor, draw?: Draw): FittedQuantizer => ({
    formats: [grid.format],
    scale: Float32Array.of(1),
    groups: ONE_GROUP,
    code: (x) => code(x, draw),
    output: (x, quantized) => straightThrough(relu(x), quantized, qnoise, useSte),
  });
  return { className, expression, width: grid.width, fit };
}
