import { expect, it } from 'vitest';
import { lutOf } from '#app/ui/lut.ts';
import { colourPixels, inkLut, inkPixels } from './inkPixels.ts';

it('draws grey pictures as ink on paper', () => {
  const out = new Uint8ClampedArray(12);
  inkPixels(Uint8Array.of(0, 255, 51), 1, [255, 250, 240], [5, 0, 40], out);
  expect([...out]).toEqual([255, 250, 240, 255, 5, 0, 40, 255, 205, 200, 200, 255]);
});

it('leaves colour pictures as they are', () => {
  const out = new Uint8ClampedArray(4);
  inkPixels(Uint8Array.of(10, 20, 30), 3, [255, 255, 255], [0, 0, 0], out);
  expect([...out]).toEqual([10, 20, 30, 255]);
});

it('draws codes as ink and leaves reserved codes their colours', () => {
  const heatmap = lutOf('unsigned', 'light');
  const lut = inkLut('light', heatmap);
  expect(lut[0]).toBe(0xffffffff);
  expect(lut[250]).toBe(0xff231f1d);
  for (let code = 251; code < 256; code++) expect(lut[code]).toBe(heatmap[code]);
});

it('puts colours together from the tiles of their channels, whatever their order, and marks what is lost', () => {
  const out = new Uint32Array(3);
  // Blue first: pixels of blue, red, green.
  const codes = Uint8Array.of(250, 251, 0, 0, 252, 0, 125, 0, 253);
  colourPixels(codes, [2, 0, 1], (code) => (code / 250) * 255, out);
  expect([...out].map((pixel) => pixel.toString(16))).toEqual(['ffff8000', 'ff0000ff', 'ffff00ff']);
});
