/** `bitflip flip` with formats other than IEEE 754's, and with quantizers. */
import { describe, expect, it } from 'vitest';
import affine from '#engine/fixtures/affine.json';
import notebook from '#engine/fixtures/fkeras_notebook.json';
import float8 from '#engine/fixtures/float8.json';
import { QUANTIZER_NAMES } from '#engine/quantizers/quantizerOf.ts';
import { float32FromBits } from '#engine/words/float32.ts';
import { float32Text } from '#engine/words/float32Text.ts';
import { call, callJson } from '../testing/captured.ts';
import type { FlipDocument } from '../testing/documents.ts';

const flip = (format: string, value: string, ...bits: number[]): Promise<FlipDocument> =>
  callJson(['flip', '--format', format, '--value', value, ...bits.flatMap((bit) => ['--bit', String(bit)])]);

const NOTEBOOK = 'quantized_bits(5,1,alpha=1)';

const hex = (word: number, digits: number): string => `0x${word.toString(16).padStart(digits, '0')}`;

it('flips each of the 32 codes of the FKeras notebook in each of the 5 bits', async () => {
  for (const { code, value, after_flip_bit4_to_bit0: after } of notebook.single_flip_table_verified) {
    for (const [bit, flipped] of after.toReversed().entries()) {
      const found = await flip(NOTEBOOK, hex(code, 2), bit);
      expect(found).toMatchObject({ value, flipped, hexAfter: hex(code ^ (1 << bit), 2) });
      expect(await flip(NOTEBOOK, String(value), bit)).toEqual(found);
    }
  }
});

describe.each(['float8_e4m3', 'float8_e5m2'] as const)('%s', (format) => {
  it('has the words and values of ml_dtypes', async () => {
    for (const [word, bits] of float8[format].decode.entries()) {
      const value = float32FromBits(bits);
      const json = Number.isFinite(value) ? value : String(value);
      expect(await flip(format, hex(word, 2), 7)).toMatchObject({
        value: json,
        hexAfter: hex(word ^ 128, 2),
      });
    }
    for (const [bits, word] of (float8[format].encode as [number, number][]).filter((_, i) => i % 29 === 0)) {
      const value = float32FromBits(bits);
      const text = Object.is(value, -0) ? '-0' : String(value);
      expect(await flip(format, text, 0)).toMatchObject({
        hexBefore: hex(word, 2),
        hexAfter: hex(word ^ 1, 2),
      });
    }
  });
});

describe('codes and values are those of NumPy', () => {
  const X = affine.x.map((bits) => float32FromBits(bits));
  const formats = [
    ...affine.affine.map(({ width, signed, scale, zero, codes, values }) => ({
      name: `${signed ? 'int' : 'uint'}${width}(${float32Text(float32FromBits(scale))}${zero === 0 ? '' : `,${zero}`})`,
      codes,
      values,
    })),
    ...affine.fixed.map(({ width, signed, fractionBits, codes, values }) => ({
      name: `${signed ? 'fixed' : 'ufixed'}(${width},${fractionBits})`,
      codes,
      values,
    })),
  ];

  it.each(formats)('$name', async ({ name, codes, values }) => {
    for (const [i, x] of X.entries()) {
      if (i % 7 !== 0 || Number.isNaN(x)) continue;
      const text = Object.is(x, -0) ? '-0' : String(x);
      const found = await flip(name, text, 0, 0);
      expect(found).toMatchObject({
        format: name,
        codeBefore: codes[i],
        codeAfter: codes[i],
        value: float32FromBits(values[i] as number),
      });
    }
  });
});

describe('flip', () => {
  it('gives codes, words and fields of a quantizer', async () => {
    expect(await flip('quantized_bits(5,1,alpha=1)', '0.5', 4)).toEqual({
      format: 'quantized_bits(5,1,alpha=1)',
      value: 0.5,
      flipped: -1.5,
      bits: [4],
      hexBefore: '0x04',
      hexAfter: '0x14',
      codeBefore: 4,
      codeAfter: -12,
      fields: {
        sign: { high: 4, low: 4, letter: 'S', before: '0', after: '1' },
        integer: { high: 3, low: 3, letter: 'I', before: '0', after: '0' },
        fraction: { high: 2, low: 0, letter: 'F', before: '100', after: '100' },
      },
    });
  });

  it.each<[string, string, number, Partial<FlipDocument>]>([
    ['int8(0.5)', '1', 7, { format: 'int8(0.5)', codeBefore: 2, codeAfter: -126, flipped: -63 }],
    ['uint8(0.5,128)', '-100', 7, { value: -64, codeBefore: 0, codeAfter: 128, flipped: 0 }],
    // The value is a float32: 2^30 + 1 is none.
    ['uint32(0.5)', '1', 31, { codeAfter: 2 ** 31 + 2, flipped: 2 ** 30, hexAfter: '0x80000002' }],
    ['int4(0.5)', 'NaN', 3, { value: 0, codeAfter: -8, hexAfter: '0x8', flipped: -4 }],
    [' fixed(8, 5) ', '0x20', 7, { format: 'fixed(8,5)', value: 1, flipped: -3 }],
    ['ufixed(8,8)', 'Infinity', 0, { value: 255 / 256, flipped: 254 / 256 }],
    // The scale is part of what is stored: 0.5 is one step and not two thirds of 0.75.
    ['quantized_bits(3,2,alpha=0.5)', '0.5', 1, { codeBefore: 1, codeAfter: 3, flipped: 1.5 }],
    ["quantized_bits(4,0,alpha='auto',post_training_scale=2)", '0.25', 0, { value: 0.25, flipped: 0 }],
    ['ternary(alpha=2)', '-2', 0, { value: -2, codeBefore: -1, codeAfter: -2, flipped: -4 }],
    ['binary(alpha=0.5)', '-1', 0, { value: -0.5, codeBefore: -1, codeAfter: 1, flipped: 0.5 }],
    ['bernoulli()', '1', 0, { codeBefore: 1, codeAfter: 0, flipped: 0 }],
    ['quantized_po2(4)', '-1', 2, { codeBefore: 8, codeAfter: 12, flipped: -0.0625 }],
    ['quantized_relu(8,2)', '-1', 7, { value: 0, flipped: 2 }],
  ])('%s of %s, bit %d', async (format, value, bit, wanted) => {
    expect(await flip(format, value, bit)).toMatchObject(wanted);
  });

  it.each(QUANTIZER_NAMES)('knows the words of %s', async (name) => {
    const found = await flip(`${name}()`, '0x1', 0);
    expect([found.codeBefore, found.codeAfter].every(Number.isInteger)).toBe(true);
    expect(found.hexAfter).toMatch(/^0x0+$/);
    expect(found.format).toMatch(new RegExp(`^${name}\\(`));
  });

  it('shows a person code and value, and a word that only a fault gives', async () => {
    const words = ['flip', '--format', 'quantized_bits(5,1,1,alpha=1)', '--value', '0', '--bit', '4'];
    const { stdout } = await call(words);
    expect(stdout).toBe(
      [
        'quantized_bits(5,1,symmetric=True,alpha=1), bit 4: 0 -> -2',
        '',
        '        S 4  I 3  F 2..0  word  code  value',
        'before  0    0    000     0x00     0  0',
        'after   1    0    000     0x10   -16  -2',
        '',
        'after   no number is stored as this word: only a fault gives it',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, string, string, string]>([
    [
      '--bit: got "5", wanted 0 (least significant) to 4 (fraction) for ufixed(5,5).',
      'ufixed(5,5)',
      '0',
      '5',
    ],
    ['--value 0x20: fixed(5,1) has words of 5 bits, at most 0x1f.', 'fixed(5,1)', '0x20', '0'],
    [
      'Number format "int8(0)": wanted 2 to 32 bits, a scale above 0, and if any a zero point of -128 to 127.',
      'int8(0)',
      '1',
      '0',
    ],
    [
      `--format quantized_bits(5,1,alpha='auto'): its scale is fitted to a tensor, and there is none here. Give alpha a number, such as a scale that "bitflip quantize" prints.`,
      "quantized_bits(5,1,alpha='auto')",
      '1',
      '0',
    ],
    ['quantized_bits, bits: got 0, wanted a whole number from 1 to 32.', 'quantized_bits(0)', '1', '0'],
  ])('refuses: %s', async (message, format, value, bit) => {
    const words = ['flip', '--format', format, '--value', value, '--bit', bit, '--json'];
    expect(await call(words)).toEqual({ status: 2, stdout: '', stderr: `bitflip: ${message}\n` });
  });

  it.each(['int4', '', 'quantised_bits(5)', 'float64'])('lists what there is for "%s"', async (format) => {
    const { status, stderr } = await call(['flip', '--format', format, '--value', '1', '--bit', '1']);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `^bitflip: --format: "${format.replace(/[()]/g, '\\$&')}" is not known here\\. Use one of: float32, .*quantized_bits.*\\n$`,
      ),
    );
  });
});
