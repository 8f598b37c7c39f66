/**
 * Powers of two and binary exponents of doubles, exact on every engine: `2 ** n` and `Math.log2` are only
 * promised to be near. Works on the high half of a double's word; like TensorFlow.js it expects a
 * little-endian machine.
 */

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);

/** 2^n for n in -1022..1023. */
export function powerOfTwo(n: number): number {
  scratchWords[0] = 0;
  scratchWords[1] = (n + 1023) << 20;
  return scratch[0] as number;
}

/** floor(log2 |value|) of a finite normal double; -1023 for zero and for subnormal doubles. */
export function binaryExponent(value: number): number {
  scratch[0] = value;
  return (((scratchWords[1] as number) >>> 20) & 0x7ff) - 1023;
}
