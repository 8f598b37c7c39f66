/** Where a number line begins and ends if nobody says: at the ends of codes, around the numbers in floats. */

import type { WordFormat } from '#engine/formats/format.ts';
import { powerOfTwo } from '#engine/formats/powerOfTwo.ts';
import type { Domain } from './axis.ts';
import { isFloat } from './bitNames.ts';
import type { AxisKind } from './numbersScene.ts';

/** A little air at the ends. */
const AIR = 0.06;

/** `numbers`: what should be in sight; infinities and NaNs do not count. */
export function plotDomain(format: WordFormat, numbers: readonly number[], axis: AxisKind): Domain {
  const finite = numbers.filter(Number.isFinite);
  if (isFloat(format)) {
    if (axis === 'log') {
      const most = format.decode(format.hasInfinity ? format.infinity - 1 : format.infinity);
      return { low: -most, high: most };
    }
    const reach = Math.max(...finite.map(Math.abs), format.decode(1) * 16);
    const end = 2 * 2 ** Math.ceil(Math.log2(reach));
    return { low: -end, high: end };
  }
  const { lowest, highest } = format as WordFormat & { readonly lowest: number; readonly highest: number };
  const words = signEnds(format);
  const low = Math.min(
    lowest,
    ...words,
    ...finite.map((value) => Math.max(value, 4 * Math.min(lowest, -highest))),
  );
  const high = Math.max(
    highest,
    ...words,
    ...finite.map((value) => Math.min(value, 4 * Math.max(highest, -lowest))),
  );
  if (!(high > low)) return { low: low - 1, high: high + 1 };
  const air = (high - low) * AIR;
  return { low: low - air, high: high + air };
}

/** The unit of a sized axis: the least number above zero, so that every octave has its place. */
export function axisUnit(format: WordFormat): number {
  if (isFloat(format)) return format.decode(1 << format.mantissaBits);
  const { highest, lowest } = format as WordFormat & { readonly lowest: number; readonly highest: number };
  return Math.max(Math.abs(highest), Math.abs(lowest)) / powerOfTwo(Math.min(format.width, 24));
}

/** Values of the words at the sign bit: what only a fault can reach belongs on the line as well. */
function signEnds(format: WordFormat): readonly number[] {
  const top = (1 << (format.width - 1)) >>> 0;
  return [format.decode(top), format.decode((top - 1) >>> 0)].filter(Number.isFinite);
}
