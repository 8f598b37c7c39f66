/** The examples of the page of numbers. */
import { FIRST_NUMBERS, type NumbersScene } from './numbersScene.ts';

export interface Preset {
  readonly label: string;
  readonly title: string;
  readonly scene: NumbersScene;
}

const one = (
  system: string,
  value: number,
  bit: number | null,
  more: Partial<NumbersScene> = {},
): NumbersScene => ({
  ...FIRST_NUMBERS,
  system,
  values: [value],
  shape: [1],
  faults: { kind: 'bits', bits: bit === null ? [] : [{ element: 0, bit }] },
  ...more,
});

export const PRESETS: readonly Preset[] = [
  {
    label: 'FKeras notebook',
    title: 'Twelve weights in quantized_bits(5,1,alpha=1)',
    scene: FIRST_NUMBERS,
  },
  {
    label: 'float32, bit 30',
    title: '0.1 with its top exponent bit flipped: 3.4e37',
    scene: one('float32', 0.1, 30, { axis: 'log' }),
  },
  {
    label: 'bfloat16',
    title: 'The same bit in half the width',
    scene: one('bfloat16', 0.1, 14, { axis: 'log' }),
  },
  {
    label: 'float16',
    title: 'The same bit with a shorter exponent',
    scene: one('float16', 0.1, 14, { axis: 'log' }),
  },
  { label: 'float8 e4m3', title: '256 numbers, dense around zero', scene: one('float8_e4m3', 3.3, 6) },
  {
    label: 'int8',
    title: 'Scale from the tensor, two’s complement, the sign bit flipped',
    scene: {
      ...FIRST_NUMBERS,
      system: 'int8(range=minmax,symmetric)',
      faults: { kind: 'bits', bits: [{ element: 0, bit: 7 }] },
    },
  },
  { label: 'uint8, zero point', title: 'Asymmetric', scene: one('uint8(0.02,100)', -0.73, 7) },
  { label: 'ternary', title: 'Three values in two bits', scene: one('ternary(alpha=1)', 0.4, 1) },
  { label: 'powers of two', title: 'No zero at all', scene: one('quantized_po2(4)', 0.3, 2) },
  { label: 'µ-law', title: 'Levels on a curve', scene: one('quantized_ulaw(5,0)', 0.2, 3) },
  {
    label: 'tanh',
    title: 'The activation is part of the quantizer',
    scene: one('quantized_tanh(4)', 0.6, null),
  },
];
