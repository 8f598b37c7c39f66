import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { float32Bits } from '../words/float32.ts';
import { isNaNWord, nextDown, nextUp } from '../words/signMagnitude.ts';
import { readStorageSpec } from './storageSpec.ts';
import { storeOneByOne, storeWords } from './storeWords.ts';
import { storageFor, type TensorStorage } from './tensorStorage.ts';

const CHANNELS = 3;
const DATA = {
  values: Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i) * (1 + (i % CHANNELS))),
  shape: [20, CHANNELS],
};

const storageOf = (text: string): TensorStorage => storageFor(readStorageSpec(text), DATA, [1]);

/** Formats with a fast way, and some without. */
const FORMATS = [
  'uint8(scale=0.0125,min=-1.6037)',
  'uint16(scale=0.0003,min=0.25)',
  'float16',
  'bfloat16',
  'float8_e4m3',
  'float8_e5m2',
  'float32',
  'fixed(8,5)',
  'fixed(20,-3)',
  'ufixed(16,16)',
  'fixed(4,60)',
  'int8(0.05,3)',
  'uint16(1e-38)',
  'int4(1e38)',
  'uint24(0.001)',
  'int8(range=minmax)',
  'int8(range=minmax,axis=channel,symmetric)',
  'uint4(range=percentile:90,axis=channel)',
  'int6(range=mse,rounding=floor)',
  'quantized_bits(8,2,alpha=1)',
  'quantized_bits(5,1,symmetric=1,alpha=0.3)',
  'quantized_bits(4,0,keep_negative=0,alpha=[1,2,0.5])',
  'quantized_bits(1,0)',
  "quantized_bits(4,0,alpha='auto')",
  "quantized_bits(4,0,alpha='auto_po2')",
  'quantized_linear(8,1,alpha=1)',
  "quantized_linear(3,0,alpha='auto')",
  "quantized_linear(3,0,alpha='auto_po2')",
  'quantized_linear(1,0)',
  'quantized_relu(6,2)',
  'quantized_relu(8,3,relu_upper_bound=6,is_quantized_clip=False)',
  'quantized_relu(6,2,negative_slope=0.25)',
  'quantized_tanh(6)',
  'quantized_hswish(8,3)',
  'quantized_ulaw(8,1)',
  'quantized_po2(5)',
  "ternary(alpha='auto')",
  'binary()',
];

const word = fc.oneof(
  fc.nat({ max: 0xffffffff }),
  fc.float({ min: -4, max: 4, noNaN: true }).map(float32Bits),
  fc.integer({ min: -600, max: 600 }).map((n) => float32Bits(n / 64)),
  fc.constantFrom(
    0,
    0x80000000,
    1,
    0x80000001,
    0x7f800000,
    0xff800000,
    0x7fc00001,
    0xffa00000,
    0x7f7fffff,
    0x00800000,
  ),
);

const stored = (storage: TensorStorage, words: readonly number[]) => {
  const fast = Uint32Array.from(words);
  const slow = Uint32Array.from(words);
  const facts = storeWords(storage, fast);
  return {
    fast: [...fast],
    slow: [...slow],
    facts,
    codesUsed: storeOneByOne(storage, slow),
    after: [...slow],
  };
};

describe.each(FORMATS)('%s', (text) => {
  const storage = storageOf(text);

  it('stores a tensor as it stores each word by itself', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const { fast, after, facts, codesUsed } = stored(storage, words);
        expect(fast).toEqual(after);
        expect(facts.codesUsed).toBe(codesUsed);
      }),
      { numRuns: 100 },
    );
  });

  it('agrees at every tie between two of its values, and one ulp beside', () => {
    const format = storage.formats[0] as TensorStorage['formats'][number];
    const count = Math.min(2 ** format.width, 4096);
    const values = Array.from({ length: count }, (_, code) => format.decode(code))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const ties = values
      .slice(1)
      .flatMap((value, i) => float32Bits((value + (values[i] as number)) / 2))
      .flatMap((bits) => (isNaNWord(bits) ? [] : [nextDown(bits), bits, nextUp(bits)]));
    const { fast, after } = stored(storage, ties);
    expect(fast).toEqual(after);
  });

  it('stores what is stored already as it is, where there is no curve and rounding is to the nearest', () => {
    if (
      /floor|tanh|hswish|ulaw|alpha=0.3|alpha=\[|slope|quantized_bits\(1|quantized_linear\(1|binary/.test(
        text,
      )
    )
      return;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const once = Uint32Array.from(words);
        storeWords(storage, once);
        const twice = once.slice();
        storeWords(storage, twice);
        expect([...twice]).toEqual([...once]);
      }),
      { numRuns: 50 },
    );
  });
});

test('what it costs is counted, by hand', () => {
  const storage = storageOf('fixed(3,0)');
  const values = Float32Array.of(1.25, -9, 2, 3.5, Number.POSITIVE_INFINITY, Number.NaN);
  const facts = storeWords(storage, new Uint32Array(values.buffer));
  expect([...values]).toEqual([1, -4, 2, 3, 3, 0]);
  expect(facts).toEqual({
    elements: 6,
    clipped: 3,
    codesUsed: 5,
    signal: 1.25 ** 2 + 81 + 4 + 3.5 ** 2,
    noise: 0.25 ** 2 + 25 + 0.5 ** 2,
    maxError: 5,
  });
});

test('float16 rounds as hardware does: a table of edges, from IEEE 754', () => {
  const edges = [
    65504,
    65519.996,
    65520,
    2 ** -24,
    2 ** -25,
    1.5 * 2 ** -25,
    -(2 ** -26),
    1 + 2 ** -11,
    1 + 3 * 2 ** -11,
  ];
  const values = Float32Array.from(edges);
  storeWords(storageOf('float16'), new Uint32Array(values.buffer));
  expect([...values]).toEqual([
    65504,
    65504,
    Number.POSITIVE_INFINITY,
    2 ** -24,
    0,
    2 ** -24,
    -0,
    1,
    1 + 2 ** -9,
  ]);
});
