/** Formats side by side against spec values: 0.1 with its top exponent bit flipped, 33 orders of magnitude apart. */
import { expect, it } from 'vitest';
import { comparison } from './comparison.ts';
import { FIRST_NUMBERS } from './numbersScene.ts';

const scene = { ...FIRST_NUMBERS, system: 'float32', values: [0.1], shape: [1] };

it.each([
  ['float32', 'top', 30, 3.4028237e37],
  ['float16', 'top', 14, 6552],
  ['bfloat16', 'top', 14, 3.40615e37],
  ['float32', 'sign', 31, -0.1],
  ['float16', 'sign', 15, -0.0999756],
  ['fixed(8,5)', 'sign', 7, -3.90625],
  ['quantized_bits(5,1,alpha=1)', 'low', 0, 0],
] as const)('%s, %s bit', (system, sameBit, bitIndex, value) => {
  const [row] = comparison({ ...scene, system, sameBit, beside: [] });
  if (row?.kind !== 'format') throw new Error('no row');
  expect(row.flip?.bitIndex).toBe(bitIndex);
  expect(row.flip?.value).toBeCloseTo(value, 4 - Math.floor(Math.log10(Math.abs(value) || 1)));
});

it('has no sign to flip in unsigned words, and says why a format cannot hold the tensor', () => {
  const rows = comparison({
    ...scene,
    values: [Number.POSITIVE_INFINITY],
    system: 'ufixed(8,8)',
    sameBit: 'sign',
    beside: ["quantized_bits(4,0,alpha='auto')"],
  });
  expect(rows).toMatchObject([
    { kind: 'format', flip: null },
    { kind: 'refused', problem: expect.stringContaining('no scale can be fitted') },
  ]);
});
