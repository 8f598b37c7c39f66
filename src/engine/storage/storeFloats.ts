/**
 * Storing in floats narrower than float32: each number is rounded, half to even, to a multiple of what the last mantissa
 * bit weighs at its exponent, by adding and taking away 1.5 x 2^52 times that in float64. The same words as encoding and
 * decoding one by one; NaNs and what leaves the range are left to the format itself.
 */
import type { Format } from '../formats/format.ts';
import { FORMATS } from '../formats/formatByName.ts';
import { powerOfTwo } from '../formats/powerOfTwo.ts';
import type { TensorStorage } from './tensorStorage.ts';

const EXPONENTS = 256;
const FLOAT32_BIAS = 127;
const FLOAT32_MANTISSA = 23;

interface Rounding {
  readonly format: Format;
  /** By float32 exponent field. */
  readonly magic: Float64Array;
  readonly largest: number;
}

const roundings = new Map<string, Rounding>();

/** In place; gives how many different words occur. Null, and nothing done, where the format is no narrow float. */
export function storeFloats(storage: TensorStorage, words: Uint32Array): number | null {
  const rounding = roundingOf(storage.text);
  if (rounding === null) return null;
  const { format, magic, largest } = rounding;
  const values = new Float32Array(words.buffer, words.byteOffset, words.length);
  const shift = FLOAT32_MANTISSA - format.mantissaBits;
  const used = new Uint8Array(2 ** (32 - shift));
  let usedCount = 0;
  for (let i = 0; i < words.length; i++) {
    const bits = words[i] as number;
    const m = magic[(bits >>> FLOAT32_MANTISSA) & (EXPONENTS - 1)] as number;
    const rounded = (values[i] as number) + m - m;
    if (rounded <= largest && rounded >= -largest) {
      // A number that rounds to zero keeps its sign.
      if (rounded === 0) words[i] = bits & 0x80000000;
      else values[i] = rounded;
    } else words[i] = format.toFloat32Bits(format.fromFloat32Bits(bits));
    const top = (words[i] as number) >>> shift;
    if (used[top] === 0) {
      used[top] = 1;
      usedCount++;
    }
  }
  return usedCount;
}

function roundingOf(name: string): Rounding | null {
  const found = roundings.get(name);
  if (found !== undefined) return found;
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (format === undefined || format.mantissaBits === FLOAT32_MANTISSA) return null;
  const { mantissaBits, exponentBias, infinity, hasInfinity } = format;
  const magic = new Float64Array(EXPONENTS).map((_, field) => {
    const exponent = Math.max(field === 0 ? 1 - FLOAT32_BIAS : field - FLOAT32_BIAS, 1 - exponentBias);
    return 1.5 * 2 ** 52 * powerOfTwo(exponent - mantissaBits);
  });
  const rounding = { format, magic, largest: format.decode(hasInfinity ? infinity - 1 : infinity) };
  roundings.set(name, rounding);
  return rounding;
}
