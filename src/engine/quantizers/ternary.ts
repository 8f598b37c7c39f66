/**
 * ternary: -1, 0 or 1 times a scale. With alpha given or none, |x| at or above the threshold counts; with
 * 'auto' a scale that starts at 2 max|x| / 3 is fitted `number_of_unrolls` times, and |x| at or above half of
 * it counts. Source: qkeras/quantizers.py, class ternary, after Li, Zhang, Liu, Ternary Weight Networks
 * (2016). Codes are two bits in two's complement: 10 is the code -2, which only a fault gives.
 */
import type { CodeFormat } from '../formats/codeFormat.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { groupsAlong } from '../formats/scaleGroups.ts';
import { givenScale } from './alphaScale.ts';
import { codeGrid } from './codeGrid.ts';
import { realTanh } from './curves.ts';
import { greatest, nearestPowerOfTwo, requireFinite } from './fitScale.ts';
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
import { type SignScale, signScale } from './signScale.ts';
import { stochasticRound } from './stochasticRound.ts';
import { straightThrough } from './straightThrough.ts';

export interface TernaryParameters {
  readonly alpha: Alpha;
  readonly threshold: number | null;
  readonly use_stochastic_rounding: boolean;
  readonly number_of_unrolls: number;
}

export const TERNARY_SIGNATURE: Signature<TernaryParameters> = {
  alpha: ALPHA,
  threshold: optional(real(0.33)),
  use_stochastic_rounding: flag(false),
  number_of_unrolls: integer(5, 1, 100),
};

const f = Math.fround;
const DEFAULT_THRESHOLD = 0.33;

export function ternary(parameters: TernaryParameters): Quantizer {
  const expression = printBound('ternary', parameters, TERNARY_SIGNATURE, 0);
  return { className: 'ternary', expression, width: 2, fit: ternaryFit('ternary', expression, parameters) };
}

/** Throws LabError 'bad-argument' for arguments that exclude each other. */
export function ternaryFit(className: string, name: string, parameters: TernaryParameters): Quantizer['fit'] {
  const { alpha, threshold, use_stochastic_rounding: stochastic } = parameters;
  const auto = alpha === 'auto' || alpha === 'auto_po2';
  if (auto && threshold !== null)
    throw refusal(className, 'threshold', String(threshold), `None with alpha='${alpha}', which fits it`);
  if (!auto && stochastic)
    throw refusal(className, 'use_stochastic_rounding', 'True', "False without alpha='auto' or 'auto_po2'");
  const base = alpha === null ? realTanh : (x: number): number => x;
  const output = (x: number, quantized: number): number => straightThrough(base(x), quantized);
  if (auto) {
    return (tensor, draw) => ({ ...fitTernary(className, name, parameters, alpha, tensor, draw), output });
  }
  const limit = f(threshold ?? DEFAULT_THRESHOLD);
  const code = (x: number): number => (Math.abs(x) >= limit ? Math.sign(x) : 0);
  return ({ shape }) => {
    const { groups, scale } = givenScale(alpha, shape, className);
    const withScale = gridsOf(name);
    return { formats: withScale(scale), withScale, scale, groups, code, output };
  };
}

function fitTernary(
  className: string,
  name: string,
  { number_of_unrolls: unrolls, use_stochastic_rounding: stochastic }: TernaryParameters,
  alpha: 'auto' | 'auto_po2',
  tensor: FloatTensor,
  draw: Draw | undefined,
): Omit<FittedQuantizer, 'output'> {
  requireFinite(tensor, className);
  const training = stochastic && draw !== undefined;
  const round = training ? stochasticRound(draw, 1 / 3) : roundHalfEven;
  let fitted = startingScale(tensor, alpha);
  let before = fitted;
  let codes = tensor.values;
  for (let k = 0; k < unrolls; k++) {
    before = fitted;
    codes = tensor.values.map((x, i) => ternaryCode(x, before.scale[before.groups.of(i)] as number, round));
    fitted = signScale(className, alpha, tensor, (_x, i) => codes[i] as number);
  }
  const { groups, scale } = fitted;
  // The codes are those of the scale before last; for rank 1 that may be the one scale of the start.
  const scaleBefore = (group: number): number =>
    before.scale[before.scale.length === 1 ? 0 : group] as number;
  const withScale = gridsOf(name);
  return {
    formats: withScale(scale),
    withScale,
    scale,
    groups,
    code: training
      ? (_x, _group, index) => codes[index] as number
      : (x, group) => ternaryCode(x, scaleBefore(group), round),
  };
}

/** 2 max|x| / 3 of each channel. */
export function startingScale({ values, shape }: FloatTensor, alpha: 'auto' | 'auto_po2'): SignScale {
  const groups = groupsAlong(shape, null);
  const scale = greatest(values, groups, Math.abs).map((most) => f(f(2 * most) / 3));
  return { groups, scale: alpha === 'auto' ? scale : scale.map(nearestPowerOfTwo) };
}

/** x / scale is NaN where a channel is all zero, and then nothing counts. */
function ternaryCode(x: number, scale: number, round: (x: number) => number): number {
  return Math.abs(f(scale * round(f(x / scale)))) >= f(scale / 2) ? Math.sign(x) : 0;
}

const gridsOf = (name: string) => (scale: Float32Array) =>
  Array.from(scale, (factor) => ternaryGrid(name, factor));

export function ternaryGrid(name: string, scale: number): CodeFormat {
  return codeGrid({
    name,
    width: 2,
    signed: true,
    fractionBits: 0,
    toCode: (value) => (scale === 0 ? 0 : Math.min(Math.max(roundHalfEven(f(value) / scale), -1), 1)),
    toValue: (code) => f(code * scale),
  });
}
