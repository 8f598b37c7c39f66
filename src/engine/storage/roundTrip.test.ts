/**
 * Every word of formats of at most 16 bits, one by one: its value gives the word back (or another word of the very same
 * value), a flip done twice is none, and larger numbers never get smaller values.
 */
import { describe, expect, test } from 'vitest';
import { storedWord } from '../formats/storedWord.ts';
import { readStorageSpec } from './storageSpec.ts';
import { storageFor, type TensorStorage } from './tensorStorage.ts';

const DATA = { values: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * i) * 2), shape: [8, 8] };
const widths = (from: number): number[] => Array.from({ length: 17 - from }, (_, k) => from + k);

const FORMATS: readonly string[] = [
  'float16',
  'bfloat16',
  'float8_e4m3',
  'float8_e5m2',
  ...widths(2).flatMap((w) => [`fixed(${w},${w >> 1})`, `int${w}(0.037,1)`, `uint${w}(range=minmax)`]),
  ...widths(1).map((w) => `ufixed(${w},${w})`),
  ...widths(2).flatMap((w) => [
    `int${w}(range=mse,axis=channel,symmetric)`,
    `quantized_bits(${w},1,alpha=0.75)`,
    `quantized_linear(${w},0,alpha='auto')`,
    `quantized_relu(${w},2)`,
    `quantized_tanh(${w},symmetric=1)`,
    `quantized_sigmoid(${w})`,
    `quantized_ulaw(${w},1)`,
  ]),
  ...[2, 3, 4, 8, 12, 16].map((w) => `quantized_bits(${w},0,alpha='auto_po2')`),
  ...[2, 3, 4, 5, 6, 7, 8].flatMap((w) => [`quantized_po2(${w})`, `quantized_relu_po2(${w})`]),
  'quantized_bits(5,1,symmetric=1,alpha=1)',
  'quantized_relu(6,2,negative_slope=0.125)',
  'quantized_relu(8,3,relu_upper_bound=6,is_quantized_clip=False)',
  'binary()',
  'binary(use_01=1)',
  "ternary(alpha='auto')",
  'stochastic_binary()',
];

const storages = FORMATS.map((text) => [text, storageFor(readStorageSpec(text), DATA, [1])] as const);

describe.each(storages)('%s', (_, storage: TensorStorage) => {
  const format = storage.formats[0] as TensorStorage['formats'][number];
  const words = Array.from({ length: 2 ** format.width }, (_w, word) => word);

  test('every word comes back from its value', () => {
    const wrong = words.filter((word) => {
      const bits = format.toFloat32Bits(word);
      const back = storedWord(format, bits);
      return back !== word && format.toFloat32Bits(back) !== bits;
    });
    expect(wrong).toEqual([]);
  });

  test('fields cover the word, once each bit', () => {
    const bits = format.fields.flatMap(({ high, low }) =>
      Array.from({ length: high - low + 1 }, (_b, k) => low + k),
    );
    expect(bits.sort((a, b) => a - b)).toEqual(Array.from({ length: format.width }, (_b, k) => k));
  });

  test('encoding never falls as numbers rise', () => {
    const values = words.map((word) => format.decode(word)).filter(Number.isFinite);
    const span = Math.max(...values.map(Math.abs), 1e-30) * 1.5;
    let before = Number.NEGATIVE_INFINITY;
    for (let k = -400; k <= 400; k++) {
      const value = format.decode(format.encode(Math.fround((k / 400) * span)));
      // What rounds beyond the largest e4m3 number is NaN.
      if (Number.isNaN(value)) continue;
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
  });
});
