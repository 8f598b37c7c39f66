/**
 * Batch normalization folded into the kernel before it, as QConv2DBatchnorm, QDepthwiseConv2DBatchnorm and
 * QDenseBatchnorm infer (both folding modes): inv = gamma / sqrt(variance + epsilon), kernel x inv and
 * inv x (bias - mean) + beta are what the quantizers get. In float32, step by step as there.
 */
import { LabError } from '../../labError.ts';
import type { WeightSpec } from '../modelFiles.ts';
import { type StoredWeight, weightsOf } from '../storedWeights.ts';

export interface Fold {
  readonly path: readonly string[];
  /** `kernel` or `depthwise_kernel`. */
  readonly kernel: string;
  readonly hasBias: boolean;
  readonly hasGamma: boolean;
  readonly hasBeta: boolean;
  readonly epsilon: number;
}

export interface Weights {
  readonly weightSpecs: readonly WeightSpec[];
  readonly weightData: Uint8Array;
}

const f = Math.fround;

/** The weights with each folded layer's replaced by `path#0`, the kernel, and `path#1`, the bias. */
export function foldBatchnorms<T extends Weights>(files: T, folds: readonly Fold[]): T {
  if (folds.length === 0) return files;
  let weights = weightsOf(files);
  for (const fold of folds) {
    const own = weights.filter(({ spec }) => belongsTo(spec.name, fold.path));
    const folded = foldLayer(fold, own);
    weights = [...weights.filter((weight) => !own.includes(weight)), ...folded];
  }
  const weightData = new Uint8Array(weights.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of weights) {
    weightData.set(bytes, at);
    at += bytes.length;
  }
  return { ...files, weightSpecs: weights.map(({ spec }) => spec), weightData };
}

/** `outer/layer#2` of Keras files; `layer/kernel` of TensorFlow.js files, with or without containers before. */
function belongsTo(name: string, path: readonly string[]): boolean {
  const own = path.at(-1) as string;
  return (
    name.startsWith(`${path.join('/')}#`) ||
    name.startsWith(`${path.join('/')}/`) ||
    name.startsWith(`${own}/`)
  );
}

function foldLayer(fold: Fold, weights: readonly StoredWeight[]): StoredWeight[] {
  const take = partsOf(fold, weights);
  const kernel = take(fold.kernel);
  const variance = take('moving_variance').values();
  const mean = take('moving_mean').values();
  const bias = fold.hasBias ? take('bias').values() : null;
  const gamma = fold.hasGamma ? take('gamma').values() : null;
  const beta = fold.hasBeta ? take('beta').values() : null;
  const epsilon = f(fold.epsilon);
  const inverse = variance.map((v, c) => f(f(1 / Math.sqrt(f(v + epsilon))) * (gamma?.[c] ?? 1)));
  const foldedBias = inverse.map((inv, c) =>
    f(f(inv * f((bias?.[c] ?? 0) - (mean[c] as number))) + (beta?.[c] ?? 0)),
  );
  const folded = kernel.values().map((w, i) => f((inverse[i % inverse.length] as number) * w));
  const path = fold.path.join('/');
  return [stored(`${path}#0`, kernel.spec.shape, folded), stored(`${path}#1`, [inverse.length], foldedBias)];
}

/** By name in TensorFlow.js files; by place in Keras files, whose step counter (a scalar) stands anywhere. */
function partsOf(fold: Fold, weights: readonly StoredWeight[]): (part: string) => StoredWeight {
  const order = [
    fold.kernel,
    ...(fold.hasBias ? ['bias'] : []),
    ...(fold.hasGamma ? ['gamma'] : []),
    ...(fold.hasBeta ? ['beta'] : []),
    'moving_mean',
    'moving_variance',
  ];
  const numbered = weights.every(({ spec }) => /#\d+$/.test(spec.name));
  const arrays = weights.filter(({ spec }) => spec.shape.length > 0);
  return (part) => {
    const found = numbered
      ? arrays.length === order.length
        ? arrays[order.indexOf(part)]
        : undefined
      : arrays.find(({ spec }) => spec.name.replace(/:\d+$/, '').endsWith(`/${part}`));
    if (found !== undefined) return found;
    throw new LabError(
      'bad-model',
      `Layer "${fold.path.join('/')}" needs ${order.join(', ')} to fold its batch normalization; the file has ${arrays.length} arrays for it${numbered ? '' : `, none of them ${part}`}.`,
      { layer: fold.path.join('/'), part },
    );
  };
}

function stored(name: string, shape: readonly number[], values: Float32Array): StoredWeight {
  return {
    spec: { name, shape: [...shape], dtype: 'float32' },
    bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    values: () => values,
  };
}
