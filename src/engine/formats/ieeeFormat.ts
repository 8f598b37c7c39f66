/**
 * Binary interchange formats of IEEE 754-2019, section 3.4, of up to 32 bits: sign, biased exponent, trailing
 * significand; subnormals, infinities and NaNs included. Rounding is half to even (4.3.1). NaNs are data
 * here: going to a narrower format keeps sign and top payload bits, signalling or not, and becomes quiet only
 * if no payload is left.
 */
import { float32FromBits } from '../words/float32.ts';
import type { BitField, Format } from './format.ts';
import { binaryExponent, powerOfTwo } from './powerOfTwo.ts';
import { roundHalfEven } from './roundHalfEven.ts';

const FLOAT32_MANTISSA = 23;
const FLOAT32_BIAS = 127;
const FLOAT32_UNIT = 0x00800000;
const FLOAT32_INFINITY = 0x7f800000;
const FLOAT32_SIGN = 0x80000000;

/** `exponentBits` at most 8 and `mantissaBits` at most 23, so that float32 holds every value. */
export function ieeeFormat(name: string, exponentBits: number, mantissaBits: number): Format {
  const width = 1 + exponentBits + mantissaBits;
  const exponentMask = (1 << exponentBits) - 1;
  const mantissaMask = (1 << mantissaBits) - 1;
  const exponentBias = exponentMask >> 1;
  const exponentUnit = 1 << mantissaBits;
  const quietBit = exponentUnit >> 1;
  const infinity = exponentMask * exponentUnit;
  const signBit = powerOfTwo(width - 1);
  // Largest value of the format is below; from here on it is infinity, rounding or not.
  const beyond = powerOfTwo(exponentBias + 1);
  const spareBits = FLOAT32_MANTISSA - mantissaBits;
  const spareUnit = 1 << spareBits;

  function encode(value: number): number {
    if (Number.isNaN(value)) return infinity + quietBit;
    const sign = value < 0 || Object.is(value, -0) ? signBit : 0;
    const size = Math.abs(value);
    if (size >= beyond) return sign + infinity;
    // Subnormals share the exponent of the smallest normals.
    const exponent = Math.max(binaryExponent(size), 1 - exponentBias);
    const significand = roundHalfEven(size * powerOfTwo(mantissaBits - exponent));
    // The hidden bit adds one to the exponent field, and so does a carry out of rounding, up to infinity.
    return sign + (exponent + exponentBias - 1) * exponentUnit + significand;
  }

  function fromFloat32Bits(bits: number): number {
    const size = bits & 0x7fffffff;
    if (size <= FLOAT32_INFINITY) return encode(float32FromBits(bits));
    const payload = (size >>> spareBits) & mantissaMask;
    return (bits >>> 31) * signBit + infinity + (payload === 0 ? quietBit : payload);
  }

  function toFloat32Bits(word: number): number {
    const sign = (word & signBit) === 0 ? 0 : FLOAT32_SIGN;
    const exponentField = (word >>> mantissaBits) & exponentMask;
    const mantissa = word & mantissaMask;
    if (exponentField === exponentMask) return sign + FLOAT32_INFINITY + mantissa * spareUnit;
    if (exponentBias === FLOAT32_BIAS) return sign + exponentField * FLOAT32_UNIT + mantissa * spareUnit;
    if (exponentField > 0) {
      return sign + (exponentField - exponentBias + FLOAT32_BIAS) * FLOAT32_UNIT + mantissa * spareUnit;
    }
    if (mantissa === 0) return sign;
    // A subnormal of a short exponent is a normal float32: its leading one becomes the hidden bit.
    const leading = 31 - Math.clz32(mantissa);
    const exponent = leading - mantissaBits + 1 - exponentBias;
    const trailing = (mantissa << (FLOAT32_MANTISSA - leading)) - FLOAT32_UNIT;
    return sign + (exponent + FLOAT32_BIAS) * FLOAT32_UNIT + trailing;
  }

  return {
    name,
    width,
    exponentBits,
    mantissaBits,
    exponentBias,
    signBit,
    infinity,
    hasInfinity: true,
    fields: fieldsOf(width, mantissaBits),
    float32Shift: exponentBias === FLOAT32_BIAS ? spareBits : null,
    encode,
    decode: (word) => float32FromBits(toFloat32Bits(word)),
    fromFloat32Bits: spareBits === 0 ? (bits) => bits >>> 0 : fromFloat32Bits,
    toFloat32Bits,
  };
}

function fieldsOf(width: number, mantissaBits: number): readonly BitField[] {
  return [
    { name: 'sign', letter: 'S', high: width - 1, low: width - 1 },
    { name: 'exponent', letter: 'E', high: width - 2, low: mantissaBits },
    { name: 'mantissa', letter: 'M', high: mantissaBits - 1, low: 0 },
  ];
}
