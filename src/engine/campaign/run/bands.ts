/**
 * How far the top score moved while the answer stayed, in bands of percent: d = 100 |clean - faulty| / clean of the
 * largest scores. The lab's partition is closed and sums to 1 with SDC and DUE: 0, (0,5], (5,10], (10,20], above 20.
 * `spikingjet` is SpikingJET's own (analyse.py): open intervals in float32, so exactly 5, 10, 20 % and NaN belong to none,
 * and NaN wins its argmax.
 */
import { argmax, type Verdict } from '../outcome.ts';

export type Band = 'SDC' | 'DUE' | '0' | '0-5' | '5-10' | '10-20' | '>20' | 'none';

export const BANDS: readonly Band[] = ['0', '0-5', '5-10', '10-20', '>20', 'SDC', 'DUE', 'none'];

/** One output of one image, golden and faulty. */
export function closedBand(clean: Float32Array, faulty: Float32Array): Exclude<Band, 'none'> {
  if (!faulty.every(Number.isFinite)) return 'DUE';
  const place = argmax(clean);
  if (place !== argmax(faulty)) return 'SDC';
  const before = clean[place] as number;
  const after = faulty[place] as number;
  if (before === after) return '0';
  const percent = (100 * Math.abs(before - after)) / Math.abs(before);
  if (percent <= 5) return '0-5';
  if (percent <= 10) return '5-10';
  return percent <= 20 ? '10-20' : '>20';
}

export function spikingjetBand(clean: Float32Array, faulty: Float32Array): Exclude<Band, 'DUE'> {
  const place = argmax(faulty);
  if (argmax(clean) !== place) return 'SDC';
  const before = clean[argmax(clean)] as number;
  const after = faulty[place] as number;
  if (before === after) return '0';
  const percent = Math.fround(Math.fround(100 * Math.fround(Math.abs(before - after))) / before);
  if (percent < 5) return '0-5';
  if (percent > 5 && percent < 10) return '5-10';
  if (percent > 10 && percent < 20) return '10-20';
  return percent > 20 ? '>20' : 'none';
}

export function bandOf(
  kind: 'closed' | 'spikingjet',
  clean: Float32Array,
  faulty: Float32Array,
  verdict: Verdict,
): Band {
  // Bit-equal outputs are masked, and masked in every partition, even where the model itself says NaN.
  if (verdict === 'masked') return '0';
  return kind === 'closed' ? closedBand(clean, faulty) : spikingjetBand(clean, faulty);
}
