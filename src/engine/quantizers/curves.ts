/**
 * The curves inside quantizers, in float32: QKeras's default sigmoid clip(x/2 + 1/2, 0, 1), and real sigmoid,
 * tanh and logarithm rounded once from float64. TensorFlow's own are up to 3 (log) and 5 ulp (tanh) away from
 * these, and not always the same: its CPU kernels take eight elements at a time by an approximation and the
 * rest of a tensor by the C library, so that its answer to a tie can depend on where in the tensor the number
 * stands. Seen at 1/2 with quadratic_approximation: log2 sqrt(1/2).
 */
const f = Math.fround;

export function hardSigmoid(x: number): number {
  return Math.min(Math.max(f(f(0.5 * x) + 0.5), 0), 1);
}

export function realSigmoid(x: number): number {
  return f(1 / (1 + Math.exp(-x)));
}

export function realTanh(x: number): number {
  return f(Math.tanh(x));
}

/** 2 sigmoid(x) - 1 with the hard sigmoid. */
export function hardTanh(x: number): number {
  return f(f(2 * hardSigmoid(x)) - 1);
}

/** log2 as QKeras takes it: the float32 logarithm over the float32 log(2). */
export function float32Log2(x: number): number {
  return f(f(Math.log(x)) / f(Math.LN2));
}
