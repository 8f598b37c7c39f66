import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { type AffineSpec, printAffineSpec, readAffineSpec } from './affineSpec.ts';
import { printStorageEntry, readStorage, readStorageEntry } from './storageEntry.ts';
import { needsData, readStorageSpec, STORAGE_EXAMPLES } from './storageSpec.ts';

const percent = fc.double({ min: 50, max: 100, minExcluded: true, noNaN: true });
const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
const range: fc.Arbitrary<AffineSpec['range']> = fc.oneof(
  fc.constantFrom({ kind: 'minmax' as const }, { kind: 'mse' as const }),
  fc.record({ kind: fc.constant('percentile' as const), percent }),
  fc
    .tuple(finite, finite)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ kind: 'given' as const, lowest: Math.min(a, b), highest: Math.max(a, b) })),
);
const anySpec: fc.Arbitrary<AffineSpec> = fc
  .record({
    width: fc.integer({ min: 2, max: 24 }),
    signed: fc.boolean(),
    range,
    axis: fc.constantFrom('tensor' as const, 'channel' as const),
    symmetric: fc.boolean(),
    rounding: fc.constantFrom('even' as const, 'away' as const, 'floor' as const, 'zero' as const),
  })
  .filter((spec) => !(spec.range.kind === 'given' && spec.axis === 'channel'));
const scaled: fc.Arbitrary<AffineSpec> = fc
  .tuple(
    fc.float({ min: Math.fround(1e-30), noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -128, max: 127 }),
  )
  .map(([scale, zero]) => ({
    width: 8,
    signed: true,
    range: { kind: 'scale', scale, zero },
    axis: 'tensor',
    symmetric: false,
    rounding: 'even',
  }));

describe('reading and printing', () => {
  it('are inverse for every fitted or given range', () => {
    fc.assert(
      fc.property(fc.oneof(anySpec, scaled), (spec) => {
        const text = printAffineSpec(spec);
        expect(readAffineSpec(text)).toEqual(spec);
        expect(text).not.toMatch(/[+;@\s]/);
      }),
    );
  });

  it('are inverse for whole entries', () => {
    const formats = fc.oneof(anySpec.map(printAffineSpec), fc.constantFrom(...STORAGE_EXAMPLES));
    const target = fc.constantFrom('weights', 'activations', 'conv2d/kernel', 'a=b/c%3A1~2/output', 'x/pre');
    fc.assert(
      fc.property(fc.array(fc.tuple(target, formats), { maxLength: 4 }), (given) => {
        const texts = readStorage(given.map((pair) => pair.join('='))).map(printStorageEntry);
        expect(readStorage([texts.join(';')]).map(printStorageEntry)).toEqual(texts);
        expect(texts.map((text) => readStorageEntry(text).target)).toEqual(given.map(([id]) => id));
      }),
    );
  });
});

it.each<[string, string, boolean]>([
  [' float16 ', 'float16', false],
  ['int8( 0.05, 0 )', 'int8(0.05)', false],
  ['quantized_bits(bits=6,integer=0,alpha=1.0)', 'quantized_bits(6,0,alpha=1)', false],
  ["quantized_bits(4,0,alpha='auto_po2')", "quantized_bits(4,0,alpha='auto_po2')", true],
  ['int8( range = minmax, axis=tensor, rounding=even )', 'int8(range=minmax)', true],
  ['uint4(symmetric,range=-1e+30:0.5)', 'uint4(range=-1e30:0.5,symmetric)', false],
  ['int8(range=percentile:99.90,axis=channel)', 'int8(range=percentile:99.9,axis=channel)', true],
  ['fixed( 8,5)', 'fixed(8,5)', false],
])('%s is %s; needs data: %j', (text, canonical, fitted) => {
  const spec = readStorageSpec(text);
  expect(spec.text).toBe(canonical);
  expect(needsData(spec)).toBe(fitted);
});

it.each<[string, string, RegExp]>([
  ['conv2d/kernel', 'bad-argument', /wanted target=format/],
  ['=int8(0.1)', 'bad-argument', /wanted target=format/],
  ['a/b=', 'bad-argument', /wanted target=format/],
  ['a/b=float7', 'unsupported', /"float7" is not known here.*int8\(range=minmax\)/],
  ['a/b=int8(range=middle)', 'bad-argument', /range=minmax, range=mse/],
  ['a/b=int8(range=1:-1)', 'bad-argument', /the lower one first/],
  ['a/b=int8(range=1:1)', 'bad-argument', /the lower one first/],
  ['a/b=int8(range=percentile:50)', 'bad-argument', /above 50, up to 100/],
  ['a/b=int1(range=minmax)', 'bad-argument', /2 to 24 bits/],
  ['a/b=int25(range=minmax)', 'bad-argument', /2 to 24 bits/],
  ['a/b=int8(range=minmax,range=mse)', 'bad-argument', /range once/],
  ['a/b=int8(range=minmax,symmetric=1)', 'bad-argument', /symmetric/],
  ['a/b=int8(range=minmax,scale=2)', 'bad-argument', /range=minmax/],
  ['a/b=int8(axis=channel)', 'bad-argument', /range=minmax/],
  ['a/b=int8(range=-1:1,axis=channel)', 'bad-argument', /one for the whole tensor/],
  ['a/b=int8(range=minmax,rounding=up)', 'bad-argument', /even or away or floor or zero/],
  ['a/b=int8(0)', 'bad-argument', /a scale above 0/],
  ['a/b=quantized_bits(0)', 'bad-argument', /bits: got 0/],
  ['a/b=bernoulli()', 'unsupported', /draws anew/],
])('%s is refused: %s', (text, code, message) => {
  const read = (): unknown => readStorageEntry(text);
  expect(read).toThrow(LabError);
  expect(read).toThrow(message);
  expect(read).toThrow(expect.objectContaining({ code }));
});
