/**
 * What a legend has to admit, counted over the codes that a heatmap is painted from: how many elements leave the golden
 * scale, are NaN or infinite, and how the others are spread.
 */
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { CODE_MAX } from './lut.ts';

/** Elements by code, 256 counts. */
export type CodeCounts = Uint32Array;

export interface Tally {
  readonly below: number;
  readonly above: number;
  readonly nan: number;
  readonly plusInfinity: number;
  readonly minusInfinity: number;
}

export function tallyOf(counts: CodeCounts): Tally {
  const of = (code: number) => counts[code] ?? 0;
  return {
    below: of(BELOW),
    above: of(ABOVE),
    nan: of(NAN),
    plusInfinity: of(PLUS_INFINITY),
    minusInfinity: of(MINUS_INFINITY),
  };
}

/** Elements on the scale in bins of equal width; the bins' number must divide CODE_MAX. */
export function binsOf(counts: CodeCounts, bins: number): readonly number[] {
  const perBin = CODE_MAX / bins;
  const found = new Array<number>(bins).fill(0);
  for (let code = 0; code <= CODE_MAX; code++) {
    const bin = Math.min(Math.floor(code / perBin), bins - 1);
    found[bin] = (found[bin] as number) + (counts[code] ?? 0);
  }
  return found;
}
