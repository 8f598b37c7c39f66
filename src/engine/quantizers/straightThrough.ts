/**
 * What QKeras's layers see: x + qnoise (xq - x) in float32 with the straight-through estimator, (1 - qnoise)
 * x + qnoise xq without. With qnoise 1 the first is xq up to the rounding of two float32 additions: where |x|
 * is far above |xq| it can be off by a step, or be zero. Published as such; the lab stores xq itself
 * (`qkeras.ste-noise` asks for this).
 */
const f = Math.fround;

export function straightThrough(x: number, quantized: number, qnoise = 1, useSte = true): number {
  const noise = f(qnoise);
  if (useSte) return f(x + f(noise * f(quantized - x)));
  return f(f(f(1 - qnoise) * x) + f(noise * quantized));
}
