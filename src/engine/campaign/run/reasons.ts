/**
 * Why a fault died (DESIGN section 3, "masking reason"). A fault that leaves the outputs bit-equal died at the last step, in
 * the order of the program, that read something else than golden and gave what golden gave; what kind of step that is
 * tells the reason. The rule looks at values only, so it does not depend on how the trial was run.
 */
import type { GraphNode, ParameterId } from '../../graph/modelGraph.ts';
import type { Step } from '../../runtime/program.ts';

export const REASONS = ['no-op', 'zero input', 'ReLU', 'pool', 'rounding', 'saturation'] as const;
export type Reason = (typeof REASONS)[number];

/** Of answers that stayed although outputs changed; counted as benign. */
export const MARGIN = 'argmax margin';

/** Where and why. */
export interface Death {
  readonly reason: Reason;
  /** Place in the graph's nodes. */
  readonly node: number;
}

const RELUS = /^(relu|relu6|leaky_?relu|prelu|thresholded_?relu)$/i;
const SMOOTH =
  /^(sigmoid|tanh|softmax|softplus|softsign|elu|selu|swish|silu|gelu|mish|exponential|(hard|log)_?(sigmoid|softmax|tanh|swish))$/i;

/** Words of one image. */
export interface ReadWords {
  readonly golden: Int32Array;
  readonly faulty: Int32Array;
}

/** What a kind of step does to differences. */
export type Killer = 'rectifier' | 'flat' | 'pool' | 'unread' | 'sum';

export function killerOf(step: Step, node: GraphNode): Killer {
  const { op, pre, activation, category } = node;
  const name = pre !== null && step.inputs[0] === pre ? (activation ?? '') : op;
  if (RELUS.test(name)) return 'rectifier';
  if (SMOOTH.test(name)) return 'flat';
  if (category === 'pooling') return /max/i.test(op) ? 'pool' : 'sum';
  return category === 'shape' ? 'unread' : 'sum';
}

/**
 * The reason for a death in a step that read other values; `read`: its first input that differs, null where that is not
 * known. Steps that change elements one by one are looked at where their input differs.
 */
export function reasonOf(killer: Killer, read: ReadWords | null, output: Int32Array): Reason {
  const known = read !== null && read.golden.length === output.length;
  switch (killer) {
    case 'rectifier':
      return known ? rectified(read, output) : 'ReLU';
    case 'flat':
      return known ? flattened(read, output) : 'rounding';
    case 'pool':
      return 'pool';
    case 'unread':
      return 'zero input';
    case 'sum':
      return 'rounding';
  }
}

/** Faulty weights that met nothing but zeros, or rows of an embedding that nothing looked up. */
export function reasonOfParameter(node: GraphNode, metZeros: boolean): Reason {
  return metZeros || node.category === 'embedding' ? 'zero input' : 'rounding';
}

/** Kernels whose last axis but one counts the channels of the input. */
const MEETS = /^(Dense|MatMul|_FusedMatMul|Conv[123]D|_FusedConv2D|DepthwiseConv2D|DepthwiseConv2dNative)$/;

/** Input channel that an element of a kernel is multiplied with, by element; null for other parameters. */
export function channelMet(
  node: GraphNode,
  parameter: ParameterId,
  shape: readonly number[],
): ((element: number) => number) | null {
  if (shape.length < 2 || !MEETS.test(node.op) || !parameter.endsWith('kernel')) return null;
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  return (element) => Math.floor(element / outputs) % inputs;
}

/** Whether a channel (last axis) of one image holds only zeros, of either sign. */
export function isZeroChannel(words: Int32Array, channels: number, channel: number): boolean {
  for (let i = channel; i < words.length; i += channels)
    if (((words[i] as number) & 0x7fffffff) !== 0) return false;
  return true;
}

/** At 0 a ReLU stopped it; at an upper bound it is saturation; else the slope rounded it away. */
function rectified({ golden, faulty }: ReadWords, output: Int32Array): Reason {
  let reason: Reason = 'ReLU';
  for (let i = 0; i < output.length; i++) {
    if (golden[i] === faulty[i]) continue;
    const out = output[i] as number;
    if ((out & 0x7fffffff) === 0) continue;
    if (out !== SIX) return 'rounding';
    reason = 'saturation';
  }
  return reason;
}

/** At the ends of a bounded function, where it is flat; else rounding. */
function flattened({ golden, faulty }: ReadWords, output: Int32Array): Reason {
  for (let i = 0; i < output.length; i++)
    if (golden[i] !== faulty[i] && !ENDS.has(output[i] as number)) return 'rounding';
  return 'saturation';
}

const wordOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0] as number;
const SIX = wordOf(6);
const ENDS: ReadonlySet<number> = new Set([0, -0, 1, -1].map(wordOf));
