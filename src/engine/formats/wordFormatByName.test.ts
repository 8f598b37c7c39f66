import { expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { WORD_FORMAT_EXAMPLES, wordFormatByName } from './wordFormatByName.ts';

it('reads every example, and every name it prints', () => {
  for (const example of WORD_FORMAT_EXAMPLES) {
    const { name } = wordFormatByName(example);
    expect(wordFormatByName(name).name).toBe(name);
  }
});

it.each<[string, number, string]>([
  ['float8_e4m3', 8, 'SEEEEMMM'],
  ['float8_e5m2', 8, 'SEEEEEMM'],
  ['fixed(8,5)', 8, 'SIIFFFFF'],
  ['ufixed( 6, 8 )', 6, 'FFFFFF'],
  ['fixed(4,-2)', 4, 'SIII'],
  ['int8(0.05)', 8, 'SIIIIIII'],
  ['uint4(0.5,7)', 4, 'IIII'],
  ['int12(1e-3,-4)', 12, 'SIIIIIIIIIII'],
])('%s has %i bits: %s', (name, width, bits) => {
  const format = wordFormatByName(name);
  expect(format.width).toBe(width);
  expect(format.fields.map(({ letter, high, low }) => letter.repeat(high - low + 1)).join('')).toBe(bits);
});

it.each<[string, string, RegExp]>([
  ['float24', 'unsupported', /Use one of: float32, float16, bfloat16, float8_e4m3/],
  ['int8', 'unsupported', /int8\(0.05\)/],
  ['fixed(8)', 'bad-argument', /fixed\(width,fractionBits\) with a width of 1 to 32/],
  ['fixed(33,0)', 'bad-argument', /1 to 32/],
  ['ufixed(8,x)', 'bad-argument', /ufixed\(width,fractionBits\)/],
  ['int8(0)', 'bad-argument', /a scale above 0/],
  ['int8()', 'bad-argument', /a scale above 0/],
  ['int8(0.1,128)', 'bad-argument', /zero point of -128 to 127/],
  ['uint8(0.1,1.5)', 'bad-argument', /zero point of 0 to 255/],
  ['int1(0.1)', 'bad-argument', /2 to 32 bits/],
  ['int8(1,2,3)', 'bad-argument', /a scale above 0/],
  ['uint8(scale=0,min=1)', 'bad-argument', /a scale above 0/],
])('refuses %s: %s', (name, code, message) => {
  const find = (): unknown => wordFormatByName(name);
  expect(find).toThrow(LabError);
  expect(find).toThrow(message);
  expect(find).toThrow(expect.objectContaining({ code }));
});
