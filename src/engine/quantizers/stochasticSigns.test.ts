/** By distribution: what is drawn has the probabilities of QKeras's formulas, within 4.5 standard errors. */
import { describe, expect, it } from 'vitest';
import type { FloatTensor, Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';
import { quantizeTensor } from './quantizeTensor.ts';
import { uniformDraws } from './uniformDraws.ts';

const COUNT = 20000;
const INPUTS = [-0.4, -0.1, 0, 0.05, 0.2, 0.6];
/** Every input often, in two channels, the second ten times as large. */
const TENSOR: FloatTensor = {
  values: Float32Array.from({ length: COUNT * INPUTS.length * 2 }, (_, i) => {
    const x = INPUTS[(i >> 1) % INPUTS.length] as number;
    return i % 2 === 0 ? x : 10 * x;
  }),
  shape: [COUNT * INPUTS.length, 2],
};
/** Standard deviation of the inputs, the same multiple for both channels. */
const MEAN = INPUTS.reduce((sum, x) => sum + x, 0) / INPUTS.length;
const DEVIATION = Math.sqrt(INPUTS.reduce((sum, x) => sum + (x - MEAN) ** 2, 0) / INPUTS.length);

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const codes = (expression: string, seed: number): Float64Array =>
  quantizeTensor((quantizerOf(expression) as Quantizer).fit(TENSOR, uniformDraws(seed)), TENSOR).codes;

/** How often each input got this code, in one channel. */
function shares(drawn: Float64Array, code: number, channel: number): number[] {
  return INPUTS.map((_, k) => {
    let hits = 0;
    for (let i = channel; i < drawn.length; i += 2)
      if ((i >> 1) % INPUTS.length === k && drawn[i] === code) hits++;
    return hits / COUNT;
  });
}

function expectShares(got: readonly number[], wanted: readonly number[]): void {
  got.forEach((share, k) => {
    const p = wanted[k] as number;
    expect(Math.abs(share - p)).toBeLessThanOrEqual(4.5 * Math.sqrt((p * (1 - p)) / COUNT) + 1e-9);
  });
}

describe('draws', () => {
  it('are bernoulli(sigmoid(temperature x))', () => {
    expectShares(
      shares(codes('bernoulli()', 1), 1, 0),
      INPUTS.map((x) => sigmoid(6 * x)),
    );
    expectShares(
      shares(codes('bernoulli(temperature=2.0)', 2), 1, 1),
      INPUTS.map((x) => sigmoid(20 * x)),
    );
    const hard = INPUTS.map((x) => Math.min(Math.max(3 * x + 0.5, 0), 1));
    expectShares(shares(codes('bernoulli(use_real_sigmoid=False)', 3), 1, 0), hard);
  });

  it.each([0, 1])('divide by the deviation of channel %i where alpha is fitted', (channel) => {
    const wanted = INPUTS.map((x) => sigmoid((6 * x) / DEVIATION));
    expectShares(shares(codes("bernoulli(alpha='auto')", 4), 1, channel), wanted);
    expectShares(shares(codes("stochastic_binary(alpha='auto_po2')", 5), 1, channel), wanted);
  });

  it.each([0, 1])('of stochastic_ternary are two, one for each threshold, in channel %i', (channel) => {
    const expression = "stochastic_ternary(alpha='auto')";
    const fitted = (quantizerOf(expression) as Quantizer).fit(TENSOR, uniformDraws(6));
    const threshold = (fitted.scale[channel] as number) / (2 * DEVIATION * (channel === 0 ? 1 : 10));
    const drawn = quantizeTensor(fitted, TENSOR).codes;
    const [above, below] = [-threshold, threshold].map((t) =>
      INPUTS.map((x) => sigmoid(8 * (x / DEVIATION + t))),
    );
    expectShares(
      shares(drawn, 1, channel),
      (above as number[]).map((p, k) => p * (below?.[k] as number)),
    );
    expectShares(
      shares(drawn, -1, channel),
      (above as number[]).map((p, k) => (1 - p) * (1 - (below?.[k] as number))),
    );
  });

  it('round quantized_bits up as often as x is above the code', () => {
    const drawn = codes('quantized_bits(4,0,alpha=1,use_stochastic_rounding=True)', 7);
    const [x, low] = [0.2, 1];
    const share = shares(drawn, low + 1, 0)[INPUTS.indexOf(x)] as number;
    expectShares([share], [x * 8 - low]);
  });

  it('of binary give zeros either sign, and keep what is far from zero', () => {
    const drawn = codes('binary(use_stochastic_rounding=True)', 8);
    const positive = shares(drawn, 1, 0);
    expectShares([positive[INPUTS.indexOf(0)] as number], [0.5]);
    expect([positive[0], positive[5]]).toEqual([0, 1]);
    // 0.05 of a reach of 0.6: 0.05 / 1.2 is a third of an eighth, so it is rounded to zero in two of three
    // draws.
    expectShares([positive[INPUTS.indexOf(0.05)] as number], [1 / 3 + 2 / 3 / 2]);
  });

  it('of ternary round to thirds before the threshold', () => {
    const drawn = codes("ternary(alpha='auto',use_stochastic_rounding=True)", 9);
    expect(new Set(drawn)).toEqual(new Set([-1, 0, 1]));
    expect(shares(drawn, 1, 0)[5]).toBe(1);
    const maybe = shares(drawn, 1, 0)[INPUTS.indexOf(0.2)] as number;
    expect(maybe).toBeGreaterThan(0.02);
    expect(maybe).toBeLessThan(0.98);
  });

  it('of quantized_po2 fall between the two powers around x, right in the mean', () => {
    const fitted = (quantizerOf('quantized_po2(6,use_stochastic_rounding=True)') as Quantizer).fit(
      TENSOR,
      uniformDraws(10),
    );
    const { values } = quantizeTensor(fitted, TENSOR);
    const drawn = [...values].filter(
      (_, i) => i % 2 === 0 && (i >> 1) % INPUTS.length === INPUTS.indexOf(0.6),
    );
    expect(new Set(drawn)).toEqual(new Set([0.5, 1]));
    const share = drawn.filter((value) => value === 1).length / COUNT;
    expectShares([share], [0.2]);
  });

  it('are the same for the same seed, others for another', () => {
    expect(codes('bernoulli()', 42)).toEqual(codes('bernoulli()', 42));
    expect(codes('bernoulli()', 42)).not.toEqual(codes('bernoulli()', 43));
  });
});

describe('without draws', () => {
  it('bernoulli refuses, the others are binary and ternary', () => {
    const fitting = (expression: string) => (): unknown => (quantizerOf(expression) as Quantizer).fit(TENSOR);
    expect(fitting('bernoulli()')).toThrow(/bernoulli, draw: got none, wanted a seed/);
    expect(fitting('stochastic_binary()')).not.toThrow();
    expect(fitting('stochastic_ternary()')).not.toThrow();
  });

  it('training with half steps is refused', () => {
    for (const expression of [
      'quantized_relu(4,use_stochastic_rounding=1)',
      'quantized_tanh(4,1)',
      'quantized_sigmoid(4,use_stochastic_rounding=1)',
    ]) {
      const quantizer = quantizerOf(expression) as Quantizer;
      expect(() => quantizer.fit(TENSOR, uniformDraws(1))).toThrow(/rounds to half steps/);
      expect(() => quantizer.fit(TENSOR)).not.toThrow();
    }
  });
});
