import { readFileSync } from 'node:fs';
import { gunzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import notebook from '#engine/fixtures/fkeras_notebook.json';
import golden from '#engine/fixtures/qkeras_quantizers.json';
import { float32Bits } from '#engine/words/float32.ts';
import { ulpDistance } from '#engine/words/signMagnitude.ts';
import { call, callJson } from '../testing/captured.ts';
import type { QuantizeDocument } from '../testing/documents.ts';

const quantize = (expression: string, values: string, ...words: string[]): Promise<QuantizeDocument> =>
  callJson(['quantize', expression, '--values', values, ...words]);

const far = (got: readonly (number | string)[], wanted: readonly number[]): unknown[] =>
  wanted
    .map((value, i) => [i, value, got[i]] as const)
    .filter(([, value, ours]) => ulpDistance(float32Bits(value), float32Bits(Number(ours))) > 1);

interface GoldenCase {
  readonly expr: string;
  readonly shape: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly scale?: readonly number[];
}

it.each(golden.cases as readonly GoldenCase[])(
  'quantize agrees with QKeras within 1 ulp: $expr on $shape',
  async ({ expr, shape, x, y, scale }) => {
    const found = await quantize(expr, JSON.stringify(x), '--shape', shape.join(','));
    expect(found.values).toHaveLength(y.length);
    expect(far(found.values, y)).toEqual([]);
    if (scale !== undefined) {
      expect(found.scale).toHaveLength(scale.length);
      expect(far(found.scale, scale)).toEqual([]);
    }
  },
);

describe('quantize agrees with what real QKeras wrote', () => {
  interface Fixture {
    readonly tensors: readonly { readonly shape: readonly number[]; readonly x: string }[];
    readonly ranked: readonly string[];
    readonly cases: readonly { readonly expr: string; readonly y: string }[];
  }
  const floats = (base64: string): Float32Array =>
    new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  const file = new URL('../../engine/fixtures/qkeras-0.9.0.json.gz', import.meta.url);
  const { tensors, ranked, cases } = JSON.parse(strFromU8(gunzipSync(readFileSync(file)))) as Fixture;
  // Without curves, whose last digits are TensorFlow's own; the engine's tests have all.
  const chosen = cases.filter(
    ({ expr }) => /^quantized_(bits|linear|relu)\(/.test(expr) && !ranked.includes(expr),
  );

  it.each(chosen.filter((_, i) => i % 4 === 0))('$expr', async ({ expr, y }) => {
    const theirs = floats(y);
    let at = 0;
    for (const { shape, x } of tensors) {
      const given = floats(x);
      const { values } = await quantize(expr, JSON.stringify([...given]), '--shape', shape.join(','));
      for (const [i, ours] of (values as readonly number[]).entries()) {
        const upstream = theirs[at++] as number;
        // Theirs is x + (q - x) in float32: off by the rounding of the greatest of these.
        const size = Math.max(Math.abs(given[i] as number), Math.abs(ours), 2 ** -126);
        expect(Math.abs(ours - upstream)).toBeLessThanOrEqual(size * 2 ** -23);
      }
    }
    expect(at).toBe(theirs.length);
  });
});

describe('quantize', () => {
  it('prints the codes of the FKeras notebook', async () => {
    const weights = JSON.stringify(notebook.weights_u_seed_10dp);
    const found = await quantize('quantized_bits(5,1,alpha=1)', weights, '--shape', '2,2,3');
    expect(found).toEqual({
      values: notebook.weights_q_seed,
      codes: notebook.weights_q_seed.map((value) => value * 8),
      scale: [1],
      range: [-2, 1.875],
      clipped: 0,
      // 10 log10(sum w^2 / sum (w - q)^2) of the notebook's printed numbers.
      sqnrDb: expect.closeTo(22.253, 3),
    });
  });

  it.each<[string, string, string, string[], Partial<QuantizeDocument>]>([
    [
      'clips',
      'quantized_bits(5,1,alpha=1)',
      '[0.426,-2.5]',
      [],
      { values: [0.375, -2], codes: [3, -16], scale: [1], range: [-2, 1.875], clipped: 1 },
    ],
    [
      'has a scale for each channel, and clips by it',
      'quantized_linear(4,0,alpha=[1,0.25])',
      '[0.5,0.5,-2,-0.125]',
      ['--shape', '2,2'],
      { codes: [4, 7, -7, -4], scale: [1, 0.25], range: [-0.875, 0.875], clipped: 2 },
    ],
    [
      'counts to the last unsigned code',
      'quantized_bits(32,0,keep_negative=False)',
      '[2,0.5]',
      [],
      { codes: [2 ** 32 - 1, 2 ** 31], clipped: 1 },
    ],
    ['has no noise where nothing is lost', 'binary()', '[1,-1]', [], { sqnrDb: 'Infinity' }],
    ['has no ratio without a signal', 'ternary()', '[0]', [], { values: [0], codes: [0], sqnrDb: 'NaN' }],
    [
      'stores infinities as the ends',
      'quantized_bits(5,1,alpha=1)',
      '["Infinity","-Infinity"]',
      [],
      { values: [1.875, -2], codes: [15, -16], clipped: 2 },
    ],
    [
      'says what JSON has no number for',
      'quantized_bits(4,20,alpha=1e38)',
      '[1e30,-3e38]',
      [],
      { values: ['Infinity', '-Infinity'], range: ['-Infinity', 'Infinity'], clipped: 0 },
    ],
    [
      'mixes as QKeras does where asked',
      'quantized_bits(4,0,1,alpha=1,qnoise_factor=0.5)',
      '[-3]',
      [],
      { values: [-1.9375], codes: [-7], clipped: 1 },
    ],
    [
      'is free of the noise of the straight-through estimator',
      'quantized_bits(5,1,alpha=1)',
      '[1e8]',
      [],
      { values: [1.875], codes: [15] },
    ],
  ])('%s', async (_, expression, values, words, wanted) => {
    expect(await quantize(expression, values, ...words)).toMatchObject(wanted);
  });

  it('draws the same codes from the same seed', async () => {
    const values = JSON.stringify(Array.from({ length: 40 }, () => 0.05));
    const draws = (seed: string): Promise<QuantizeDocument> =>
      quantize('bernoulli(alpha=1)', values, '--seed', seed);
    const { codes } = await draws('7');
    expect((await draws('7')).codes).toEqual(codes);
    expect((await draws('8')).codes).not.toEqual(codes);
    expect(new Set(codes)).toEqual(new Set([0, 1]));
  });

  it('shows a person each number', async () => {
    const words = ['quantized_bits(5,1,alpha=1)', '--values', '[0.426,-2.5]'];
    expect(await call(['quantize', ...words])).toEqual({
      status: 0,
      stdout: [
        'quantized_bits(5,1,alpha=1): 5 bits, scale 1, range -2 to 1.875',
        '',
        '    x  code   word  value   error',
        '0.426     3  00011  0.375  -0.051',
        ' -2.5   -16  10000     -2     0.5  clipped',
        '',
        '1 of 2 clipped, SQNR 14.06 dB',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  const LIST =
    'wanted a JSON list of numbers such as \'[0.426,-2.5]\'; infinities are "Infinity" and "-Infinity".';
  const LENGTHS = 'wanted the lengths of the axes, such as 2,2,3, whose product is the count of the values.';
  it.each<[string, string, string[]]>([
    [`--values: got nothing, which is not JSON; ${LIST}`, 'binary()', ['--values', '']],
    [`--values: got [NaN], which is not JSON; ${LIST}`, 'binary()', ['--values', '[NaN]']],
    [`--values: got 1; ${LIST}`, 'binary()', ['--values', '1']],
    [`--values: got an empty list; ${LIST}`, 'binary()', ['--values', '[]']],
    [`--values: item 1 is [2]; ${LIST}`, 'binary()', ['--values', '[1,[2]]']],
    [`--values: item 0 is "NaN", and NaN has no code; ${LIST}`, 'binary()', ['--values', '["NaN"]']],
    [
      `--shape: 2,2 has 4 elements, but --values has 1; ${LENGTHS}`,
      'binary()',
      ['--values', '[1]', '--shape', '2,2'],
    ],
    [`--shape: got 0; ${LENGTHS}`, 'binary()', ['--values', '[1]', '--shape', '0']],
    [
      '--seed: got 4294967296, wanted at most 4294967295.',
      'binary()',
      ['--values', '[1]', '--seed', '4294967296'],
    ],
    ['bernoulli draws its codes in inference too: give --seed N.', 'bernoulli()', ['--values', '[1]']],
    ['"None" is no quantizer: None leaves numbers as they are.', 'None', ['--values', '[1]']],
    [
      "quantized_bits, alpha: got 'x', wanted None, a number, a list of numbers, 'auto' or 'auto_po2'.",
      "quantized_bits(8,alpha='x')",
      ['--values', '[1]'],
    ],
    [
      'quantized_bits, bits: got 33, wanted a whole number from 1 to 32.',
      'quantized_bits(33)',
      ['--values', '[1]'],
    ],
    [
      'quantized_bits, alpha: got 3 numbers, wanted one or 2, the channels of shape [2].',
      'quantized_bits(4,0,alpha=[1,2,3])',
      ['--values', '[1,2]'],
    ],
    [
      'quantized_tanh, u: got an unknown parameter, wanted one of bits, use_stochastic_rounding, symmetric, use_real_tanh.',
      'quantized_tanh(u=3)',
      ['--values', '[1]'],
    ],
    [
      `Quantizer "binary(", character 8: got the end, wanted a number, None, True, False, a text such as 'auto', or a list such as [1,2]. Example: quantized_bits(5,1,alpha='auto_po2')`,
      'binary(',
      ['--values', '[1]'],
    ],
  ])('refuses: %s', async (message, expression, words) => {
    expect(await call(['quantize', expression, ...words, '--json'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `bitflip: ${message}\n`,
    });
  });

  it.each([
    [
      'an unknown name',
      'constructor',
      'Quantizer "constructor" is not known here. Use one of: quantized_bits,',
    ],
    ['a number format', 'fixed(8,5)', 'Quantizer "fixed" is not known here.'],
    ['a tensor without a scale', "binary(alpha='auto')", 'binary'],
  ])('refuses %s in one line', async (_, expression, start) => {
    const { status, stdout, stderr } = await call(['quantize', expression, '--values', '["Infinity",1]']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(`bitflip: ${start}`)).toBe(true);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
