/**
 * 8 bits without infinities: OCP 8-bit Floating Point Specification (2023), E4M3; `float8_e4m3fn` of
 * ml_dtypes, PyTorch and JAX. The exponent of all ones holds numbers up to 448, and only the mantissa of all
 * ones with it is NaN, 0x7f and 0xff. Half to even; what would round beyond 448 is NaN, as OCP's
 * non-saturating mode and ml_dtypes have it.
 */
import { float32Bits, float32FromBits } from '../words/float32.ts';
import type { Format } from './format.ts';
import { ieeeFormat } from './ieeeFormat.ts';
import { roundHalfEven } from './roundHalfEven.ts';

const NAN = 0x7f;
const LARGEST = 0x7e;
const SIGN = 0x80;
/** Below 256 the words are those of IEEE 754's rules, the infinity's being that of 256. */
const TOP_BINADE = 256;
const TOP_STEP = 32;
const TOP_WORD = 0x78;
const ieee = ieeeFormat('float8_e4m3', 4, 3);

function encode(value: number): number {
  if (Number.isNaN(value)) return NAN;
  const size = Math.abs(value);
  if (size < TOP_BINADE) return ieee.encode(value);
  const steps = roundHalfEven((size - TOP_BINADE) / TOP_STEP);
  return (value < 0 ? SIGN : 0) + Math.min(TOP_WORD + steps, NAN);
}

function toFloat32Bits(word: number): number {
  const size = word & (SIGN - 1);
  if (size < TOP_WORD) return ieee.toFloat32Bits(word);
  const bits =
    size === NAN ? float32Bits(Number.NaN) : float32Bits(TOP_BINADE + (size - TOP_WORD) * TOP_STEP);
  return (word & SIGN) === 0 ? bits : bits + 0x80000000;
}

/** A NaN keeps its sign; there is no payload. */
function fromFloat32Bits(bits: number): number {
  const value = float32FromBits(bits);
  return Number.isNaN(value) ? (bits < 0 || bits > 0x7fffffff ? SIGN : 0) + NAN : encode(value);
}

export const float8e4m3: Format = {
  ...ieee,
  infinity: LARGEST,
  hasInfinity: false,
  encode,
  decode: (word) => float32FromBits(toFloat32Bits(word)),
  fromFloat32Bits,
  toFloat32Bits,
};
