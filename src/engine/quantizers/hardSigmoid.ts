/** QKeras's default sigmoid inside quantizers: clip(x/2 + 1/2, 0, 1) in float32. Source: qkeras/quantizers.py. */
export function hardSigmoid(x: number): number {
  return Math.min(Math.max(Math.fround(Math.fround(0.5 * x) + 0.5), 0), 1);
}
