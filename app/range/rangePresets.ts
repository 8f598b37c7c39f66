/** Ready ranges: from least to greatest, without the outermost thousandth, and with the least squared error. */
import { printAffineSpec } from '#engine/storage/affineSpec.ts';
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { endsKind, withEnds } from './rangeEnds.ts';
import type { Spread } from './spread.ts';
import { storageCost } from './storageCost.ts';

export type RangePreset = 'minmax' | 'percentile' | 'mse';

export const PRESET_NAMES: Readonly<Record<RangePreset, string>> = {
  minmax: 'min–max',
  percentile: '99.9 %',
  mse: 'least error',
};

const PERCENT = 99.9;

/** Integers say it as a rule, which the engine fits; other formats get the nearest ends that they have. */
export function withPreset(text: string, preset: RangePreset, spread: Spread): string {
  const spec = readStorageSpec(text);
  if (spec.kind === 'affine') {
    const range =
      preset === 'percentile' ? ({ kind: 'percentile', percent: PERCENT } as const) : { kind: preset };
    return printAffineSpec({ ...spec.affine, range });
  }
  if (endsKind(spec) === 'none') return text;
  switch (preset) {
    case 'minmax':
      return covering(text, Math.max(-spread.lowest, spread.highest));
    case 'percentile':
      return covering(text, Math.max(-spread.percentile(100 - PERCENT), spread.percentile(PERCENT)));
    case 'mse':
      return leastError(text, spread);
  }
}

/** The least range of the format that covers so much. */
function covering(text: string, reach: number): string {
  if (!(reach > 0)) return text;
  const spec = readStorageSpec(text);
  const size = endsKind(spec) === 'power' ? 2 ** Math.ceil(Math.log2(reach) - 1e-9) : reach;
  return withEnds(text, { lowest: -size, highest: size }, 'both');
}

/** Every power of two, or every hundredth, of what covers all; the first of the least error. */
function leastError(text: string, spread: Spread): string {
  const whole = Math.max(-spread.lowest, spread.highest);
  if (!(whole > 0)) return text;
  const power = endsKind(readStorageSpec(text)) === 'power';
  const sizes = power
    ? Array.from({ length: 10 }, (_, k) => 2 ** (Math.ceil(Math.log2(whole)) - k))
    : Array.from({ length: 50 }, (_, k) => (whole * (50 - k)) / 50);
  let best = text;
  let most = Number.NEGATIVE_INFINITY;
  for (const size of sizes) {
    const candidate = withEnds(text, { lowest: -size, highest: size }, 'both');
    const decibels = storageCost(spread, candidate)?.sqnrDb ?? Number.NEGATIVE_INFINITY;
    if (decibels > most) [best, most] = [candidate, decibels];
  }
  return best;
}
