/**
 * Stochastic rounding as QKeras does it in training: to a multiple of `precision`, down with the probability
 * that makes the mean right. Without a draw, in inference, half to even to whole numbers. Source:
 * qkeras/quantizers.py, stochastic_round and _round_through.
 */
import { roundHalfEven } from '../formats/roundHalfEven.ts';
import type { Draw } from './quantizer.ts';

const f = Math.fround;

export function stochasticRound(draw: Draw | undefined, precision: number): (x: number) => number {
  if (draw === undefined) return roundHalfEven;
  const scale = f(1 / precision);
  return (x) => {
    const scaled = f(x * scale);
    const fraction = f(scaled - Math.floor(scaled));
    return f((fraction < draw() ? Math.floor(scaled) : Math.ceil(scaled)) / scale);
  };
}
