import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { readStoredCode, storedCode } from './storedCode.ts';

// By hand: code x scale + min, rounded to float32 once.
test.each([
  ['uint8(scale=0.5,min=-3)', 0, -3],
  ['uint8(scale=0.5,min=-3)', 255, 124.5],
  ['uint16(scale=0.25,min=0.1)', 65535, Math.fround(16383.75 + 0.1)],
  ['uint4( scale=1e-3, min=1 )', 15, Math.fround(1.015)],
])('%s: code %d stands for %d', (text, code, value) => {
  const format = readStoredCode(text);
  expect(format?.decode(code)).toBe(value);
});

it('stores what it stands for as it is, and prints what it reads', () => {
  const scale = fc.double({ min: 1e-6, max: 10, noNaN: true });
  const min = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(scale, min, fc.integer({ min: 0, max: 255 }), (step, least, code) => {
      const format = storedCode(8, { scale: Math.max(step, Math.abs(least) * 2 ** -20), min: least });
      expect(format.encode(format.decode(code))).toBe(code);
      expect(readStoredCode(format.name)?.name).toBe(format.name);
    }),
  );
});

it.each([
  'uint8(scale=0,min=1)',
  'uint8(scale=-1,min=1)',
  'uint17(scale=1,min=1)',
  'uint8(scale=x,min=1)',
  'int8(scale=1,min=0)',
  'uint8(scale=1)',
])('does not read %s', (text) => {
  expect(readStoredCode(text)).toBeNull();
});
