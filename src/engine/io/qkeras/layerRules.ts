/**
 * Layers of QKeras 0.9.0 and qkeras-v3 1.2.1 (the same arguments) and of FKeras: the plain layer that computes the same
 * once its tensors are stored as the quantizers say, and which argument quantizes which tensor. Source: `__init__` and
 * `call` of qlayers.py, qconvolutional.py, qnormalization.py, qpooling.py, qrecurrent.py, q*_batchnorm.py.
 */
export interface LayerRule {
  /** Class of TensorFlow.js or of runtime/layers. */
  readonly plain: string;
  /** Argument of the quantizer, and the tensor that it quantizes. */
  readonly tensors: Readonly<Record<string, string>>;
  /** Tensors whose quantizer gets alpha='auto_po2' where it was given none (`_set_trainable_parameter`). */
  readonly trainable: readonly string[];
  /** Batch normalization is folded into this kernel before it is quantized. */
  readonly foldInto: string | null;
  /** Arguments that quantize inside the layer, where nothing is stored: a quantizer is refused. */
  readonly refused: readonly string[];
}

const rule = (
  plain: string,
  tensors: Readonly<Record<string, string>>,
  trainable: readonly string[] = [],
  more: Partial<LayerRule> = {},
): LayerRule => ({ plain, tensors, trainable, foldInto: null, refused: [], ...more });

const KERNEL = { kernel_quantizer: 'kernel', bias_quantizer: 'bias' };
const DEPTHWISE = { depthwise_quantizer: 'depthwise_kernel', bias_quantizer: 'bias' };
const SEPARABLE = { ...DEPTHWISE, pointwise_quantizer: 'pointwise_kernel' };
const RECURRENT = { ...KERNEL, recurrent_quantizer: 'recurrent_kernel' };
const INSIDE = { refused: ['state_quantizer', 'activation', 'recurrent_activation'] };

const separable = (plain: string): LayerRule =>
  rule(plain, SEPARABLE, ['depthwise_kernel', 'pointwise_kernel']);
const recurrent = (plain: string): LayerRule =>
  rule(plain, RECURRENT, ['kernel', 'recurrent_kernel'], INSIDE);

const DENSE = rule('Dense', KERNEL, ['kernel']);
const CONV2D = rule('Conv2D', KERNEL, ['kernel']);

const RULES: Readonly<Record<string, LayerRule>> = {
  QDense: DENSE,
  FQDense: DENSE,
  QDenseBatchnorm: { ...DENSE, foldInto: 'kernel' },
  QConv1D: rule('Conv1D', KERNEL, ['kernel']),
  QConv2D: CONV2D,
  FQConv2D: CONV2D,
  QConv2DBatchnorm: { ...CONV2D, foldInto: 'kernel' },
  QConv2DTranspose: rule('Conv2DTranspose', KERNEL, ['kernel']),
  QDepthwiseConv2D: rule('DepthwiseConv2D', DEPTHWISE, ['depthwise_kernel']),
  QDepthwiseConv2DBatchnorm: rule('DepthwiseConv2D', DEPTHWISE, ['depthwise_kernel'], {
    foldInto: 'depthwise_kernel',
  }),
  QSeparableConv1D: separable('SeparableConv1D'),
  QSeparableConv2D: separable('SeparableConv2D'),
  QBatchNormalization: rule(
    'BatchNormalization',
    {
      gamma_quantizer: 'gamma',
      beta_quantizer: 'beta',
      mean_quantizer: 'mean',
      variance_quantizer: 'variance',
    },
    ['gamma', 'variance'],
    { refused: ['inverse_quantizer'] },
  ),
  QActivation: rule('Activation', {}),
  QAveragePooling2D: rule('QuantizedAveragePooling2D', {}),
  QGlobalAveragePooling2D: rule('QuantizedGlobalAveragePooling2D', {}),
  QSimpleRNN: recurrent('SimpleRNN'),
  QLSTM: recurrent('LSTM'),
  QGRU: recurrent('GRU'),
};

/** Null for a class that is none of QKeras's. `className` is plain: no package before it. */
export function layerRule(className: string): LayerRule | null {
  return Object.hasOwn(RULES, className) ? (RULES[className] as LayerRule) : null;
}

/** Classes of QKeras that the lab cannot run yet. */
export const UNSUPPORTED: readonly string[] = [
  'QAdaptiveActivation',
  'QBidirectional',
  'QSimpleRNNCell',
  'QLSTMCell',
  'QGRUCell',
  'QOctaveConv2D',
  'QDepthwiseConv2DTranspose',
  'QSeparableConv2DTranspose',
  'QScaleShift',
  'QMac',
];
