/**
 * Expected rates per bit for data-aware sampling (Ruospo et al., DATE 2023): the mean distance |w - flip(w, bit)| over a
 * tensor's words, scaled to [0, 0.5] between the least and the greatest that is no outlier; outliers get 0.5. The paper
 * does not print what an outlier is: here it is beyond Tukey's upper fence or not finite, which draws more rather than
 * fewer. The lab's own reading, not checked against the authors' program.
 */
import type { WordFormat } from '../../formats/format.ts';
import { formatAt, type GroupedFormat, layoutOf } from '../../formats/groupedFormat.ts';

const LEAST_RATE = 1e-4;

/** One rate in (0, 0.5] per bit, least significant first. `words`: float32 words of the stored tensor. */
export function bitRates(words: Uint32Array, format: GroupedFormat<WordFormat>): number[] {
  const distances = Array.from({ length: layoutOf(format).width }, (_, bit) =>
    meanDistance(words, format, bit),
  );
  const sorted = distances.toSorted((a, b) => a - b);
  const [q1, q3] = [0.25, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))] as number) as [
    number,
    number,
  ];
  const fence = q3 + 1.5 * (q3 - q1);
  const inside = distances.filter((distance) => distance <= fence);
  const least = Math.min(...inside);
  const greatest = Math.max(...inside);
  return distances.map((distance) => {
    if (!(distance <= fence)) return 0.5;
    const scaled = greatest > least ? (0.5 * (distance - least)) / (greatest - least) : 0.5;
    return Math.max(scaled, LEAST_RATE);
  });
}

function meanDistance(words: Uint32Array, tensor: GroupedFormat<WordFormat>, bit: number): number {
  let sum = 0;
  for (let i = 0; i < words.length; i++) {
    const format = formatAt(tensor, i);
    const code = format.fromFloat32Bits(words[i] as number);
    const distance = Math.abs(format.decode(code) - format.decode((code ^ (1 << bit)) >>> 0));
    sum += Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  }
  return sum / words.length;
}
