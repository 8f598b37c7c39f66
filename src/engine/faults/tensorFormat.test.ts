import { expect, it } from 'vitest';
import { float16 } from '../formats/float16.ts';
import { LabError } from '../labError.ts';
import { parseFaults } from './parse.ts';
import { tensorFormat } from './tensorFormat.ts';

const name = (text: string, planned: typeof float16 | null = null): string =>
  tensorFormat(parseFaults(text), planned).name;

it('is what the plan or a fault says, else float32', () => {
  expect(name('')).toBe('float32');
  expect(name('a/b[0]:zero')).toBe('float32');
  expect(name('a/b[0]:zero', float16)).toBe('float16');
  expect(name('a/b[0]:zero;a/b[1]:zero@bfloat16;a/b[2]:zero')).toBe('bfloat16');
  expect(name('a/b[0]:zero@float16;a/b[1]:zero@float16', float16)).toBe('float16');
});

it.each([
  [
    'a/b[0]:zero@bfloat16',
    float16,
    /a\/b\[0\]:zero@bfloat16: the tensor is stored as float16 already, got bfloat16/,
  ],
  ['a/b[0]:zero@float16;a/b[1]:zero@float32', null, /a\/b\[1\]:zero@float32.*stored as float16/],
  ['a/b[0]:zero@float24', null, /"float24" is not known/],
] as const)('%s is a conflict or unknown', (text, planned, message) => {
  expect(() => name(text, planned)).toThrow(LabError);
  expect(() => name(text, planned)).toThrow(message);
});
