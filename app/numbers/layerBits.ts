/** Layer bit indices of FKeras as text: `0, 1, 59`. */
import { LabError } from '#engine/labError.ts';
import { layerBitOf, weightBitOf } from '#engine/quantizers/fkeras/layerBitIndex.ts';
import type { ElementBit } from './faultSpec.ts';

export function printLayerBits(bits: readonly ElementBit[], width: number, msbFirst: boolean): string {
  return bits
    .filter(({ bit }) => bit < width)
    .map(({ element, bit }) => layerBitOf({ weight: element, bit }, width, msbFirst))
    .join(', ');
}

/** Each bit once. Throws LabError `bad-argument` for what is no index of a bit of so many elements. */
export function readLayerBits(
  text: string,
  width: number,
  elements: number,
  msbFirst: boolean,
): readonly ElementBit[] {
  const items = new Set(text.split(/[\s,;[\]]+/).filter((item) => item !== ''));
  return [...items].map((item) => {
    const index = /^\d{1,7}$/.test(item) ? Number(item) : Number.NaN;
    if (index < elements * width) {
      const { weight, bit } = weightBitOf(index, width, msbFirst);
      return { element: weight, bit };
    }
    const message = `Layer bits: got "${item}", wanted whole numbers from 0 to ${elements * width - 1}.`;
    throw new LabError('bad-argument', message, { got: item });
  });
}
