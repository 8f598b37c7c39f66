/**
 * Max, Min, ArgMax and ArgMin along axes, selected on integers: NaN wins, the first NaN counts as the maximum (or
 * minimum), ties go to the lowest index (NumPy).
 */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { argumentsOf, runOnWords, type Strictly, type WordProgram } from './wordProgram.ts';

/** A long axis with few results is reduced in two passes. */
const LONG = 1024;

/** Result i covers elements part, part + parts, ... of the axis in the middle of [outer, count, inner]. */
const reduction = (name: string, picks: 'word' | 'index'): WordProgram => ({
  name: `reduce ${name}`,
  inputs: ['x'],
  code: /* wgsl */ `
fn rank(word : i32) -> i32 {
  let signed = order(${picks === 'index' ? 'select(word, 0, magnitude(word) == 0)' : 'word'});
  return select(signed, -signed, uniforms.smallest == 1);
}

fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let part = i / uniforms.inner % uniforms.parts;
  let start = i / (uniforms.inner * uniforms.parts) * uniforms.count * uniforms.inner + i % uniforms.inner;
  var best = x[start + part * uniforms.inner];
  var at = part;
  for (var k = part; k < uniforms.count && !isNanWord(best); k += uniforms.parts) {
    let word = x[start + k * uniforms.inner];
    if (isNanWord(word) || rank(word) > rank(best)) {
      best = word;
      at = k;
    }
  }
  result[i] = ${picks === 'index' ? 'at' : 'select(best, best | QUIET_NAN, isNanWord(best))'};
}
`,
});

const wordReduction = reduction('word', 'word');
const indexReduction = reduction('index', 'index');

export const strictMax: Strictly = strictExtreme(false);
export const strictMin: Strictly = strictExtreme(true);
export const strictArgMax: Strictly = strictArg(false);
export const strictArgMin: Strictly = strictArg(true);

interface ExtremeAttrs {
  /** Max names its axes so, Min calls them `axis`. */
  readonly reductionIndices?: number | number[];
  readonly axis?: number | number[];
  readonly keepDims: boolean;
}

function strictExtreme(smallest: boolean): Strictly {
  return (fast) => (args) => {
    const { gpu, inputs, attrs } = argumentsOf<ExtremeAttrs>(args);
    const { x } = inputs as { x: TensorInfo };
    if (x.dtype !== 'float32' || util.sizeFromShape(x.shape) === 0) return fast(args);
    const axes = new Set(util.parseAxisParam(attrs.reductionIndices ?? attrs.axis ?? [], x.shape));
    const shape = x.shape.flatMap((size, axis) => (axes.has(axis) ? (attrs.keepDims ? [1] : []) : [size]));
    let current = x;
    // One run of neighbouring axes after the other: the maximum of maxima is the maximum.
    for (const { first, last } of runsOf(axes, x.shape.length)) {
      const inner = util.sizeFromShape(current.shape.slice(last + 1));
      const count = util.sizeFromShape(current.shape.slice(first, last + 1));
      const outer = util.sizeFromShape(current.shape.slice(0, first));
      const next = reduced(gpu, current, { outer, count, inner, smallest });
      if (current !== x) gpu.disposeData(current.dataId);
      current = {
        ...next,
        shape: current.shape.map((size, axis) => (axis < first || axis > last ? size : 1)),
      };
    }
    if (current === x) return fast(args);
    return { ...current, shape };
  };
}

interface Reduction {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
  readonly smallest: boolean;
}

function reduced(
  gpu: WebGPUBackend,
  x: TensorInfo,
  { outer, count, inner, smallest }: Reduction,
): TensorInfo {
  const parts = count > LONG && outer * inner < LONG ? Math.ceil(Math.sqrt(count)) : 1;
  const out = gpu.makeTensorInfo([outer, parts, inner], 'float32');
  runOnWords(gpu, wordReduction, [x], out, {
    smallest: [smallest ? 1 : 0],
    count: [count],
    inner: [inner],
    parts: [parts],
  });
  if (parts === 1) return out;
  const whole = reduced(gpu, out, { outer, count: parts, inner, smallest });
  gpu.disposeData(out.dataId);
  return whole;
}

/** Runs of neighbouring axes, last first, so that earlier axis numbers stay valid. */
function runsOf(axes: ReadonlySet<number>, rank: number): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (let axis = rank - 1; axis >= 0; axis--) {
    if (!axes.has(axis)) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.first === axis + 1) run.first = axis;
    else runs.push({ first: axis, last: axis });
  }
  return runs;
}

function strictArg(smallest: boolean): Strictly {
  return (fast) => (args) => {
    const { gpu, inputs, attrs } = argumentsOf<{ axis: number }>(args);
    const { x } = inputs as { x: TensorInfo };
    if (x.dtype !== 'float32') return fast(args);
    const [axis] = util.parseAxisParam(attrs.axis, x.shape) as [number];
    const out = gpu.makeTensorInfo(x.shape.toSpliced(axis, 1), 'int32');
    runOnWords(gpu, indexReduction, [x], out, {
      smallest: [smallest ? 1 : 0],
      count: [x.shape[axis] as number],
      inner: [util.sizeFromShape(x.shape.slice(axis + 1))],
      parts: [1],
    });
    return out;
  };
}
