/**
 * Integers with a scale and a zero point: value = scale x (code - zero), code = round(value / scale) + zero,
 * half to even unless told otherwise, saturating, all in float32. Source: QuantizeLinear and DequantizeLinear of ONNX; TensorFlow
 * Lite's quantization specification. Scale and zero point are data of the tensor and can be hit by a fault:
 * the format of the faulty pair is another call of this function, so neither needs to be sensible.
 */
import { float32Text } from '../words/float32Text.ts';
import { type CodeFormat, codeFormat, codeRange, fixedPointFields } from './codeFormat.ts';
import { roundHalfEven } from './roundHalfEven.ts';

export interface AffineOptions {
  readonly round?: (x: number) => number;
  /** Encoding leaves the lowest code of signed words unused: -127 to 127. */
  readonly symmetric?: boolean;
}

export interface AffineScale {
  /** Float32 distance of neighbouring codes. */
  readonly scale: number;
  /** Code of the value 0. */
  readonly zero: number;
}

/** `width` 2 to 32: int8, uint8, int4, ... are `intAffine(8, true, ...)` and so on. */
export function intAffine(
  width: number,
  signed: boolean,
  { scale, zero }: AffineScale,
  { round = roundHalfEven, symmetric = false }: AffineOptions = {},
): CodeFormat {
  const [least, highest] = codeRange(width, signed);
  const lowest = signed && symmetric ? least + 1 : least;
  const step = Math.fround(scale);
  return codeFormat({
    name: `${signed ? 'int' : 'uint'}${width}(${float32Text(step)}${zero === 0 ? '' : `,${zero}`})`,
    width,
    signed,
    fields: fixedPointFields(width, signed, 0),
    toCode: (value) => {
      const steps = round(Math.fround(Math.fround(value) / step));
      // 0 / 0, where a fault made the scale zero.
      return Number.isNaN(steps) ? zero : Math.min(Math.max(steps + zero, lowest), highest);
    },
    toValue: (code) => Math.fround(step * Math.fround(code - zero)),
    uniform:
      round === roundHalfEven && step > 0 && step < Number.POSITIVE_INFINITY
        ? { by: step, divide: true, zero, least: lowest, most: highest }
        : undefined,
  });
}
