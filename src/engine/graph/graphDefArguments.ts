/**
 * What the inputs of TensorFlow ops mean: names of stored tensors for fault strings, and which inputs are attributes
 * that TensorFlow.js reads on the host (shapes, axes, bounds), not data. Positions follow the op definitions
 * (tensorflow/core/ops/*.cc); a negative position counts from the end.
 */
import type { GraphDefNode } from './graphDef.ts';
import type { Region } from './graphDefRegions.ts';

const CONVOLUTION = ['const', 'kernel', 'bias'];
const DEPTHWISE = ['const', 'depthwise_kernel', 'bias'];
const PRODUCT = ['const', 'kernel', 'bias'];
const BATCH_NORM = ['const', 'gamma', 'beta', 'mean', 'variance'];
const SUM = ['bias', 'bias'];

const PARAMETER_NAMES: Readonly<Record<string, readonly string[]>> = {
  Conv1D: CONVOLUTION,
  Conv2D: CONVOLUTION,
  Conv3D: CONVOLUTION,
  _FusedConv2D: CONVOLUTION,
  Conv2DBackpropInput: CONVOLUTION,
  Dilation2D: CONVOLUTION,
  DepthwiseConv2d: DEPTHWISE,
  DepthwiseConv2dNative: DEPTHWISE,
  FusedDepthwiseConv2dNative: DEPTHWISE,
  MatMul: PRODUCT,
  BatchMatMul: PRODUCT,
  BatchMatMulV2: PRODUCT,
  _FusedMatMul: PRODUCT,
  BiasAdd: ['const', 'bias'],
  Add: SUM,
  AddV2: SUM,
  Mul: ['scale', 'scale'],
  FusedBatchNorm: BATCH_NORM,
  FusedBatchNormV2: BATCH_NORM,
  FusedBatchNormV3: BATCH_NORM,
  Prelu: ['const', 'alpha'],
  Gather: ['embeddings'],
  GatherV2: ['embeddings'],
};

/** Name of a constant that an op reads at this position: `kernel`, `bias`, ..., else `const`. */
export function parameterName(op: string, position: number): string {
  return PARAMETER_NAMES[op]?.[position] ?? 'const';
}

const ATTRIBUTES: Readonly<Record<string, readonly number[]>> = {
  ClipByValue: [1, 2],
  FakeQuantWithMinMaxVars: [1, 2],
  Conv2DBackpropInput: [0],
  Fill: [0, 1],
  LinSpace: [0, 1, 2],
  OneHot: [1, 2, 3],
  Range: [0, 1, 2],
  ResizeBilinear: [1],
  ResizeNearestNeighbor: [1],
  CropAndResize: [3],
  ImageProjectiveTransformV3: [2, 3],
  Transpose: [1],
  EuclideanNorm: [1],
  TopKV2: [1],
  UniqueV2: [1],
  Max: [1],
  Mean: [1],
  Min: [1],
  Sum: [1],
  All: [1],
  Any: [1],
  ArgMax: [1],
  ArgMin: [1],
  Prod: [1],
  Cumprod: [1],
  Cumsum: [1],
  Bincount: [1],
  DenseBincount: [1],
  Concat: [0],
  ConcatV2: [-1],
  GatherV2: [2],
  Reverse: [1],
  ReverseV2: [1],
  Slice: [1, 2],
  StridedSlice: [1, 2, 3],
  Tile: [1],
  Split: [0],
  SplitV: [1, 2],
  ScatterNd: [2],
  SparseToDense: [1],
  ExpandDims: [1],
  MirrorPad: [1],
  Pad: [1],
  PadV2: [1, 2],
  Reshape: [1],
  EnsureShape: [1],
  SpaceToBatchND: [1, 2],
  BatchToSpaceND: [1, 2],
  BroadcastTo: [1],
  NonMaxSuppressionV2: [2, 3],
  NonMaxSuppressionV3: [2, 3, 4],
  NonMaxSuppressionV4: [2, 3, 4],
  NonMaxSuppressionV5: [2, 3, 4, 5],
};

/** True where TensorFlow.js reads the input as a number on the host. */
export function isAttribute(op: string, position: number, inputCount: number): boolean {
  return (ATTRIBUTES[op] ?? []).some((at) => (at < 0 ? at + inputCount : at) === position);
}

/** The same for any node: what is fed to a part that runs as a whole is an attribute if every reader inside takes it as one. */
export function readsAsAttribute({ op, inputs, region }: GraphDefNode, position: number): boolean {
  if (region === undefined) return isAttribute(op, position, inputs.length);
  const readers = readersInside(region, position);
  return readers.length > 0 && readers.every(({ node, at }) => isAttribute(node.op, at, node.inputs.length));
}

/** Name of a constant that a node reads: inside a part that runs as a whole, as the first op that computes with it says. */
export function operandName(node: GraphDefNode, position: number): string {
  if (node.region === undefined) return parameterName(node.op, position);
  const seen = new Set<GraphDefNode>();
  const pending = readersInside(node.region, position);
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (!/^(Enter|Identity|Switch|Merge)$/.test(next.node.op)) return parameterName(next.node.op, next.at);
    if (seen.has(next.node)) continue;
    seen.add(next.node);
    pending.push(...readersOf(node.region, next.node.name));
  }
  return 'const';
}

interface Reader {
  readonly node: GraphDefNode;
  readonly at: number;
}

const readersInside = (region: Region, position: number): Reader[] =>
  readersOf(region, region.feeds[position] as string);

function readersOf({ nodes }: Region, name: string): Reader[] {
  return nodes.flatMap((node) => node.inputs.flatMap((ref, at) => (ref.node === name ? [{ node, at }] : [])));
}
