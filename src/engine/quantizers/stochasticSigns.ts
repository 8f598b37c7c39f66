/**
 * bernoulli, stochastic_binary and stochastic_ternary: codes drawn with the probability sigmoid(temperature
 * x), where with a fitted alpha x is first divided by the deviation of its channel. bernoulli draws in
 * inference as well; the other two are binary and ternary there. What is drawn is drawn once, by `fit`.
 * Source: qkeras/quantizers.py.
 */

import { groupsAlong } from '../formats/scaleGroups.ts';
import { binary, binaryGrid } from './binary.ts';
import { hardSigmoid, realSigmoid } from './curves.ts';
import { EPSILON } from './fitScale.ts';
import {
  ALPHA,
  type Alpha,
  flag,
  integer,
  optional,
  printBound,
  real,
  refusal,
  type Signature,
} from './parameters.ts';
import type { Draw, FittedQuantizer, FloatTensor, Quantizer } from './quantizer.ts';
import { signScale } from './signScale.ts';
import { straightThrough } from './straightThrough.ts';
import { startingScale, ternaryFit, ternaryGrid } from './ternary.ts';

export interface BernoulliParameters {
  readonly alpha: Alpha;
  readonly temperature: number;
  readonly use_real_sigmoid: boolean;
}

export const BERNOULLI_SIGNATURE: Signature<BernoulliParameters> = {
  alpha: ALPHA,
  temperature: real(6),
  use_real_sigmoid: flag(true),
};

export interface StochasticTernaryParameters extends BernoulliParameters {
  readonly threshold: number | null;
  readonly number_of_unrolls: number;
}

export const STOCHASTIC_TERNARY_SIGNATURE: Signature<StochasticTernaryParameters> = {
  alpha: ALPHA,
  threshold: optional(real(0.33)),
  temperature: real(8),
  use_real_sigmoid: flag(true),
  number_of_unrolls: integer(5, 1, 100),
};

const f = Math.fround;

export function bernoulli(parameters: BernoulliParameters): Quantizer {
  const className = 'bernoulli';
  const expression = printBound(className, parameters, BERNOULLI_SIGNATURE, 0);
  function fit(tensor: FloatTensor, draw?: Draw): FittedQuantizer {
    if (draw === undefined)
      throw refusal(className, 'draw', 'none', 'a seed: bernoulli is random in inference too');
    return drawnSign(className, expression, parameters, true, tensor, draw);
  }
  return { className, expression, width: 1, fit };
}

export function stochasticBinary(parameters: BernoulliParameters): Quantizer {
  const className = 'stochastic_binary';
  const expression = printBound(className, parameters, BERNOULLI_SIGNATURE, 0);
  const { alpha } = parameters;
  const inference = binary({
    use_01: false,
    alpha,
    use_stochastic_rounding: false,
    scale_axis: null,
    elements_per_scale: null,
    min_po2_exponent: null,
    max_po2_exponent: null,
  });
  const fit = (tensor: FloatTensor, draw?: Draw): FittedQuantizer =>
    draw === undefined
      ? renamed(inference.fit(tensor), expression)
      : drawnSign(className, expression, parameters, false, tensor, draw);
  return { className, expression, width: 1, fit };
}

/** In inference it is binary, by its own name. */
function renamed(fitted: FittedQuantizer, name: string): FittedQuantizer {
  const named = (formats: FittedQuantizer['formats']) => formats.map((format) => ({ ...format, name }));
  const { withScale = () => fitted.formats } = fitted;
  return { ...fitted, formats: named(fitted.formats), withScale: (scale) => named(withScale(scale)) };
}

/** The scale is that of the sign of x, not of what was drawn. */
function drawnSign(
  className: string,
  name: string,
  parameters: BernoulliParameters,
  zeroOne: boolean,
  tensor: FloatTensor,
  draw: Draw,
): FittedQuantizer {
  const low = zeroOne ? 0 : -1;
  const { groups, scale } = signScale(className, parameters.alpha, tensor, (x) => (x < 0 ? low : 1));
  const probability = probabilityOf(parameters);
  const deviation = deviationOf(tensor, parameters.alpha);
  const codes = tensor.values.map((x, i) =>
    probability(f(f(f(parameters.temperature) * x) / deviation(i))) >= draw() ? 1 : low,
  );
  return {
    formats: Array.from(scale, (factor) => binaryGrid(name, zeroOne, factor)),
    scale,
    groups,
    code: (_x, _group, index) => codes[index] as number,
    output: (x, quantized) => straightThrough(x, quantized),
  };
}

export function stochasticTernary(parameters: StochasticTernaryParameters): Quantizer {
  const className = 'stochastic_ternary';
  const expression = printBound(className, parameters, STOCHASTIC_TERNARY_SIGNATURE, 0);
  const { alpha, threshold, number_of_unrolls } = parameters;
  if (threshold === 1) throw refusal(className, 'threshold', '1', 'another threshold: upstream refuses 1');
  const inference = ternaryFit(className, expression, {
    alpha,
    threshold,
    use_stochastic_rounding: false,
    number_of_unrolls,
  });
  const fit = (tensor: FloatTensor, draw?: Draw): FittedQuantizer =>
    draw === undefined ? inference(tensor) : drawnTernary(className, expression, parameters, tensor, draw);
  return { className, expression, width: 2, fit };
}

/** Two draws an element: one for being above the upper threshold, one for being above the lower. */
function drawnTernary(
  className: string,
  name: string,
  parameters: StochasticTernaryParameters,
  tensor: FloatTensor,
  draw: Draw,
): FittedQuantizer {
  const { alpha, number_of_unrolls: unrolls } = parameters;
  if (alpha !== 'auto' && alpha !== 'auto_po2')
    throw refusal(className, 'alpha', String(alpha), "'auto' or 'auto_po2' in training");
  let fitted = startingScale(tensor, alpha);
  for (let k = 0; k < unrolls; k++) {
    const { groups, scale } = fitted;
    fitted = signScale(className, alpha, tensor, (x, i) =>
      Math.abs(x) >= f((scale[groups.of(i)] as number) / 2) ? Math.sign(x) : 0,
    );
  }
  const { groups, scale } = fitted;
  const probability = probabilityOf(parameters);
  const deviation = deviationOf(tensor, alpha);
  const temperature = f(parameters.temperature);
  const codes = tensor.values.map((x, i) => {
    const normed = f(x / deviation(i));
    const threshold = f((scale[groups.of(i)] as number) / f(2 * deviation(i)));
    const above = (p: number): number => (probability(f(temperature * p)) >= draw() ? 1 : -1);
    return (above(f(normed - threshold)) + above(f(normed + threshold))) / 2;
  });
  return {
    formats: Array.from(scale, (factor) => ternaryGrid(name, factor)),
    scale,
    groups,
    code: (_x, _group, index) => codes[index] as number,
    output: (x, quantized) => straightThrough(x, quantized),
  };
}

function probabilityOf({ use_real_sigmoid: real }: BernoulliParameters): (x: number) => number {
  return real ? realSigmoid : hardSigmoid;
}

/** Standard deviation of the channel plus epsilon, of the whole tensor for rank 1; 1 with a given alpha. */
function deviationOf({ values, shape }: FloatTensor, alpha: Alpha): (index: number) => number {
  if (alpha !== 'auto' && alpha !== 'auto_po2') return () => 1;
  const groups = groupsAlong(shape, null);
  const sums = new Float64Array(groups.count);
  const squares = new Float64Array(groups.count);
  const size = values.length / groups.count;
  values.forEach((x, i) => {
    sums[groups.of(i)] = (sums[groups.of(i)] as number) + x;
  });
  values.forEach((x, i) => {
    const rest = x - (sums[groups.of(i)] as number) / size;
    squares[groups.of(i)] = (squares[groups.of(i)] as number) + rest * rest;
  });
  return (index) => f(f(Math.sqrt((squares[groups.of(index)] as number) / size)) + EPSILON);
}
