/**
 * What a TensorFlow op is, for people and for the cost model: category, one line of description, multiply-accumulates
 * of one image. MACs count products of the linear part only, as in layerFacts.ts.
 */
import type { Attrs } from './graphDef.ts';
import { attrBool, attrInts } from './graphDefAttr.ts';
import { activationLabel } from './layerFacts.ts';
import type { OpCategory } from './modelGraph.ts';

const CATEGORY: readonly (readonly [RegExp, OpCategory])[] = [
  [/^Placeholder/, 'input'],
  [/(Conv|Dilation2D)/, 'convolution'],
  [/MatMul(V2)?$|^Einsum$/, 'dense'],
  [/^Gather(V2)?$/, 'embedding'],
  [/(BatchNorm|^LRN$|^EuclideanNorm$)/, 'normalization'],
  [
    /^(Relu|Relu6|Elu|Selu|Sigmoid|Tanh|Prelu|LeakyRelu|Softplus|Softmax|LogSoftmax|ClipByValue)$/,
    'activation',
  ],
  [/Pool/, 'pooling'],
  [/^(Concat|ConcatV2|Pack|AddN|Select|SelectV2)$/, 'merge'],
  [
    /^(Identity|IdentityN|StopGradient|Snapshot|Reshape|Squeeze|ExpandDims|Transpose|Pad|PadV2|MirrorPad|Slice|StridedSlice|Split|SplitV|Unpack|Tile|Cast|EnsureShape|BroadcastTo|BroadcastArgs|SpaceToBatchND|BatchToSpaceND|DepthToSpace|Reverse|ReverseV2|GatherNd|Resize\w+|CropAndResize|Shape|ShapeN|Size|Rank|Fill|FakeQuantWithMinMaxVars)$/,
    'shape',
  ],
  [
    /^(Add|AddV2|BiasAdd|Sub|Mul|Div|RealDiv|DivNoNan|FloorDiv|Maximum|Minimum|Pow|SquaredDifference|Mod|FloorMod|Abs|Neg|Exp|Expm1|Log|Log1p|Sqrt|Rsqrt|Square|Reciprocal|Sign|Round|Ceil|Floor|Erf|Sin|Cos|Tan|Atan2|Equal|NotEqual|Greater|GreaterEqual|Less|LessEqual|LogicalAnd|LogicalOr|LogicalNot|ArgMax|ArgMin|TopKV2|Mean|Sum|Max|Min|Prod|Cumsum|Cumprod)$/,
    'arithmetic',
  ],
];

const SUMS = /^(Add|AddV2|Mul|Sub|Maximum|Minimum)$/;

/** `valueInputs`: inputs that are no constants; an addition of two branches is a merge. */
export function tfOpCategory(op: string, valueInputs: number): OpCategory {
  if (SUMS.test(op) && valueInputs > 1) return 'merge';
  return CATEGORY.find(([pattern]) => pattern.test(op))?.[1] ?? 'other';
}

const LABELS: Readonly<Record<string, string>> = {
  Placeholder: 'Input',
  _FusedConv2D: 'Conv2D',
  Conv2DBackpropInput: 'Conv2DTranspose',
  DepthwiseConv2d: 'DepthwiseConv2D',
  DepthwiseConv2dNative: 'DepthwiseConv2D',
  FusedDepthwiseConv2dNative: 'DepthwiseConv2D',
  _FusedMatMul: 'MatMul',
  BatchMatMulV2: 'BatchMatMul',
  FusedBatchNorm: 'BatchNorm',
  FusedBatchNormV2: 'BatchNorm',
  FusedBatchNormV3: 'BatchNorm',
  AddV2: 'Add',
  ConcatV2: 'Concat',
  PadV2: 'Pad',
  GatherV2: 'Gather',
  TopKV2: 'TopK',
  Relu: 'ReLU',
  Relu6: 'ReLU6',
  Elu: 'ELU',
  Selu: 'SELU',
  Prelu: 'PReLU',
  LeakyRelu: 'LeakyReLU',
  FakeQuantWithMinMaxVars: 'FakeQuant (TensorFlow.js passes it through)',
};

/** `Conv2D 3×3, stride 2×2, ReLU`; `kernel` is the shape of the stored kernel, if there is one. */
export function tfOpDescription(
  op: string,
  attr: Attrs,
  kernel: readonly number[] | undefined,
  activation: string | null,
): string {
  const isConv = /Conv/.test(op);
  const window = isConv
    ? (kernel ?? []).slice(0, -2)
    : /Pool/.test(op)
      ? attrInts(attr, 'ksize').slice(1, -1)
      : [];
  const strides = isConv ? attrInts(attr, 'strides').slice(1, -1) : [];
  const size = window.length > 0 ? ` ${window.join('×')}` : '';
  const stride = strides.some((s) => s !== 1) ? `, stride ${strides.join('×')}` : '';
  return `${LABELS[op] ?? op}${size}${stride}${activation === null ? '' : `, ${activationLabel(activation)}`}`;
}

/** Products for one image. `operands` and `output` are whole shapes measured with `batchSize` images. */
export function tfOpMacs(
  op: string,
  attr: Attrs,
  operands: readonly (readonly number[] | undefined)[],
  output: readonly number[],
  batchSize: number,
): number | null {
  const size = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);
  const [a, b, c] = operands;
  if (op === 'Einsum') return null;
  if (/MatMul/.test(op)) {
    if (a === undefined) return null;
    const inner =
      a[attrBool(attr, 'transpose_a') || attrBool(attr, 'adj_x') ? a.length - 2 : a.length - 1] ?? 1;
    return (size(output) * inner) / batchSize;
  }
  if (!/Conv/.test(op)) return 0;
  if (b === undefined) return null;
  const channels = b[b.length - 1] ?? 1;
  if (op === 'Conv2DBackpropInput')
    return c === undefined ? null : (size(c) / channels / batchSize) * size(b);
  if (/Depthwise/.test(op)) return (size(output) * size(b.slice(0, 2))) / batchSize;
  return (size(output) / channels / batchSize) * size(b);
}
