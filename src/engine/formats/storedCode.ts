/**
 * Integers as TensorFlow.js files keep quantized weights: value = code x scale + min, computed in float64 and rounded to
 * float32 once; codes have no sign. `min` need not be a multiple of `scale`, so that no zero point says the same. Source:
 * decodeWeights of tfjs-core (io/io_utils.ts), quantization.py of the tensorflowjs converter.
 */
import { type CodeFormat, codeFormat, fixedPointFields } from './codeFormat.ts';
import { roundHalfEven } from './roundHalfEven.ts';

export interface StoredScale {
  /** Float64, above 0. */
  readonly scale: number;
  /** Float64: value of code 0. */
  readonly min: number;
}

/** `uint8(scale=0.0125,min=-1.6)`; `width` 2 to 16. */
export function storedCode(width: number, { scale, min }: StoredScale): CodeFormat {
  const most = 2 ** width - 1;
  return codeFormat({
    name: `uint${width}(scale=${plain(scale)},min=${plain(min)})`,
    width,
    signed: false,
    fields: fixedPointFields(width, false, 0),
    toCode: (value) => Math.min(Math.max(roundHalfEven((value - min) / scale), 0), most),
    toValue: (code) => Math.fround(code * scale + min),
    uniform: { by: scale, divide: true, zero: 0, least: 0, most, origin: min },
  });
}

/** Without the plus sign that links would escape; reads back as the same double. */
const plain = (value: number): string => String(value).replace('e+', 'e');

/** Null if the text is not of this form. */
export function readStoredCode(text: string): CodeFormat | null {
  const [, bits, first, second] =
    /^uint(\d+)\(scale=([^,()=]+),min=([^,()=]+)\)$/.exec(text.replace(/\s+/g, '')) ?? [];
  const [width, scale, min] = [Number(bits), Number(first), Number(second)];
  const fits = width >= 2 && width <= 16 && scale > 0 && Number.isFinite(scale) && Number.isFinite(min);
  return fits ? storedCode(width, { scale, min }) : null;
}
