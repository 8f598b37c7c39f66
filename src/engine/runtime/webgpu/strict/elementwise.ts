/**
 * IEEE results of unary operations where the input is not finite: NaN passes, an infinity gives the operation's limit.
 * Finite inputs keep the words of TensorFlow.js's kernel, with one exception: log of zero is -Infinity on every device
 * (a software adapter gave -88).
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { argumentsOf, runOnWords, type Strictly, type WordProgram, wordOf } from './wordProgram.ts';

interface Limits {
  readonly plusInfinity: number;
  readonly minusInfinity: number;
  /** Result for both zeros; absent: as computed. */
  readonly zero?: number;
  /** Elements of at least zero are the result themselves. */
  readonly keepsPositive?: boolean;
}

interface Attrs {
  readonly alpha: number;
  readonly clipValueMin: number;
  readonly clipValueMax: number;
}

const { NaN: NAN, POSITIVE_INFINITY: INF, NEGATIVE_INFINITY: MINUS_INF } = Number;
const limits = (plusInfinity: number, minusInfinity: number) => (): Limits => ({
  plusInfinity,
  minusInfinity,
});

/** By kernel name. */
export const UNARY_LIMITS: Readonly<Record<string, (attrs: Attrs) => Limits>> = {
  Relu: limits(INF, 0),
  Relu6: limits(6, 0),
  Elu: limits(INF, -1),
  // -scale * alpha of Klambauer et al. 2017.
  Selu: limits(INF, -1.7580993408473766),
  Sigmoid: limits(1, 0),
  Tanh: limits(1, -1),
  Softplus: limits(INF, 0),
  Exp: limits(INF, 0),
  Expm1: limits(INF, -1),
  Log: () => ({ plusInfinity: INF, minusInfinity: NAN, zero: MINUS_INF }),
  Log1p: limits(INF, NAN),
  Erf: limits(1, -1),
  Abs: limits(INF, INF),
  Neg: limits(MINUS_INF, INF),
  Square: limits(INF, INF),
  Sqrt: limits(INF, NAN),
  Rsqrt: limits(0, NAN),
  Reciprocal: limits(0, -0),
  Floor: limits(INF, MINUS_INF),
  Ceil: limits(INF, MINUS_INF),
  Round: limits(INF, MINUS_INF),
  Sign: limits(1, -1),
  ClipByValue: ({ clipValueMin, clipValueMax }) => ({
    plusInfinity: clipValueMax,
    minusInfinity: clipValueMin,
  }),
  // The vectorised kernel adds 0 * (alpha * x) to a positive x, which is NaN where alpha * x overflows.
  LeakyRelu: ({ alpha }) => ({ plusInfinity: INF, minusInfinity: MINUS_INF * alpha, keepsPositive: true }),
};

const program: WordProgram = {
  name: 'unary limits',
  inputs: ['x'],
  code: /* wgsl */ `
fn main(i : i32) {
  if (i >= uniforms.size) { return; }
  let word = x[i];
  if (isNanWord(word)) {
    result[i] = word | QUIET_NAN;
  } else if (!isFiniteWord(word)) {
    result[i] = select(uniforms.plusInfinity, uniforms.minusInfinity, word < 0);
  } else if (uniforms.fixesZero == 1 && magnitude(word) == 0) {
    result[i] = uniforms.zero;
  } else if (uniforms.keepsPositive == 1 && word >= 0) {
    result[i] = word;
  }
}
`,
};

export const strictUnary =
  (limitsOf: (attrs: Attrs) => Limits): Strictly =>
  (fast) =>
  (args) => {
    const out = fast(args) as TensorInfo;
    const { gpu, inputs, attrs } = argumentsOf<Attrs>(args);
    const { x } = inputs as { x: TensorInfo };
    if (x.dtype !== 'float32' || out.dataId === x.dataId) return out;
    const { plusInfinity, minusInfinity, zero, keepsPositive = false } = limitsOf(attrs);
    runOnWords(gpu, program, [x], out, {
      plusInfinity: [wordOf(plusInfinity)],
      minusInfinity: [wordOf(minusInfinity)],
      fixesZero: [zero === undefined ? 0 : 1],
      zero: [wordOf(zero ?? 0)],
      keepsPositive: [keepsPositive ? 1 : 0],
    });
    return out;
  };
