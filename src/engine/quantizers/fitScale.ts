/**
 * Scales from data, in float32 as QKeras computes them: the largest magnitude of a group, the least-squares
 * factor mean(x q) / (mean(q q) + eps), and the power of two nearest to a scale in the logarithm. Means are
 * summed in float64 and rounded once; TensorFlow's order of float32 sums may end one or two ulp away.
 */
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import type { ScaleGroups } from '../formats/scaleGroups.ts';
import { LabError } from '../labError.ts';
import { float32Log2 } from './curves.ts';
import type { FloatTensor } from './quantizer.ts';

const f = Math.fround;

/** Keras's epsilon. */
export const EPSILON = f(1e-7);

/** Throws LabError 'bad-input': no scale can be fitted to NaN or infinities. */
export function requireFinite({ values }: FloatTensor, className: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const got = String(values[at]);
  const message = `${className}, alpha: no scale can be fitted to a tensor with ${got} (element ${at}). Give alpha as a number.`;
  throw new LabError('bad-input', message, { quantizer: className, parameter: 'alpha', got, index: at });
}

/** Largest of `of(x)` in each group; -Infinity for an empty one. */
export function greatest(values: Float32Array, groups: ScaleGroups, of: (x: number) => number): Float32Array {
  const most = new Float32Array(groups.count).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < values.length; i++) {
    const group = groups.of(i);
    most[group] = Math.max(most[group] as number, of(values[i] as number));
  }
  return most;
}

/** The factor s that brings s q nearest to x, per group; `q` are whole or half numbers of small magnitude. */
export function leastSquaresScale(values: Float32Array, q: Float32Array, groups: ScaleGroups): Float32Array {
  const products = new Float64Array(groups.count);
  const squares = new Float64Array(groups.count);
  const sizes = new Float64Array(groups.count);
  for (let i = 0; i < values.length; i++) {
    const group = groups.of(i);
    products[group] = (products[group] as number) + f((values[i] as number) * (q[i] as number));
    squares[group] = (squares[group] as number) + f((q[i] as number) ** 2);
    sizes[group] = (sizes[group] as number) + 1;
  }
  return Float32Array.from(products, (product, group) => {
    const size = sizes[group] as number;
    return f(f(product / size) / f(f((squares[group] as number) / size) + EPSILON));
  });
}

/** 2^round(log2(scale + eps)), the logarithm in float32. */
export function nearestPowerOfTwo(scale: number): number {
  return powerOfTwo(roundHalfEven(float32Log2(f(scale + EPSILON))));
}
