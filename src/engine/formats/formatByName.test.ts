import { expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { fieldOf } from './format.ts';
import { FORMATS, formatByName } from './formatByName.ts';

it('finds every format by its name', () => {
  expect(FORMATS.map((format) => formatByName(format.name))).toEqual(FORMATS);
  expect(FORMATS.map(({ name, width, exponentBias }) => [name, width, exponentBias])).toEqual([
    ['float32', 32, 127],
    ['float16', 16, 15],
    ['bfloat16', 16, 127],
    ['float8_e4m3', 8, 7],
    ['float8_e5m2', 8, 15],
  ]);
});

it('says what is known where a name is not', () => {
  const find = (): unknown => formatByName('float24');
  expect(find).toThrow(LabError);
  expect(find).toThrow(/"float24".*float32, float16, bfloat16/);
});

it('names the field of a bit', () => {
  const names = (name: string, bits: number[]): string[] =>
    bits.map((bit) => fieldOf(formatByName(name), bit).name);
  expect(names('float32', [31, 30, 23, 22, 0])).toEqual([
    'sign',
    'exponent',
    'exponent',
    'mantissa',
    'mantissa',
  ]);
  expect(names('float16', [15, 14, 10, 9])).toEqual(['sign', 'exponent', 'exponent', 'mantissa']);
  expect(names('bfloat16', [15, 14, 7, 6])).toEqual(['sign', 'exponent', 'exponent', 'mantissa']);
  expect(() => names('float16', [16])).toThrow(/float16 has no bit 16/);
});
