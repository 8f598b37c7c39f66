import { describe, expect, it } from 'vitest';
import { ABOVE, BELOW, MINUS_INFINITY, NAN, PLUS_INFINITY } from '#engine/runtime/thumbnail.ts';
import { CODE_MAX, cssOf, lutOf } from './lut.ts';
import { type ColourScheme, SCALE_COLOURS, type ScaleKind } from './scaleColours.ts';

const abgr = (rgb: number) => ((255 << 24) | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >>> 16)) >>> 0;

const kinds: readonly ScaleKind[] = ['signed', 'unsigned', 'difference'];
const schemes: readonly ColourScheme[] = ['light', 'dark'];

describe.each(schemes)('lookup tables, %s', (scheme) => {
  const colours = SCALE_COLOURS[scheme];

  it.each([
    ['signed', 0, colours.negative],
    ['signed', 125, colours.zero],
    ['signed', 250, colours.positive],
    ['unsigned', 0, colours.zero],
    ['unsigned', 250, colours.positive],
    ['unsigned', BELOW, colours.negative],
    ['difference', 0, colours.zero],
    ['difference', 1, colours.changedLeast],
    ['difference', 250, colours.changedMost],
    ['difference', ABOVE, colours.changedBeyond],
    ['signed', ABOVE, colours.aboveScale],
    ['signed', BELOW, colours.belowScale],
    ['signed', NAN, colours.nan],
    ['unsigned', PLUS_INFINITY, colours.plusInfinity],
    ['difference', MINUS_INFINITY, colours.minusInfinity],
  ] as const)('%s code %i', (kind, code, rgb) => {
    expect(lutOf(kind, scheme)[code]).toBe(abgr(rgb));
  });

  it.each(kinds)('%s moves away from zero without turning back', (kind) => {
    const lut = lutOf(kind, scheme);
    const zero = abgr(colours.zero);
    const start = kind === 'signed' ? CODE_MAX / 2 : 0;
    let last = 0;
    for (let code = start; code <= CODE_MAX; code++) {
      const step = distance(lut[code] as number, zero);
      expect(step).toBeGreaterThanOrEqual(last);
      last = step;
    }
    expect(last).toBeGreaterThan(150);
  });

  it.each(kinds)('%s keeps every reserved code apart from the scale', (kind) => {
    const lut = lutOf(kind, scheme);
    const onScale = new Set(lut.subarray(0, CODE_MAX + 1));
    const reserved = [ABOVE, NAN, PLUS_INFINITY, MINUS_INFINITY].map((code) => lut[code] as number);
    expect(new Set(reserved).size).toBe(4);
    for (const pixel of reserved) expect(onScale.has(pixel)).toBe(false);
  });
});

it('names a pixel for CSS', () => {
  expect(cssOf(lutOf('signed', 'light'), 250)).toBe('rgb(8 119 189)');
});

function distance(a: number, b: number): number {
  return [0, 8, 16].reduce((sum, shift) => sum + Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255)), 0);
}
