/**
 * Float32 values and their words. Exact for every value but NaN: a NaN that passes through a JS number may
 * lose its payload, so words of tensors are read from and written to integer views and come here only to be
 * shown or compared. Source: IEEE 754-2019, binary32.
 */

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** The word of a NaN that has no word of its own: quiet, positive, no payload. */
export const QUIET_NAN = 0x7fc00000;

/** Unsigned 32-bit word of the float32 nearest to `value` (half to even); NaN gives `QUIET_NAN`. */
export function float32Bits(value: number): number {
  if (Number.isNaN(value)) return QUIET_NAN;
  scratch[0] = value;
  return scratchBits[0] as number;
}

/** Value of a 32-bit word, signed or unsigned. NaN payloads are lost. */
export function float32FromBits(bits: number): number {
  scratchBits[0] = bits;
  return scratch[0] as number;
}
