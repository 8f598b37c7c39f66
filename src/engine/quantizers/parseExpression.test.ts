import { describe, expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { parseExpression } from './parseExpression.ts';
import type { Literal } from './quantizerCall.ts';
import { printCall, readQuantizerCall } from './quantizerConfig.ts';

describe('expressions', () => {
  it.each<[string, string, readonly Literal[], Record<string, Literal>]>([
    ['quantized_bits(5,1,alpha=1)', 'quantized_bits', [5, 1], { alpha: 1 }],
    ["quantized_bits(4, 0, 1, alpha='auto')", 'quantized_bits', [4, 0, 1], { alpha: 'auto' }],
    [
      'quantized_bits(8,0,alpha="auto_po2",scale_axis=0)',
      'quantized_bits',
      [8, 0],
      { alpha: 'auto_po2', scale_axis: 0 },
    ],
    ['quantized_bits(bits=8,keep_negative=False)', 'quantized_bits', [], { bits: 8, keep_negative: false }],
    ['quantized_relu(4,2,negative_slope=0.25)', 'quantized_relu', [4, 2], { negative_slope: 0.25 }],
    ['quantized_relu(8, 4, relu_upper_bound = 6.0)', 'quantized_relu', [8, 4], { relu_upper_bound: 6 }],
    ['quantized_po2(4,max_value=None)', 'quantized_po2', [4], { max_value: null }],
    ['binary()', 'binary', [], {}],
    [' ternary ', 'ternary', [], {}],
    ['f(-1,+2,.5,1e-3,1.,True)', 'f', [-1, 2, 0.5, 0.001, 1, true], {}],
    [
      'f([1,2],(3, 4),[0.5 0.25],[[1,2],[3,4]],[])',
      'f',
      [
        [1, 2],
        [3, 4],
        [0.5, 0.25],
        [
          [1, 2],
          [3, 4],
        ],
        [],
      ],
      {},
    ],
  ])('%s', (text, className, positional, named) => {
    const call = parseExpression(text);
    expect(call).toEqual({ className, positional, named: new Map(Object.entries(named)) });
    expect(parseExpression(printCall(call))).toEqual(call);
  });

  it.each<[string, number, RegExp]>([
    ['', 0, /got the end, wanted the name/],
    ['quantized_bits(5,1', 18, /got the end, wanted "," or "\)"/],
    ['quantized_bits(5,1))', 19, /wanted the end/],
    ['quantized_bits(alpha=1,5)', 23, /"5\)".*after a named argument/],
    ['quantized_bits(alpha=1,alpha=2)', 28, /alpha, which is given twice/],
    ['quantized_bits(auto)', 15, /"auto\)", wanted a number/],
    ['quantized_bits(5,,1)', 17, /wanted a number/],
    ['quantized_bits(4bits)', 15, /wanted a number/],
    ['quantized_relu(binary())', 15, /wanted a number/],
  ])('refuses "%s" and says where', (text, offset, message) => {
    const parse = (): unknown => parseExpression(text);
    expect(parse).toThrow(message);
    expect(parse).toThrow(
      expect.objectContaining({ code: 'bad-argument', detail: expect.objectContaining({ offset }) }),
    );
  });
});

describe('config objects', () => {
  const named = new Map<string, Literal>(Object.entries({ bits: 4, alpha: null, symmetric: true }));

  it.each<[string, unknown]>([
    [
      'as Keras 2 saves them',
      { class_name: 'quantized_bits', config: { bits: 4, alpha: null, symmetric: true } },
    ],
    [
      'as Keras 3 saves them',
      {
        module: 'qkeras.quantizers',
        class_name: 'quantized_bits',
        config: { bits: 4, alpha: null, symmetric: true },
        registered_name: 'qkeras>quantized_bits',
      },
    ],
    [
      'with a package',
      { class_name: 'QKeras>quantized_bits', config: { bits: 4, alpha: null, symmetric: true } },
    ],
  ])('are read %s', (_how, source) => {
    expect(readQuantizerCall(source)).toEqual({ className: 'quantized_bits', positional: [], named });
  });

  it('may be an expression, or nothing', () => {
    expect(readQuantizerCall('binary')?.className).toBe('binary');
    for (const nothing of [null, undefined, 'None']) expect(readQuantizerCall(nothing)).toBeNull();
    expect(readQuantizerCall({ class_name: 'ternary' })?.named.size).toBe(0);
  });

  it.each<[unknown, RegExp]>([
    [5, /5: wanted a text or an object/],
    [{ config: {} }, /class_name to be a text/],
    [{ class_name: 'binary', config: [1] }, /config to be an object/],
    [{ class_name: 'binary', config: { alpha: { class_name: 'x' } } }, /config.alpha to be a number/],
  ])('refuse %j', (source, message) => {
    const read = (): unknown => readQuantizerCall(source);
    expect(read).toThrow(LabError);
    expect(read).toThrow(message);
  });
});
