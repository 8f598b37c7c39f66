/**
 * The numeric policy (DESIGN 4.6) on wasm and cpu: IEEE, NaN propagates; padding is multiplied as zero. Kernels that
 * lose NaN there are wrapped; the wrapper acts only inside `strictly`, and only on elements that non-finite inputs
 * reach, so that on finite data strict and fast give the same words. Which kernel loses what: measured, per back end.
 */
import {
  backend_util,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { EMPTY_REDUCTIONS, gatherWithEmpty, topKWithEmpty, withEmpty } from './emptyTensors.ts';
import { gatherInRange } from './gatherInRange.ts';
import { argMaxStrict, poolStrict, preluStrict, propagateNan } from './nanRules.ts';

type Rule = (inputs: Record<string, TensorInfo>, attrs: Record<string, unknown>, out: TensorInfo) => void;

const fromX: Rule = ({ x }, _, out) => propagateNan([x as TensorInfo], out);
const fromBoth: Rule = ({ a, b }, _, out) => propagateNan([a as TensorInfo, b as TensorInfo], out);
const reduced: Rule = ({ x }, attrs, out) =>
  propagateNan(
    [x as TensorInfo],
    out,
    [(attrs['reductionIndices'] ?? attrs['axis']) as number | number[]].flat(),
  );
const pooled =
  (kind: 'max' | 'avg'): Rule =>
  ({ x }, attrs, out) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttrs;
    poolStrict(
      kind,
      x as TensorInfo,
      out,
      backend_util.computePool2DInfo(
        (x as TensorInfo).shape as [number, number, number, number],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      ),
    );
  };

interface PoolAttrs {
  readonly filterSize: [number, number];
  readonly strides: [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const RULES: Readonly<Record<string, Rule>> = {
  Relu: fromX,
  Relu6: fromX,
  ClipByValue: fromX,
  Elu: fromX,
  Selu: fromX,
  Sigmoid: fromX,
  Tanh: fromX,
  Exp: fromX,
  Softplus: fromX,
  LeakyRelu: fromX,
  Sign: fromX,
  Prelu: ({ x }, _, out) => preluStrict(x as TensorInfo, out),
  Maximum: fromBoth,
  Minimum: fromBoth,
  Max: reduced,
  Min: reduced,
  MaxPool: pooled('max'),
  AvgPool: pooled('avg'),
  ArgMax: ({ x }, attrs, out) => argMaxStrict(x as TensorInfo, attrs['axis'] as number, out),
};

/** Whether the step that runs is to be strict; found out by the first kernel that wants to know. */
let isStrict: () => boolean = () => false;

/**
 * Runs with the strict kernels on, or as `on` says, which is asked at most once and only if `run` comes to a kernel for
 * which it matters: looking for NaN in a large tensor costs as much as some kernels. Synchronous; not nested.
 */
export function strictly<T>(on: boolean | (() => boolean), run: () => T): T {
  let known = typeof on === 'boolean' ? on : null;
  isStrict = () => {
    known ??= (on as () => boolean)();
    return known;
  };
  try {
    return run();
  } finally {
    isStrict = () => false;
  }
}

/** The same for what waits in between; nothing else may run kernels meanwhile. */
export async function strictlyAsync<T>(on: boolean, run: () => Promise<T>): Promise<T> {
  isStrict = () => on;
  try {
    return await run();
  } finally {
    isStrict = () => false;
  }
}

const installed = new Set<string>();

/** Wraps the kernels of a back end once. */
export function installStrictHostKernels(backendName: 'wasm' | 'cpu'): void {
  if (installed.has(backendName)) return;
  installed.add(backendName);
  for (const [kernelName, rule] of Object.entries(RULES)) {
    wrap(kernelName, backendName, (fast) => (args) => {
      const out = fast(args) as TensorInfo;
      if (isStrict())
        rule(args.inputs as Record<string, TensorInfo>, args.attrs as Record<string, unknown>, out);
      return out;
    });
  }
  wrap('GatherV2', backendName, gatherInRange);
  for (const name of EMPTY_REDUCTIONS) wrap(name, backendName, withEmpty(name));
  wrap('TopK', backendName, topKWithEmpty);
  wrap('GatherV2', backendName, gatherWithEmpty);
  if (backendName === 'cpu') {
    for (const name of ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D'])
      wrap(name, 'cpu', padFirst);
  }
}

function wrap(kernelName: string, backendName: string, around: (fast: KernelFunc) => KernelFunc): void {
  const config = getKernel(kernelName, backendName);
  if (config === undefined) return;
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...config, kernelFunc: around(config.kernelFunc) });
}

/** cpu skips padding: write the zeros out, so that they are multiplied. */
function padFirst(fast: KernelFunc): KernelFunc {
  return (args) => {
    const { pad, strides, dilations, dimRoundingMode } = args.attrs as unknown as ConvAttrs;
    if (pad === 'valid' || pad === 0 || !isStrict()) return fast(args);
    const { x, filter } = args.inputs as { x: TensorInfo; filter: TensorInfo };
    const { padInfo } = backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filter.shape as [number, number, number, number],
      strides,
      dilations ?? [1, 1],
      pad,
      dimRoundingMode,
    );
    const paddings = [
      [0, 0],
      [padInfo.top, padInfo.bottom],
      [padInfo.left, padInfo.right],
      [0, 0],
    ];
    const padded = getKernel('PadV2', 'cpu').kernelFunc({
      inputs: { x },
      attrs: { paddings, constantValue: 0 },
      backend: args.backend,
    }) as TensorInfo;
    const out = fast({
      ...args,
      inputs: { ...args.inputs, x: padded },
      attrs: { ...args.attrs, pad: 'valid' },
    });
    (args.backend as { disposeIntermediateTensorInfo(t: TensorInfo): void }).disposeIntermediateTensorInfo(
      padded,
    );
    return out;
  };
}

interface ConvAttrs {
  readonly strides: [number, number];
  readonly dilations: [number, number] | null;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
