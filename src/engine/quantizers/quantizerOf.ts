/** The quantizers that the lab knows, from expressions and config objects. */
import { LabError } from '../labError.ts';
import { BINARY_SIGNATURE, binary } from './binary.ts';
import { bind, type Signature } from './parameters.ts';
import { BITS_SIGNATURE, quantizedBits } from './quantizedBits.ts';
import { quantizedSigmoid, quantizedTanh, SIGMOID_SIGNATURE, TANH_SIGNATURE } from './quantizedCurves.ts';
import { HSWISH_SIGNATURE, quantizedHswish } from './quantizedHswish.ts';
import { LINEAR_SIGNATURE, quantizedLinear } from './quantizedLinear.ts';
import { PO2_SIGNATURE, quantizedPo2, quantizedReluPo2, RELU_PO2_SIGNATURE } from './quantizedPo2.ts';
import { quantizedRelu, RELU_SIGNATURE } from './quantizedRelu.ts';
import { quantizedUlaw, ULAW_SIGNATURE } from './quantizedUlaw.ts';
import type { Quantizer } from './quantizer.ts';
import type { QuantizerCall } from './quantizerCall.ts';
import { readQuantizerCall } from './quantizerConfig.ts';
import {
  BERNOULLI_SIGNATURE,
  bernoulli,
  STOCHASTIC_TERNARY_SIGNATURE,
  stochasticBinary,
  stochasticTernary,
} from './stochasticSigns.ts';
import { TERNARY_SIGNATURE, ternary } from './ternary.ts';

const QUANTIZERS: Readonly<Record<string, (call: QuantizerCall) => Quantizer>> = {
  quantized_bits: (call) => quantizedBits(bind(call, BITS_SIGNATURE)),
  quantized_linear: (call) => quantizedLinear(bind(call, LINEAR_SIGNATURE)),
  quantized_relu: (call) => quantizedRelu(bind(call, RELU_SIGNATURE)),
  quantized_tanh: (call) => quantizedTanh(bind(call, TANH_SIGNATURE)),
  quantized_sigmoid: (call) => quantizedSigmoid(bind(call, SIGMOID_SIGNATURE)),
  quantized_ulaw: (call) => quantizedUlaw(bind(call, ULAW_SIGNATURE)),
  quantized_hswish: (call) => quantizedHswish(bind(call, HSWISH_SIGNATURE)),
  binary: (call) => binary(bind(call, BINARY_SIGNATURE)),
  ternary: (call) => ternary(bind(call, TERNARY_SIGNATURE)),
  bernoulli: (call) => bernoulli(bind(call, BERNOULLI_SIGNATURE)),
  stochastic_binary: (call) => stochasticBinary(bind(call, BERNOULLI_SIGNATURE)),
  stochastic_ternary: (call) => stochasticTernary(bind(call, STOCHASTIC_TERNARY_SIGNATURE)),
  quantized_po2: (call) => quantizedPo2(bind(call, PO2_SIGNATURE)),
  quantized_relu_po2: (call) => quantizedReluPo2(bind(call, RELU_PO2_SIGNATURE)),
};

export const QUANTIZER_NAMES: readonly string[] = Object.keys(QUANTIZERS);

/** Parameters of each quantizer in upstream's order, with defaults: for forms. */
export const QUANTIZER_SIGNATURES: Readonly<Record<string, Signature<Readonly<Record<string, unknown>>>>> = {
  quantized_bits: BITS_SIGNATURE,
  quantized_linear: LINEAR_SIGNATURE,
  quantized_relu: RELU_SIGNATURE,
  quantized_tanh: TANH_SIGNATURE,
  quantized_sigmoid: SIGMOID_SIGNATURE,
  quantized_ulaw: ULAW_SIGNATURE,
  quantized_hswish: HSWISH_SIGNATURE,
  binary: BINARY_SIGNATURE,
  ternary: TERNARY_SIGNATURE,
  bernoulli: BERNOULLI_SIGNATURE,
  stochastic_binary: BERNOULLI_SIGNATURE,
  stochastic_ternary: STOCHASTIC_TERNARY_SIGNATURE,
  quantized_po2: PO2_SIGNATURE,
  quantized_relu_po2: RELU_PO2_SIGNATURE,
};

/**
 * From `quantized_bits(5,1,alpha=1)` or `{class_name, config}`; null for None. Throws LabError 'bad-argument'
 * naming parameter and reason, 'unsupported' for a name that is not in `QUANTIZER_NAMES`.
 */
export function quantizerOf(source: unknown): Quantizer | null {
  const call = readQuantizerCall(source);
  if (call === null) return null;
  const make = Object.hasOwn(QUANTIZERS, call.className) ? QUANTIZERS[call.className] : undefined;
  if (make !== undefined) return make(call);
  const message = `Quantizer "${call.className}" is not known here. Use one of: ${QUANTIZER_NAMES.join(', ')}.`;
  throw new LabError('unsupported', message, { got: call.className, wanted: QUANTIZER_NAMES });
}
