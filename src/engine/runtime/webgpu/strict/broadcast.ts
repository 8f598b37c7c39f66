/**
 * Maximum, minimum and PReLU where an operand is not finite: NaN passes whichever side it is on, infinities compare as
 * numbers. PReLU(x, alpha) is x for x >= 0 and alpha * x below; the vectorised kernel adds 0 * (alpha * x) to a positive x,
 * which is NaN where alpha * x overflows.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LabError } from '../../../labError.ts';
import { argumentsOf, runOnWords, type Strictly, type WordProgram } from './wordProgram.ts';

const MODES = { maximum: 0, minimum: 1, prelu: 2 };

const program: WordProgram = {
  name: 'binary limits',
  inputs: ['left', 'right'],
  code: /* wgsl */ `
/** Of a word that is not NaN. */
fn prelu(word : i32, alpha : i32, computed : i32) -> i32 {
  if (word >= 0 || magnitude(word) == 0) { return word; }
  if (isNanWord(alpha)) { return alpha | QUIET_NAN; }
  if (isFiniteWord(word) && isFiniteWord(alpha)) { return computed; }
  if (magnitude(alpha) == 0) { return QUIET_NAN; }
  return select(INFINITE, MINUS_INFINITE, alpha >= 0);
}

fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let place = vec4<i32>(
    i / (uniforms.dims.y * uniforms.dims.z * uniforms.dims.w),
    i / (uniforms.dims.z * uniforms.dims.w) % uniforms.dims.y,
    i / uniforms.dims.w % uniforms.dims.z,
    i % uniforms.dims.w,
  );
  let l = left[dot(place, uniforms.leftStrides)];
  let r = right[dot(place, uniforms.rightStrides)];
  if (isNanWord(l)) {
    result[i] = l | QUIET_NAN;
  } else if (uniforms.mode == ${MODES.prelu}) {
    result[i] = prelu(l, r, result[i]);
  } else if (isNanWord(r)) {
    result[i] = r | QUIET_NAN;
  } else if (!isFiniteWord(l) || !isFiniteWord(r)) {
    result[i] = select(r, l, (order(l) > order(r)) == (uniforms.mode == ${MODES.maximum}));
  }
}
`,
};

export const strictMaximum: Strictly = strictBinary('maximum', 'a', 'b');
export const strictMinimum: Strictly = strictBinary('minimum', 'a', 'b');
export const strictPrelu: Strictly = strictBinary('prelu', 'x', 'alpha');

function strictBinary(mode: keyof typeof MODES, leftName: string, rightName: string): Strictly {
  return (fast) => (args) => {
    const out = fast(args) as TensorInfo;
    const { gpu, inputs } = argumentsOf(args);
    const left = inputs[leftName] as TensorInfo;
    const right = inputs[rightName] as TensorInfo;
    if (left.dtype !== 'float32' || right.dtype !== 'float32') return out;
    runOnWords(gpu, program, [left, right], out, {
      mode: [MODES[mode]],
      ...broadcasting(left.shape, right.shape, out.shape),
    });
    return out;
  };
}

/**
 * Dimensions of the output, merged where both operands run on in the same way, and the operands' strides (0 where an
 * operand is repeated). Four merged dimensions are enough for every network layer; more is an error.
 */
export function broadcasting(
  left: readonly number[],
  right: readonly number[],
  out: readonly number[],
): { dims: number[]; leftStrides: number[]; rightStrides: number[] } {
  const dims: number[] = [];
  const leftStrides: number[] = [];
  const rightStrides: number[] = [];
  let leftStride = 1;
  let rightStride = 1;
  for (let axis = 1; axis <= out.length; axis++) {
    const size = out.at(-axis) as number;
    if (size === 1) continue;
    const leftStep = (left.at(-axis) ?? 1) === 1 || axis > left.length ? 0 : leftStride;
    const rightStep = (right.at(-axis) ?? 1) === 1 || axis > right.length ? 0 : rightStride;
    const [dim, l, r] = [dims[0], leftStrides[0], rightStrides[0]];
    if (
      dim !== undefined &&
      continues(leftStep, l as number, dim) &&
      continues(rightStep, r as number, dim)
    ) {
      dims[0] = dim * size;
    } else {
      dims.unshift(size);
      leftStrides.unshift(leftStep);
      rightStrides.unshift(rightStep);
    }
    if (leftStep !== 0) leftStride *= size;
    if (rightStep !== 0) rightStride *= size;
  }
  if (dims.length > 4) {
    throw new LabError(
      'unsupported',
      `Shapes [${left.join(', ')}] and [${right.join(', ')}] broadcast along more axes than WebGPU kernels take.`,
    );
  }
  const padded = (values: number[], fill: number): number[] => [
    ...new Array<number>(4 - values.length).fill(fill),
    ...values,
  ];
  return {
    dims: padded(dims, 1),
    leftStrides: padded(leftStrides, 0),
    rightStrides: padded(rightStrides, 0),
  };
}

/** True if an outer axis of stride `outer` goes on where the inner one of `size` elements ends. */
const continues = (outer: number, inner: number, size: number): boolean => outer === inner * size;
