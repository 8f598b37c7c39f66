/**
 * What a Keras layer class is, for people and for the cost model: category, one line of description, multiply-
 * accumulates of one image. MACs count products of the linear part only (bias, activation and pooling are 0), the
 * convention of Sze et al., "Efficient Processing of Deep Neural Networks" (2017), section III.
 */
import type { OpCategory, Shape } from './modelGraph.ts';

const CATEGORY: readonly (readonly [RegExp, OpCategory])[] = [
  [/^InputLayer$/, 'input'],
  [/Conv/, 'convolution'],
  [/Dense$/, 'dense'],
  [/(LSTM|GRU|RNN|Bidirectional|TimeDistributed)/, 'recurrent'],
  [/Embedding/, 'embedding'],
  [/(Normalization)/, 'normalization'],
  [/(Activation|ReLU|Softmax|ELU|PReLU)$/, 'activation'],
  [/Pooling/, 'pooling'],
  [/^(Add|Concatenate|Multiply|Average|Maximum|Minimum|Dot|Subtract)$/, 'merge'],
  [
    /^(Flatten|Reshape|Permute|RepeatVector|ZeroPadding|Cropping|UpSampling|Masking|Dropout|SpatialDropout|Gaussian|Alpha)/,
    'shape',
  ],
];

export function layerCategory(className: string): OpCategory {
  return CATEGORY.find(([pattern]) => pattern.test(className))?.[1] ?? 'other';
}

const ACTIVATION_NAMES: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  relu6: 'ReLU6',
  elu: 'ELU',
  selu: 'SELU',
  prelu: 'PReLU',
  leaky_relu: 'LeakyReLU',
};

export function activationLabel(activation: string): string {
  return ACTIVATION_NAMES[activation] ?? activation;
}

/** `Conv2D 5×5, ReLU`; sizes that are 1 everywhere (strides) are left out. */
export function layerDescription(
  className: string,
  config: Readonly<Record<string, unknown>>,
  activation: string | null,
): string {
  const window = (config['kernelSize'] ?? config['poolSize'] ?? null) as number[] | number | null;
  const strides = config['strides'] as number[] | number | undefined;
  const size = Array.isArray(window)
    ? ` ${window.join('×')}`
    : typeof window === 'number'
      ? ` ${window}`
      : '';
  const stride =
    className.includes('Conv') && strides !== undefined && [strides].flat().some((s) => s !== 1)
      ? `, stride ${[strides].flat().join('×')}`
      : '';
  const own = ownName(className, config);
  return `${own}${size}${stride}${activation === null ? '' : `, ${activationLabel(activation)}`}`;
}

function ownName(className: string, config: Readonly<Record<string, unknown>>): string {
  if (className === 'Activation') return activationLabel(String(config['activation']));
  return className === 'InputLayer' ? 'Input' : className;
}

/** Products for one image from shapes with batch axis; null where an axis is unknown. */
export function layerMacs(
  className: string,
  input: Shape | undefined,
  output: Shape | undefined,
  kernels: Readonly<Record<string, readonly number[]>>,
): number | null {
  const kernel = kernels['kernel'];
  const product = (shape: Shape): number | null =>
    shape.slice(1).reduce<number | null>((p, d) => (p === null || d === null ? null : p * d), 1);
  const times = (a: number | null, b: number): number | null => (a === null ? null : a * b);
  const size = (shape: readonly number[]): number => shape.reduce((p, d) => p * d, 1);
  if (input === undefined || output === undefined) return 0;
  const channels = (output[output.length - 1] ?? null) as number | null;
  const positions = channels === null ? null : times(product(output), 1 / channels);
  if (/SeparableConv/.test(className)) {
    return times(
      positions,
      size(kernels['depthwise_kernel'] ?? []) + size(kernels['pointwise_kernel'] ?? []),
    );
  }
  if (/DepthwiseConv/.test(className)) return times(positions, size(kernels['depthwise_kernel'] ?? []));
  if (kernel === undefined) return 0;
  if (/Transpose/.test(className)) {
    const inChannels = input[input.length - 1] ?? null;
    return inChannels === null ? null : times(times(product(input), 1 / inChannels), size(kernel));
  }
  if (/Conv/.test(className) || className === 'Dense') return times(positions, size(kernel));
  if (/^(LSTM|GRU|SimpleRNN)$/.test(className)) {
    const steps = input[1] ?? null;
    return times(steps, size(kernel) + size(kernels['recurrent_kernel'] ?? []));
  }
  return 0;
}
