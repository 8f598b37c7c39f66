/**
 * The FKeras notebook: a 2x2x3 tensor through quantized_bits(5,1,alpha=1), its code table, and every single
 * flip.
 */
import { expect, it } from 'vitest';
import notebook from '../fixtures/fkeras_notebook.json';
import type { CodeFormat } from '../formats/codeFormat.ts';
import { levels } from '../formats/codeFormat.ts';
import { flipMagnitudes } from '../formats/flipMagnitudes.ts';
import type { Quantizer } from './quantizer.ts';
import { quantizerOf } from './quantizerOf.ts';
import { quantizeTensor } from './quantizeTensor.ts';

const quantizer = quantizerOf('quantized_bits(5,1,alpha=1)') as Quantizer;
const weights = { values: Float32Array.from(notebook.weights_u_seed_10dp), shape: notebook.tensor_shape };
const fitted = quantizer.fit(weights);
const format = fitted.formats[0] as CodeFormat;

it('quantizes the weights as printed', () => {
  const { values, codes, clipped } = quantizeTensor(fitted, weights);
  expect([...values]).toEqual(notebook.weights_q_seed);
  expect([...codes]).toEqual(notebook.weights_q_seed.map((value) => value * 8));
  expect(clipped).toBe(0);
});

it('has the printed code table', () => {
  const table = levels(format).map(({ word, value }) => ({
    code: word,
    bits: word.toString(2).padStart(5, '0'),
    value,
  }));
  expect(table).toEqual(notebook.range_by_code_seed);
  expect(format.fields.map(({ letter, high, low }) => [letter, high, low])).toEqual([
    ['S', 4, 4],
    ['I', 3, 3],
    ['F', 2, 0],
  ]);
});

it('flips each of the 32 codes in each of the 5 bits', () => {
  const table = notebook.single_flip_table_verified;
  expect(table).toHaveLength(32);
  for (const { code, value, after_flip_bit4_to_bit0: after } of table) {
    expect(format.decode(code)).toBe(value);
    expect(flipMagnitudes(format, code).map((flip) => flip.value)).toEqual(after.toReversed());
  }
});

it('flips each of the 60 bits of the weights', () => {
  const flips = notebook.all_60_single_flips_of_weights_q;
  expect(flips).toHaveLength(60);
  for (const { weight, bit, value } of flips) {
    const word = format.encode(weights.values[weight] as number);
    expect(format.decode(word ^ (1 << bit))).toBe(value);
  }
});
