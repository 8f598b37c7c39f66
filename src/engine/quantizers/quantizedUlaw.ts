/**
 * quantized_ulaw: levels on a logarithmic grid, sign(p) log(1 + u|p|) / log(1 + u) for p in steps of [-1, 1],
 * clipped to one step below 1. Source: qkeras/quantizers.py. It has at most 2^(bits-1) + 1 levels, half of
 * what `bits` could count. Upstream defines no codes; here the code is the step, -2^(bits-2) to 2^(bits-2)
 * less those that the clip makes equal, in two's complement. Codes beyond, which only a fault gives, follow
 * the same curve without a clip.
 */
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import { ONE_GROUP } from '../formats/scaleGroups.ts';
import { codeGrid } from './codeGrid.ts';
import { hardSigmoid } from './curves.ts';
import { flag, integer, printBound, real, type Signature } from './parameters.ts';
import type { FittedQuantizer, Quantizer } from './quantizer.ts';

export interface UlawParameters {
  readonly bits: number;
  readonly integer: number;
  readonly symmetric: boolean;
  readonly u: number;
}

export const ULAW_SIGNATURE: Signature<UlawParameters> = {
  bits: integer(8, 2, 24),
  integer: integer(0, -32, 32),
  symmetric: flag(false),
  u: real(255, 2 ** -20),
};

const f = Math.fround;

export function quantizedUlaw(parameters: UlawParameters): Quantizer {
  const { bits, integer: integerBits, symmetric, u } = parameters;
  const expression = printBound('quantized_ulaw', parameters, ULAW_SIGNATURE, 2);
  const levels = powerOfTwo(bits - 1);
  const half = levels / 2;
  const unit = powerOfTwo(integerBits);
  const lowest = f(-1 + (symmetric ? 1 : 0) / levels);
  const highest = f(1 - 1 / levels);
  const curveEnd = f(Math.log(f(1 + u)));

  function curve(code: number): number {
    const p = (2 * code) / levels;
    const size = f(f(Math.log(f(1 + f(f(u) * Math.abs(p))))) / curveEnd);
    return p < 0 ? -size : size;
  }
  const most = lowestCode(-half, half, (code) => curve(code) >= highest);
  const least = -lowestCode(-half, half, (code) => curve(-code) <= lowest);
  const clip = (code: number): number => Math.min(Math.max(code, least), most);
  const toValue = (code: number): number =>
    f(unit * (code === most ? highest : code === least ? lowest : curve(code)));
  const toCode = (x: number): number => clip(roundHalfEven(f(hardSigmoid(f(x / unit)) * levels)) - half);
  const format = codeGrid({
    name: expression,
    width: bits,
    signed: true,
    fractionBits: bits - 1,
    toCode: (value) => nearestCode(f(value), least, most, toValue),
    toValue,
  });
  const fitted: FittedQuantizer = {
    formats: [format],
    scale: Float32Array.of(1),
    groups: ONE_GROUP,
    code: toCode,
    output: (_x, quantized) => quantized,
  };
  return { className: 'quantized_ulaw', expression, width: bits, fit: () => fitted };
}

/** The first code from `from` to `to` that passes a test which all later ones pass too; `to` passes. */
function lowestCode(from: number, to: number, passes: (code: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** On a rising curve; of two codes as near the lower one. */
function nearestCode(value: number, least: number, most: number, toValue: (code: number) => number): number {
  const above = lowestCode(least, most, (code) => code === most || toValue(code) >= value);
  if (above === least || value >= toValue(above)) return above;
  return Math.abs(toValue(above) - value) < Math.abs(value - toValue(above - 1)) ? above : above - 1;
}
