import { describe, expect, it } from 'vitest';
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { lutOf } from './lut.ts';
import { differenceCode, paintCodes, paintLattice, paintReduced } from './paint.ts';
import { binsOf, tallyOf } from './tally.ts';

const lut = lutOf('signed', 'light');

describe('differenceCode', () => {
  const tiny = 1e-30;
  it.each([
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
    expect(differenceCode(golden, faulty, 2)).toBe(code);
  });
});

const codesOf = (...codes: number[]) => Uint8Array.from(codes);

describe('paintLattice', () => {
  it('walks a channel of an interleaved tensor', () => {
    const codes = codesOf(125, 9, 188, 9, 0, 9, 250, 9); // [2, 2, 2], channel 0
    const out = new Uint32Array(6);
    const lattice = { rows: 2, columns: 2, offset: 0, rowStride: 4, columnStride: 2, count: 4 };
    paintLattice(codes, lattice, lut, out, 1);
    expect([...out]).toEqual([0, lut[125], lut[188], lut[0], lut[250], 0]);
  });

  it('paints into a wider picture', () => {
    const out = new Uint32Array(8);
    const lattice = { rows: 2, columns: 2, offset: 0, rowStride: 2, columnStride: 1, count: 4 };
    paintLattice(codesOf(0, 125, 250, 125), lattice, lut, out, 1, 4);
    expect([...out]).toEqual([0, lut[0], lut[125], 0, 0, lut[250], lut[125], 0]);
  });

  it('leaves the rest of a wrapped last row transparent', () => {
    const out = new Uint32Array(4).fill(7);
    const lattice = { rows: 2, columns: 2, offset: 0, rowStride: 2, columnStride: 1, count: 3 };
    paintLattice(codesOf(125, 125, 125), lattice, lut, out);
    expect([...out]).toEqual([lut[125], lut[125], lut[125], 0]);
  });
});

describe('paintReduced', () => {
  const whole = (rows: number, columns: number, count = rows * columns) => ({
    rows,
    columns,
    offset: 0,
    rowStride: columns,
    columnStride: 1,
    count,
  });

  it.each([
    ['the farthest from zero', [125, 130, 100, 125], 100],
    ['what leaves the scale before what is on it', [250, ABOVE, 0, 1], ABOVE],
    ['NaN before everything', [MINUS_INFINITY, NAN, PLUS_INFINITY, BELOW], NAN],
    ['infinity before what is clipped', [ABOVE, BELOW, PLUS_INFINITY, 0], PLUS_INFINITY],
  ])('a pixel of four elements shows %s', (_, codes, shown) => {
    const out = new Uint32Array(1);
    paintReduced(codesOf(...codes), whole(2, 2), lut, 'signed', { rows: 1, columns: 1 }, out);
    expect([...out]).toEqual([lut[shown]]);
  });

  it('loses no single changed element, wherever it is', () => {
    const difference = lutOf('difference', 'light');
    for (let at = 0; at < 35; at++) {
      const codes = new Uint8Array(35);
      codes[at] = 1;
      const out = new Uint32Array(6);
      paintReduced(codes, whole(5, 7), difference, 'difference', { rows: 2, columns: 3 }, out);
      expect(out.filter((pixel) => pixel === difference[1]).length, `element ${at}`).toBe(1);
    }
  });

  it('paints what painting one to one paints, where nothing has to be reduced', () => {
    const codes = Uint8Array.from({ length: 12 }, (_, i) => i * 20);
    const [one, other] = [new Uint32Array(20), new Uint32Array(20)];
    paintLattice(codes, whole(3, 4, 11), lut, one, 1, 6);
    paintReduced(codes, whole(3, 4, 11), lut, 'signed', { rows: 3, columns: 4 }, other, 1, 6);
    expect([...other]).toEqual([...one]);
  });
});

it('paintCodes reads a thumbnail from its place in the shared buffer', () => {
  const out = new Uint32Array(2);
  paintCodes(Uint8Array.of(9, 9, 0, NAN), 2, 2, lut, out);
  expect([...out]).toEqual([lut[0], lut[NAN]]);
});

it('counts by code are a tally and bins', () => {
  const counts = new Uint32Array(256);
  for (const code of [0, 4, 5, 249, 250, BELOW, ABOVE, ABOVE, NAN, MINUS_INFINITY])
    counts[code] = (counts[code] ?? 0) + 1;
  expect(tallyOf(counts)).toEqual({ below: 1, above: 2, nan: 1, plusInfinity: 0, minusInfinity: 1 });
  const bins = binsOf(counts, 50);
  expect([bins[0], bins[1], bins[49]]).toEqual([2, 1, 2]);
  expect(bins.reduce((sum, count) => sum + count, 0)).toBe(5);
});
