import { describe, expect, it } from 'vitest';
import {
  ALPHA,
  type Alpha,
  bind,
  choice,
  flag,
  IGNORED,
  integer,
  integers,
  numbers,
  optional,
  printBound,
  real,
  type Signature,
} from './parameters.ts';
import { parseExpression } from './parseExpression.ts';

interface Example {
  readonly bits: number;
  readonly integer: number;
  readonly keep_negative: boolean;
  readonly alpha: Alpha;
  readonly scale_axis: readonly number[] | null;
  readonly var_name: null;
  readonly log2_rounding: 'rnd' | 'floor';
  readonly slope: number;
  readonly post_training_scale: readonly number[] | null;
}

const SIGNATURE: Signature<Example> = {
  bits: integer(8, 1, 32),
  integer: integer(0, -32, 32),
  keep_negative: flag(true),
  alpha: ALPHA,
  scale_axis: optional(integers(0)),
  var_name: IGNORED,
  log2_rounding: choice('rnd', ['rnd', 'floor']),
  slope: real(0, 0),
  post_training_scale: optional(numbers()),
};

const bound = (text: string): Example => bind(parseExpression(text), SIGNATURE);

describe('binding', () => {
  it('takes positions, names and defaults', () => {
    expect(bound('example()')).toEqual({
      bits: 8,
      integer: 0,
      keep_negative: true,
      alpha: null,
      scale_axis: null,
      var_name: null,
      log2_rounding: 'rnd',
      slope: 0,
      post_training_scale: null,
    });
    expect(bound("example(5,1,0,'auto',[0,1],'w','floor',slope=True)")).toEqual({
      bits: 5,
      integer: 1,
      keep_negative: false,
      alpha: 'auto',
      scale_axis: [0, 1],
      var_name: null,
      log2_rounding: 'floor',
      slope: 1,
      post_training_scale: null,
    });
    expect(bound('example(scale_axis=2,alpha=[[0.5],[1]],post_training_scale=0.25)')).toMatchObject({
      scale_axis: [2],
      alpha: [0.5, 1],
      post_training_scale: [0.25],
    });
  });

  it.each<[string, string | null, RegExp]>([
    ['example(0)', 'bits', /example, bits: got 0, wanted a whole number from 1 to 32/],
    ['example(2.5)', 'bits', /bits: got 2.5/],
    ["example(8,alpha='fast')", 'alpha', /alpha: got 'fast', wanted None, a number/],
    ["example(8,alpha=[1,'x'])", 'alpha', /alpha: got \[1,'x'\]/],
    ['example(8,keep_negative=2)', 'keep_negative', /got 2, wanted True, False, 1 or 0/],
    ['example(8,scale_axis=-1)', 'scale_axis', /got -1/],
    ['example(8,slope=-0.5)', 'slope', /got -0.5, wanted a number, at least 0/],
    ["example(8,log2_rounding='up')", 'log2_rounding', /'rnd' or 'floor'/],
    ['example(8,sumetric=1)', 'sumetric', /sumetric: got an unknown parameter, wanted one of bits, integer/],
    ['example(8,bits=4)', 'bits', /bits: got two values/],
    ['example(1,2,3,4,5,6,7,8,9,10)', null, /^example: got 10 arguments, wanted at most 9/],
  ])('refuses %s, naming the parameter', (text, parameter, message) => {
    const attempt = (): unknown => bound(text);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        detail: expect.objectContaining({ quantizer: 'example', parameter }),
      }),
    );
  });
});

it('prints the shortest call, which reads back as the same parameters', () => {
  const texts = [
    'example(8,0)',
    'example(5,1,keep_negative=False,alpha=1)',
    "example(4,0,alpha='auto',scale_axis=0)",
  ];
  for (const text of texts) {
    expect(printBound('example', bound(text), SIGNATURE, 2)).toBe(text);
  }
  const verbose = "example(5,integer=1,keep_negative=True,alpha=1.0,scale_axis=None,log2_rounding='rnd')";
  expect(printBound('example', bound(verbose), SIGNATURE, 2)).toBe('example(5,1,alpha=1)');
});
