import { describe, expect, it } from 'vitest';
import faults from '#engine/fixtures/faults.json';
import vectors from '#engine/fixtures/float16.json';
import { call, callJson } from '../testing/captured.ts';
import type { FlipDocument } from '../testing/documents.ts';

const flip = (...words: string[]): Promise<FlipDocument> => callJson(['flip', ...words]);

describe('flip agrees with TensorFI2, InjectTF2 and SpikingJET', () => {
  it.each(faults.ieee754_float32)(
    'float32 $value bit $pos',
    async ({ value, hex, pos, flip: flipped, flip_hex }) => {
      const byValue = await flip('--value', String(value), '--bit', String(pos));
      expect(byValue).toMatchObject({ value, flipped, hexBefore: hex, hexAfter: flip_hex });
      const byWord = await flip('--value', hex, '--bit', String(pos));
      expect(byWord).toEqual(byValue);
    },
  );
});

describe.each(['float16', 'bfloat16'] as const)('flip rounds to %s as NumPy and ml_dtypes', (format) => {
  const rows = vectors[format].encode.filter((_, i) => i % 29 === 0) as [number, number][];
  it.each(rows)('%d is word %d', async (value, word) => {
    const text = Object.is(value, -0) ? '-0' : String(value);
    const hex = (bits: number): string => `0x${bits.toString(16).padStart(4, '0')}`;
    const found = await flip('--format', format, '--value', text, '--bit', '15');
    expect(found).toMatchObject({ hexBefore: hex(word), hexAfter: hex(word ^ 0x8000) });
  });
});

describe('flip', () => {
  it.each<[string, string[], Partial<FlipDocument>]>([
    ['the sign of zero', ['--value', '0', '--bit', '31'], { value: 0, flipped: -0, hexAfter: '0x80000000' }],
    ['a negative zero', ['--value', '-0', '--bit', '31'], { value: -0, flipped: 0 }],
    [
      'infinity to NaN',
      ['--value', '-Infinity', '--bit', '0'],
      { value: '-Infinity', flipped: 'NaN', hexAfter: '0xff800001', kindAfter: 'nan' },
    ],
    [
      'NaN',
      ['--value', 'NaN', '--bit', '22'],
      { value: 'NaN', flipped: 'Infinity', hexBefore: '0x7fc00000' },
    ],
    [
      'a NaN payload',
      ['--value', '0x7f800001', '--bit', '31'],
      { value: 'NaN', flipped: 'NaN', hexAfter: '0xff800001' },
    ],
    ['several bits', ['--value', '1', '--bit', '30', '--bit', '0'], { hexAfter: '0x7f800001' }],
    ['one bit twice', ['--value', '1', '--bit', '30', '--bit', '30'], { hexAfter: '0x3f800000' }],
    ['beyond the range', ['--value', '1e39', '--bit', '0'], { value: 'Infinity' }],
    // binary16 has 0.1 at 0x2e66 (IEEE 754; NumPy float16(0.1).view(uint16)).
    [
      'float16',
      ['--format', 'float16', '--value', '0.1', '--bit', '14'],
      { value: 0.0999755859375, hexBefore: '0x2e66', hexAfter: '0x6e66' },
    ],
    [
      'bfloat16',
      ['--format', 'bfloat16', '--value=-0.5', '--bit', '15'],
      { value: -0.5, flipped: 0.5, hexBefore: '0xbf00', hexAfter: '0x3f00' },
    ],
  ])('%s', async (_, words, wanted) => {
    expect(await flip(...words)).toMatchObject(wanted);
  });

  it('cuts the word into its fields', async () => {
    const { fields } = await flip('--value', '-6.5', '--bit', '24', '--bit', '22');
    expect(fields).toEqual({
      sign: { letter: 'S', high: 31, low: 31, before: '1', after: '1' },
      exponent: { letter: 'E', high: 30, low: 23, before: '10000001', after: '10000011' },
      mantissa: {
        letter: 'M',
        high: 22,
        low: 0,
        before: '10100000000000000000000',
        after: '00100000000000000000000',
      },
    });
  });

  it('shows the word to a person', async () => {
    const { status, stdout, stderr } = await call([
      'flip',
      '--format',
      'float16',
      '--value',
      '1',
      '--bit',
      '14',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'float16, bit 14: 1 -> Infinity',
        '',
        '        S 15  E 14..10  M 9..0      word    value',
        'before  0     01111     0000000000  0x3c00  1',
        'after   0     11111     0000000000  0x7c00  Infinity',
        '',
        'before  (-1)^0 × 2^(15-15) × 1',
        'after   Infinity: exponent all ones, mantissa 0',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, string[]]>([
    [
      '--bit: got "16", wanted 0 (least significant) to 15 (sign) for float16.',
      ['--format', 'float16', '--value', '1', '--bit', '16'],
    ],
    [
      '--bit: got "-1", wanted 0 (least significant) to 31 (sign) for float32.',
      ['--value', '1', '--bit', '-1'],
    ],
    [
      '--bit: got "1.5", wanted 0 (least significant) to 31 (sign) for float32.',
      ['--value', '1', '--bit', '1.5'],
    ],
    [
      '--value 0x10000: float16 has words of 16 bits, at most 0xffff.',
      ['--format', 'float16', '--value', '0x10000', '--bit', '1'],
    ],
    [
      '--value: got "0,5", wanted a number such as 0.1, NaN, Infinity, -Infinity, or a word such as 0x3dcccccd.',
      ['--value', '0,5', '--bit', '1'],
    ],
    [
      '--value: got "", wanted a number such as 0.1, NaN, Infinity, -Infinity, or a word such as 0x3dcccccd.',
      ['--value', '', '--bit', '1'],
    ],
  ])('refuses: %s', async (message, words) => {
    expect(await call(['flip', ...words, '--json'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `bitflip: ${message}\n`,
    });
  });
});
