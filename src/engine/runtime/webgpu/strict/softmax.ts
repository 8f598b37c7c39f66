/**
 * Softmax of a row with NaN or +Infinity, or of nothing but -Infinity, is NaN throughout (the maximum is subtracted
 * first: Inf - Inf). In other rows -Infinity gives 0. Rows of finite logits keep the kernel's words.
 */
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { argumentsOf, runOnWords, type Strictly, type WordProgram } from './wordProgram.ts';

const program = (columns: number): WordProgram => ({
  name: 'softmax rows',
  inputs: ['x'],
  outputsPerWorkgroup: columns,
  code: /* wgsl */ `
const SPOILED = 1u;
const ABOVE_MINUS_INFINITY = 2u;
const NOT_FINITE = 4u;
var<workgroup> found : atomic<u32>;

fn main(i : i32) {
  let lane = i % 64;
  let start = i / 64 * uniforms.columns;
  let end = min(start + uniforms.columns, uniforms.size);
  var mine = 0u;
  for (var k = start + lane; k < end; k += 64) {
    let word = x[k];
    if (isNanWord(word) || word == INFINITE) { mine |= SPOILED; }
    if (!isFiniteWord(word)) { mine |= NOT_FINITE; }
    if (word >= 0 || isFiniteWord(word)) { mine |= ABOVE_MINUS_INFINITY; }
  }
  atomicOr(&found, mine);
  workgroupBarrier();
  let all = atomicLoad(&found);
  let spoiled = (all & SPOILED) != 0u || (all & ABOVE_MINUS_INFINITY) == 0u;
  if ((all & NOT_FINITE) != 0u) {
    for (var k = start + lane; k < end; k += 64) {
      if (spoiled) { result[k] = QUIET_NAN; } else if (!isFiniteWord(x[k])) { result[k] = 0; }
    }
  }
}
`,
});

export const strictSoftmax: Strictly = (fast) => (args) => {
  const out = fast(args) as TensorInfo;
  const { gpu, inputs, attrs } = argumentsOf<{ dim: number }>(args);
  const { logits } = inputs as { logits: TensorInfo };
  const [axis] = util.parseAxisParam(attrs.dim, logits.shape) as [number];
  const columns = logits.shape[axis] as number;
  if (logits.dtype === 'float32') runOnWords(gpu, program(columns), [logits], out, { columns: [columns] });
  return out;
};
