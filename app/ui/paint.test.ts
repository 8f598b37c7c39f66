import { describe, expect, it } from 'vitest';
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { lutOf } from './lut.ts';
import { differenceCoder, differs, paintCodes, paintLattice, valueCoder } from './paint.ts';
import { goldenDomain, tallyDifference, tallyValues } from './tally.ts';

const lut = lutOf('signed', 'light');

describe('valueCoder', () => {
  const values = Float32Array.of(-2, -1, 0, 1, 2, Number.NaN, Infinity, -Infinity);
  it('codes a signed scale, its outside and what is not finite', () => {
    const code = valueCoder(values, { lo: -1, hi: 1 });
    expect([...values.keys()].map(code)).toEqual([
      BELOW,
      0,
      125,
      250,
      ABOVE,
      NAN,
      PLUS_INFINITY,
      MINUS_INFINITY,
    ]);
  });
});

describe('differenceCoder', () => {
  const tiny = 1e-30;
  it.each([
    ['equal', 0.5, 0.5, 0],
    ['a change too small for the scale is still seen', 0.5, 0.5 + 2 ** -24, 1],
    ['-0 is another word than 0', 0, -0, 1],
    ['half of the span', 0, 1, 125],
    ['the span', -1, 1, 250],
    ['beyond', 0, 3, ABOVE],
    ['NaN stays NaN', Number.NaN, Number.NaN, 0],
    ['became NaN', 1, Number.NaN, NAN],
    ['became Inf', 1, Infinity, PLUS_INFINITY],
    ['became -Inf', 1, -Infinity, MINUS_INFINITY],
    ['came back from NaN', Number.NaN, 1, ABOVE],
    ['denormal', 0, tiny, 1],
  ])('%s', (_, golden, faulty, code) => {
    expect(differenceCoder(Float32Array.of(golden), Float32Array.of(faulty), 2)(0)).toBe(code);
  });

  it('counts two NaN payloads as equal', () => {
    const words = Uint32Array.of(0x7fc00000, 0x7fc00001);
    const values = new Float32Array(words.buffer);
    expect(differs(values.subarray(0, 1), values.subarray(1, 2))(0)).toBe(false);
  });
});

describe('paintLattice', () => {
  it('walks a channel of an interleaved tensor', () => {
    const values = Float32Array.of(0, 9, 0.5, 9, -1, 9, 1, 9); // [2, 2, 2], channel 0
    const out = new Uint32Array(6);
    const lattice = { rows: 2, columns: 2, offset: 0, rowStride: 4, columnStride: 2, count: 4 };
    paintLattice(valueCoder(values, { lo: -1, hi: 1 }), lattice, lut, out, 1);
    expect([...out]).toEqual([0, lut[125], lut[188], lut[0], lut[250], 0]);
  });

  it('paints into a wider picture', () => {
    const out = new Uint32Array(8);
    const lattice = { rows: 2, columns: 2, offset: 0, rowStride: 2, columnStride: 1, count: 4 };
    paintLattice(valueCoder(Float32Array.of(-1, 0, 1, 0), { lo: -1, hi: 1 }), lattice, lut, out, 1, 4);
    expect([...out]).toEqual([0, lut[0], lut[125], 0, 0, lut[250], lut[125], 0]);
  });

  it('leaves the rest of a wrapped last row transparent', () => {
    const out = new Uint32Array(4).fill(7);
    const lattice = { rows: 2, columns: 2, offset: 0, rowStride: 2, columnStride: 1, count: 3 };
    paintLattice(valueCoder(Float32Array.of(0, 0, 0), { lo: -1, hi: 1 }), lattice, lut, out);
    expect([...out]).toEqual([lut[125], lut[125], lut[125], 0]);
  });
});

it('paintCodes reads a thumbnail from its place in the shared buffer', () => {
  const out = new Uint32Array(2);
  paintCodes(Uint8Array.of(9, 9, 0, NAN), 2, 2, lut, out);
  expect([...out]).toEqual([lut[0], lut[NAN]]);
});

describe('scale and tally', () => {
  it.each([
    ['symmetric with negatives', [-3, 1, Infinity], { lo: -3, hi: 3 }],
    ['from zero without', [0, 2, Number.NaN], { lo: 0, hi: 2 }],
    ['never empty', [0, 0], { lo: 0, hi: 1 }],
  ])('%s', (_, values, domain) => {
    expect(goldenDomain(Float32Array.from(values))).toEqual(domain);
  });

  it('counts what leaves the scale', () => {
    const values = Float32Array.of(-5, 0, 1, 9, 9, Number.NaN, Infinity, -Infinity, -Infinity);
    expect(tallyValues(values, { lo: -1, hi: 1 })).toEqual({
      below: 1,
      above: 2,
      nan: 1,
      plusInfinity: 1,
      minusInfinity: 2,
    });
  });

  it('counts changes of any size', () => {
    const golden = Float32Array.of(0, 1, 1, 1, Number.NaN);
    const faulty = Float32Array.of(0, 1 + 2 ** -23, 9, Number.NaN, Number.NaN);
    expect(tallyDifference(golden, faulty, 2)).toEqual({
      changed: 3,
      below: 0,
      above: 1,
      nan: 1,
      plusInfinity: 0,
      minusInfinity: 0,
    });
  });
});
