/** The quantizers that the lab knows, from expressions and config objects. */
import { LabError } from '../labError.ts';
import { bind } from './parameters.ts';
import { BITS_SIGNATURE, quantizedBits } from './quantizedBits.ts';
import { LINEAR_SIGNATURE, quantizedLinear } from './quantizedLinear.ts';
import { quantizedRelu, RELU_SIGNATURE } from './quantizedRelu.ts';
import type { Quantizer } from './quantizer.ts';
import type { QuantizerCall } from './quantizerCall.ts';
import { readQuantizerCall } from './quantizerConfig.ts';

const QUANTIZERS: Readonly<Record<string, (call: QuantizerCall) => Quantizer>> = {
  quantized_bits: (call) => quantizedBits(bind(call, BITS_SIGNATURE)),
  quantized_linear: (call) => quantizedLinear(bind(call, LINEAR_SIGNATURE)),
  quantized_relu: (call) => quantizedRelu(bind(call, RELU_SIGNATURE)),
};

export const QUANTIZER_NAMES: readonly string[] = Object.keys(QUANTIZERS);

/**
 * From `quantized_bits(5,1,alpha=1)` or `{class_name, config}`; null for None. Throws LabError 'bad-argument' naming
 * parameter and reason, 'unsupported' for a name that is not in `QUANTIZER_NAMES`.
 */
export function quantizerOf(source: unknown): Quantizer | null {
  const call = readQuantizerCall(source);
  if (call === null) return null;
  const make = Object.hasOwn(QUANTIZERS, call.className) ? QUANTIZERS[call.className] : undefined;
  if (make !== undefined) return make(call);
  const message = `Quantizer "${call.className}" is not known here. Use one of: ${QUANTIZER_NAMES.join(', ')}.`;
  throw new LabError('unsupported', message, { got: call.className, wanted: QUANTIZER_NAMES });
}
