import { expect, it } from 'vitest';
import { colourPixels, colourRange } from './colourPixels.ts';

it.each([
  [[0, 0.5, 1], { lo: 0, hi: 1 }],
  [[-1, 0, 0.5], { lo: -1, hi: 1 }],
  [[0, 17, 255], { lo: 0, hi: 255 }],
  [[-103, 50, 120], { lo: -128, hi: 128 }],
  [[-2, 0, 900], { lo: -2, hi: 900 }],
])('pictures of %j are on %j', (values, range) => {
  expect(colourRange(Float32Array.from(values))).toEqual(range);
});

it('paints colours, clips what leaves the range, and marks what is not a number', () => {
  const out = new Uint8ClampedArray(12);
  colourPixels(
    Float32Array.of(0, 0.5, 1, -9, 9, Infinity, 0, Number.NaN, 1),
    { lo: 0, hi: 1 },
    0xc026d3,
    out,
  );
  expect([...out]).toEqual([0, 128, 255, 255, 0, 255, 255, 255, 0xc0, 0x26, 0xd3, 255]);
});
