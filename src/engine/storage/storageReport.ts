/** How one tensor is stored under a storage plan, and what that cost: plain data for the screen and for documents. */
import { layoutOf } from '../formats/groupedFormat.ts';
import { endsOf, type StorageFacts } from './storeWords.ts';
import type { TensorStorage } from './tensorStorage.ts';

export interface StorageReport {
  /** Tensor id: `conv2d/kernel`, `conv2d/output`, `conv2d/pre`. */
  readonly tensor: string;
  /** What the plan says of it, canonical: `int8(range=minmax)`, `quantized_bits(6,0,alpha=1)`. */
  readonly format: string;
  readonly bits: number;
  /** One per group of elements that share a scale; empty where the format has none. */
  readonly scale: Float32Array;
  /** As `scale`; empty where zero is code 0 by definition. */
  readonly zero: Int32Array;
  /** Least and greatest value that storing gives, over all groups. */
  readonly lowest: number;
  readonly highest: number;
  /** What follows compares the fault-free tensor before and after it is stored. */
  readonly elements: number;
  /** Elements beyond the range. */
  readonly clipped: number;
  /** Different words that occur, of `2 ** bits`; null where words have more than 16 bits. */
  readonly codesUsed: number | null;
  /** 10 log10(signal / noise); Infinity without noise, NaN without signal. */
  readonly sqnrDb: number;
  /** Largest |stored - value| over finite values. */
  readonly maxError: number;
}

/** In the order of `storage`; tensors that were not stored yet are left out. */
export function storageReports(
  storage: ReadonlyMap<string, TensorStorage>,
  facts: ReadonlyMap<string, StorageFacts>,
): StorageReport[] {
  return [...storage].flatMap(([tensor, own]) => {
    const known = facts.get(tensor);
    return known === undefined ? [] : [storageReport(tensor, own, known)];
  });
}

function storageReport(tensor: string, storage: TensorStorage, facts: StorageFacts): StorageReport {
  const ends = storage.formats.map(endsOf);
  const { elements, clipped, codesUsed, signal, noise, maxError } = facts;
  return {
    tensor,
    format: storage.text,
    bits: layoutOf(storage).width,
    scale: storage.metadata?.scale ?? new Float32Array(0),
    zero: storage.metadata?.zero ?? new Int32Array(0),
    lowest: Math.min(...ends.map(({ lowest }) => lowest)),
    highest: Math.max(...ends.map(({ highest }) => highest)),
    elements,
    clipped,
    codesUsed,
    sqnrDb: signal === 0 ? Number.NaN : 10 * Math.log10(signal / noise),
    maxError,
  };
}
