/**
 * What storing a tensor in a format costs. Of a parameter exactly, by the engine's own storing; of an activation over the
 * gallery from the middles of its bins, which is said.
 */
import { layoutOf } from '#engine/formats/groupedFormat.ts';
import { needsData, readStorageSpec } from '#engine/storage/storageSpec.ts';
import { endsOf, storeWords } from '#engine/storage/storeWords.ts';
import { channelAxesOf, storageFor, type TensorStorage } from '#engine/storage/tensorStorage.ts';
import { float32Bits } from '#engine/words/float32.ts';
import { type CountSpread, countBelow, type Spread, type ValueSpread } from './spread.ts';

export interface StorageCost {
  readonly storage: TensorStorage;
  /** Least and greatest value that storing gives, over all groups. */
  readonly lowest: number;
  readonly highest: number;
  readonly bits: number;
  /** Share of the values beyond the ends, 0..1. */
  readonly clipped: number;
  readonly sqnrDb: number;
  readonly maxError: number;
  /** Different words that occur; null for words of more than 16 bits, or where it cannot be told. */
  readonly codesUsed: number | null;
  /** What it is told from: all values, a part of them, or counts in bins. */
  readonly basis: 'values' | 'part' | 'bins';
}

/** Null where the scale would have to be fitted to values that are not here. Throws LabError as `storageFor`. */
export function storageCost(spread: Spread, text: string): StorageCost | null {
  const spec = readStorageSpec(text);
  if (spread.kind === 'values') {
    const { values, shape, isDepthwise } = spread;
    return costOfValues(spread, storageFor(spec, { values, shape }, channelAxesOf(shape, isDepthwise)));
  }
  if (needsData(spec)) return null;
  return costOfCounts(spread, storageFor(spec, { values: new Float32Array(0), shape: [0] }, [0]));
}

function costOfValues(spread: ValueSpread, storage: TensorStorage): StorageCost {
  const words = new Uint32Array(spread.values.slice().buffer);
  const { clipped, signal, noise, maxError, codesUsed } = storeWords(storage, words);
  return {
    ...layout(storage),
    clipped: spread.elements === 0 ? 0 : clipped / spread.elements,
    sqnrDb: decibels(signal, noise),
    maxError,
    codesUsed,
    basis: 'values',
  };
}

function costOfCounts(spread: CountSpread, storage: TensorStorage): StorageCost {
  const { counts, lowest, highest, elements } = spread;
  const ends = layout(storage);
  const format = layoutOf(storage);
  const step = (highest - lowest) / counts.length;
  let signal = 0;
  let noise = 0;
  let maxError = 0;
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const middle = Math.fround(lowest + (bin + 0.5) * step);
    const stored = format.decode(storage.wordOf(float32Bits(middle), middle, 0, 0));
    const error = Math.abs(stored - middle);
    signal += count * middle * middle;
    noise += count * error * error;
    if (error > maxError) maxError = error;
  });
  const beyond =
    countBelow(spread, ends.lowest) + (elements - spread.nonFinite - countBelow(spread, ends.highest));
  return {
    ...ends,
    clipped: elements === 0 ? 0 : Math.max(beyond, 0) / elements,
    sqnrDb: decibels(signal, noise),
    maxError,
    codesUsed: null,
    basis: 'bins',
  };
}

function layout(storage: TensorStorage): Pick<StorageCost, 'storage' | 'lowest' | 'highest' | 'bits'> {
  const ends = storage.formats.map(endsOf);
  return {
    storage,
    bits: layoutOf(storage).width,
    lowest: Math.min(...ends.map(({ lowest }) => lowest)),
    highest: Math.max(...ends.map(({ highest }) => highest)),
  };
}

/** Infinity without noise, NaN without signal. */
const decibels = (signal: number, noise: number): number =>
  signal === 0 ? Number.NaN : 10 * Math.log10(signal / noise);
