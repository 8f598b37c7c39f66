/**
 * The range of one group of values: of all of them, between percentiles, or with the least mean squared error. The
 * last is searched over a histogram, as PyTorch's HistogramObserver and TensorRT's calibrators do: steps of one
 * percent of the whole range for each end in turn, the error taken at the middle of each bin.
 */
import { LabError } from '../labError.ts';
import { affineEncoder, affineScale } from './affineFormat.ts';
import type { AffineSpec, RangeRule } from './affineSpec.ts';
import { percentile } from './percentile.ts';

/** Rules that need data. */
export type FittedRule = Exclude<RangeRule, { readonly kind: 'given' | 'scale' }>;

export interface ValueRange {
  readonly lowest: number;
  readonly highest: number;
}

const BINS = 2048;
const STEPS = 100;
const ROUNDS = 3;

/** Throws LabError 'bad-input' for NaN and infinities: they have no range. `values` are left as they are. */
export function fitRange(values: Float32Array, rule: FittedRule, spec: AffineSpec): ValueRange {
  const ends = endsOf(values);
  switch (rule.kind) {
    case 'minmax':
      return ends;
    case 'percentile':
      return percentileRange(values.slice().sort(), rule.percent, spec.symmetric);
    case 'mse':
      return bestRange(values.slice().sort(), ends, spec);
  }
}

/** Zero to zero for no values. */
function endsOf(values: Float32Array): ValueRange {
  let lowest = values[0] ?? 0;
  let highest = lowest;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      const message = `A range needs finite numbers: element ${i} is ${value}. Give the range by hand, e.g. range=-1:1.`;
      throw new LabError('bad-input', message, { index: i, got: String(value) });
    }
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, highest };
}

function percentileRange(rising: Float32Array, percent: number, symmetric: boolean): ValueRange {
  if (!symmetric) return { lowest: percentile(rising, 100 - percent), highest: percentile(rising, percent) };
  const reach = percentile(rising.map(Math.abs).sort(), percent);
  return { lowest: -reach, highest: reach };
}

function bestRange(rising: Float32Array, ends: ValueRange, spec: AffineSpec): ValueRange {
  const low = Math.min(ends.lowest, 0);
  const high = Math.max(ends.highest, 0);
  if (low === high) return { lowest: low, highest: high };
  const histogram = histogramOf(rising);
  const errorOf = (range: ValueRange): number => squaredError(histogram, range, spec);
  let best: ValueRange = { lowest: low, highest: high };
  if (spec.symmetric) best = { lowest: Math.min(low, -high), highest: Math.max(high, -low) };
  let least = errorOf(best);
  const consider = (range: ValueRange): void => {
    const error = errorOf(range);
    if (error < least) [best, least] = [range, error];
  };
  const parts = Array.from({ length: STEPS - 1 }, (_, k) => (STEPS - 1 - k) / STEPS);
  if (spec.symmetric) {
    const whole = best;
    for (const part of parts) consider({ lowest: part * whole.lowest, highest: part * whole.highest });
    return best;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const before = best;
    for (const part of [1, ...parts]) consider({ lowest: part * low, highest: best.highest });
    for (const part of [1, ...parts]) consider({ lowest: best.lowest, highest: part * high });
    if (best === before) break;
  }
  return best;
}

interface Histogram {
  readonly middles: Float64Array;
  readonly counts: Float64Array;
}

function histogramOf(rising: Float32Array): Histogram {
  const lowest = rising[0] as number;
  const width = ((rising.at(-1) as number) - lowest) / BINS;
  const middles = new Float64Array(BINS).map((_, k) => lowest + (k + 0.5) * width);
  const counts = new Float64Array(BINS);
  for (const value of rising) {
    const bin = width === 0 ? 0 : Math.min(Math.floor((value - lowest) / width), BINS - 1);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { middles, counts };
}

function squaredError({ middles, counts }: Histogram, range: ValueRange, spec: AffineSpec): number {
  const format = affineEncoder(affineScale(range, spec), spec);
  let error = 0;
  for (let k = 0; k < middles.length; k++) {
    const count = counts[k] as number;
    if (count === 0) continue;
    const middle = middles[k] as number;
    error += count * (format.decode(format.encode(middle)) - middle) ** 2;
  }
  return error;
}
