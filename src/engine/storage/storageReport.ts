/** How one tensor is stored under a storage plan, and what that cost: plain data for the screen and for documents. */

export interface StorageReport {
  /** Tensor id: `conv2d/kernel`, `conv2d/output`, `conv2d/pre`. */
  readonly tensor: string;
  /** What the plan says of it, canonical: `int8(range=minmax)`, `quantized_bits(6,0,alpha=1)`. */
  readonly format: string;
  readonly bits: number;
  /** One per group of elements that share a scale; for floats empty. */
  readonly scale: Float32Array;
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
