/**
 * A fault specification applied to the words of a tensor. FKeras's fills need codes on a power-of-two grid without zero
 * point, as its quantizers have; where they leave the code space there is no word, only a value.
 */

import type { WordFormat } from '#engine/formats/format.ts';
import { LabError } from '#engine/labError.ts';
import { exactFaultCount, faultyLayerBits } from '#engine/quantizers/fkeras/bitRegions.ts';
import {
  type FkerasCode,
  fillMasks,
  fkerasFaultCount,
  randomMasks,
  withMasks,
} from '#engine/quantizers/fkeras/fillMasks.ts';
import { weightBitOf } from '#engine/quantizers/fkeras/layerBitIndex.ts';
import { uniformDraws } from '#engine/quantizers/uniformDraws.ts';
import { lowBits } from '#engine/words/mask.ts';
import { type FaultSpec, readRate } from './faultSpec.ts';

export interface FaultyTensor {
  /** Bits hit in each element. */
  readonly masks: Uint32Array;
  /** As FKeras writes masks: integers, negative where the sign bit is hit; the same as `masks` without a sign bit. */
  readonly integerMasks: Int32Array;
  /** Faulty words; what is outside the code space has the golden word here. */
  readonly words: Uint32Array;
  readonly values: Float64Array;
  /** Elements whose faulty value no word of the format stands for. */
  readonly outside: readonly boolean[];
  /** How many bits are hit. */
  readonly hits: number;
}

/** Throws LabError `bad-argument` where the specification does not fit. */
export function faultyTensor(
  spec: FaultSpec,
  words: Uint32Array,
  formatAt: (index: number) => WordFormat,
): FaultyTensor {
  const format = formatAt(0);
  const size = words.length;
  const signed = format.fields[0]?.name === 'sign';
  const { width } = format;
  const byWord = (masks: Uint32Array): FaultyTensor => {
    const faulty = words.map((word, i) => (word ^ (masks[i] as number)) >>> 0);
    return {
      masks,
      integerMasks: Int32Array.from(masks, (mask) =>
        signed ? (mask << (32 - width)) >> (32 - width) : mask,
      ),
      words: faulty,
      values: Float64Array.from(faulty, (word, i) => formatAt(i).decode(word)),
      outside: Array.from(faulty, () => false),
      hits: masks.reduce((sum, mask) => sum + popCount(mask), 0),
    };
  };
  switch (spec.kind) {
    case 'bits': {
      const masks = new Uint32Array(size);
      for (const { element, bit } of spec.bits) {
        if (element < size && bit < width) masks[element] = ((masks[element] as number) ^ (1 << bit)) >>> 0;
      }
      return byWord(masks);
    }
    case 'exact':
    case 'bernoulli': {
      const last = Math.min(spec.last, size * width - 1);
      const region = { first: spec.first, last, rate: readRate(spec.rate) };
      const masks = new Uint32Array(size);
      for (const layerBit of faultyLayerBits([region], spec.kind, uniformDraws(spec.seed))) {
        const { weight, bit } = weightBitOf(layerBit, width);
        masks[weight] = ((masks[weight] as number) | (1 << bit)) >>> 0;
      }
      return byWord(masks);
    }
    case 'v1':
    case 'v2':
    case 'random': {
      const code = fkerasCode(format);
      if (code === null) {
        const message = `FKeras's fills need codes on a grid of powers of two, such as quantized_bits(5,1,alpha=1) or fixed(8,5); ${format.name} has none. Choose bits, or draw them.`;
        throw new LabError('bad-argument', message, { got: format.name });
      }
      const rate = readRate(spec.rate);
      const integerMasks =
        spec.kind === 'random'
          ? randomMasks(size, code, rate, uniformDraws(spec.seed))
          : fillMasks(size, code, rate, `fkeras.${spec.kind}`);
      const golden = Float32Array.from(words, (word) => format.decode(word));
      const values = withMasks(golden, integerMasks, code, `fkeras.${spec.kind}`);
      const stored = Uint32Array.from(values, (value) => format.encode(value));
      const outside = Array.from(values, (value, i) => format.decode(stored[i] as number) !== value);
      return {
        masks: Uint32Array.from(integerMasks, (mask) => (mask & lowBits(width)) >>> 0),
        integerMasks,
        words: stored.map((word, i) => (outside[i] ? (words[i] as number) : word)),
        values: Float64Array.from(values),
        outside,
        hits: fkerasFaultCount(size, width, rate),
      };
    }
  }
}

/** How many bits a rate stands for, before they are drawn; null where each bit is drawn by itself. */
export function faultCount(spec: FaultSpec, size: number, width: number): number | null {
  switch (spec.kind) {
    case 'bits':
      return spec.bits.length;
    case 'v1':
    case 'v2':
    case 'random':
      return fkerasFaultCount(size, width, readRate(spec.rate));
    case 'exact':
      return exactFaultCount({
        ...spec,
        last: Math.min(spec.last, size * width - 1),
        rate: readRate(spec.rate),
      });
    case 'bernoulli':
      return null;
  }
}

/** Bits, integer bits and sign of a grid code × 2^-s from code 0; null for other formats. */
export function fkerasCode(format: WordFormat): FkerasCode | null {
  const { width, fields, decode } = format;
  if (width > 30 || fields.some(({ letter }) => letter === 'E' || letter === 'M')) return null;
  const signed = fields[0]?.name === 'sign';
  const magnitudeBits = width - (signed ? 1 : 0);
  if (magnitudeBits < 1) return null;
  const exponent = Math.log2(decode(1));
  const onGrid = [0, 1, lowBits(magnitudeBits)].every((code) => decode(code) === code * 2 ** exponent);
  if (!Number.isInteger(exponent) || !onGrid) return null;
  return { bits: width, integer: magnitudeBits + exponent, signed };
}

function popCount(word: number): number {
  let count = 0;
  for (let rest = word >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
}
