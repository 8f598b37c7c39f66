import { describe, expect, it } from 'vitest';
import { lutOf } from '#app/ui/lut.ts';
import type { Thumbnail } from '#workers/labApi.ts';
import { paintTile, scaleKindOf, tileCodes } from './paintThumbnail.ts';

const thumbnail = (lo: number): Thumbnail => ({
  node: 'conv',
  layout: 'image',
  width: 2,
  height: 1,
  channels: [3, 0],
  changed: [true, false],
  channelCount: 8,
  lo,
  hi: 1,
  offset: 1,
});

// Offset 1: the first byte belongs to another node.
const golden = Uint8Array.of(99, 0, 100, 250, 253);
const faulty = Uint8Array.of(98, 10, 252, 250, 40);

describe('tileCodes', () => {
  it.each([
    ['golden', 0, 0, [0, 100]],
    ['faulty', 0, 0, [10, 252]],
    ['difference', 0, 0, [10, 252]],
    ['difference', -1, 0, [20, 252]],
    ['difference', 0, 1, [0, 250]],
    ['golden', 0, 1, [250, 253]],
  ] as const)('%s, lo %d, tile %i', (view, lo, tile, codes) => {
    expect([...tileCodes(thumbnail(lo), tile, golden, faulty, view)]).toEqual(codes);
  });

  it('never goes past the end of the scale', () => {
    const far = tileCodes(thumbnail(-1), 0, Uint8Array.of(0, 0, 0), Uint8Array.of(0, 250, 125), 'difference');
    expect([...far]).toEqual([250, 250]);
  });
});

it('takes the scale from golden and the view', () => {
  expect(scaleKindOf(thumbnail(0), 'faulty')).toBe('unsigned');
  expect(scaleKindOf(thumbnail(-1), 'golden')).toBe('signed');
  expect(scaleKindOf(thumbnail(-1), 'difference')).toBe('difference');
});

it('paints exact pixels', () => {
  const lut = lutOf('unsigned', 'light');
  const out = new Uint32Array(2);
  paintTile(Uint8Array.of(0, 250), lut, out);
  expect([...out]).toEqual([0xffeceeee, 0xffbd7708]);
});
