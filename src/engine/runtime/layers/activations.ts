/**
 * Activations of Keras that TensorFlow.js lacks, by the formulas of keras.activations and keras.ops.nn (Keras 3).
 * hard_sigmoid has two: Keras 2's 0.2x + 0.5, which is built in, and Keras 3's x/6 + 0.5.
 */
import {
  add,
  clipByValue,
  div,
  elu,
  exp,
  leakyRelu,
  mul,
  neg,
  round,
  serialization,
  sigmoid,
  softplus,
  sub,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { register } from './ownLayer.ts';

const hardSigmoid = (x: Tensor): Tensor => clipByValue(add(div(x, 6), 0.5), 0, 1);
const hardSilu = (x: Tensor): Tensor => mul(x, hardSigmoid(x));
const silu = (x: Tensor): Tensor => mul(x, sigmoid(x));
const smoothSigmoid = (x: Tensor): Tensor => clipByValue(add(mul(x, 0.1875), 0.5), 0, 1);
const halfSigmoid = (x: Tensor): Tensor => clipByValue(add(mul(x, 0.5), 0.5), 0, 1);
const binarySigmoid = (x: Tensor): Tensor => round(halfSigmoid(x));

/** By the name under which TensorFlow.js looks them up. */
const FORMULAS: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  silu,
  swish: silu,
  leakyRelu: (x) => leakyRelu(x, 0.2),
  exponential: (x) => exp(x),
  celu: (x) => elu(x),
  hardSigmoidKeras3: hardSigmoid,
  hardSilu,
  hardSwish: hardSilu,
  hardTanh: (x) => clipByValue(x, -1, 1),
  logSigmoid: (x) => neg(softplus(neg(x))),
  // QKeras's own functions (qkeras/quantizers.py); rounding is half to even.
  qkerasHardSigmoid: halfSigmoid,
  qkerasHardTanh: (x) => sub(mul(halfSigmoid(x), 2), 1),
  qkerasSmoothSigmoid: smoothSigmoid,
  qkerasSmoothTanh: (x) => sub(mul(smoothSigmoid(x), 2), 1),
  qkerasBinarySigmoid: binarySigmoid,
  qkerasBinaryTanh: (x) => sub(mul(binarySigmoid(x), 2), 1),
};

for (const [name, formula] of Object.entries(FORMULAS)) {
  register(
    class extends serialization.Serializable {
      static readonly className = name;

      apply(x: Tensor): Tensor {
        return tidy(() => formula(x));
      }

      getConfig(): serialization.ConfigDict {
        return {};
      }
    },
  );
}

export interface ActivationFunction {
  apply(x: Tensor): Tensor;
  getClassName(): string;
}

/** The activation TensorFlow.js, or the lab, has under a name; null and undefined are linear. */
export function activationNamed(name: unknown): ActivationFunction {
  const holder = layers.activation({ activation: (name ?? 'linear') as 'linear' });
  return (holder as unknown as { activation: ActivationFunction }).activation;
}
