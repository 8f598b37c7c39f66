import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabError } from '../labError.ts';
import { type Picture, type PictureTarget, pictureValues } from './picture.ts';

const target = (height: number, width: number, more: Partial<PictureTarget> = {}): PictureTarget => ({
  height,
  width,
  channels: 1,
  range: [0, 255],
  invert: false,
  ...more,
});

/** Opaque grey picture from rows of levels. */
function grey(...rows: number[][]): Picture {
  const pixels = rows.flat();
  const width = rows[0]?.length ?? 0;
  return { width, height: rows.length, rgba: Uint8Array.from(pixels.flatMap((v) => [v, v, v, 255])) };
}

const colour = (...rgba: number[]): Picture => ({
  width: rgba.length / 4,
  height: 1,
  rgba: Uint8Array.from(rgba),
});

const values = (picture: Picture, to: PictureTarget): number[] => [...pictureValues(picture, to)];

describe('pictureValues', () => {
  it('keeps every grey level of a picture of the right size, as the gallery scales it', () => {
    const all = grey(Array.from({ length: 256 }, (_, level) => level));
    const wanted = Float32Array.from({ length: 256 }, (_, level) => level / 255);
    expect(pictureValues(all, target(1, 256, { range: [0, 1] }))).toEqual(wanted);
  });

  it.each<[string, Picture, PictureTarget, number[]]>([
    ['halves by mean', grey([0, 10, 20, 30], [10, 20, 30, 41]), target(1, 2), [10, 30.25]],
    ['3 to 2: the middle counts half each', grey([30, 60, 90]), target(1, 2), [40, 80]],
    ['2 to 3: the middle is the mean', grey([30, 60]), target(1, 3), [30, 45, 60]],
    ['enlarges rows', grey([7], [9]), target(4, 1), [7, 7, 9, 9]],
    ['stretches to other proportions', grey([0, 100], [50, 150]), target(1, 1), [75]],
    ['inverts levels', grey([0, 100, 255]), target(1, 3, { invert: true }), [255, 155, 0]],
    ['scales to the range', grey([0, 51, 255]), target(1, 3, { range: [-1, 1] }), [-1, Math.fround(-0.6), 1]],
    [
      'luma of red, green, blue',
      colour(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255),
      target(1, 3),
      [76.245, 149.685, 29.07].map(Math.fround),
    ],
    [
      'three channels stay apart',
      colour(1, 2, 3, 255, 4, 5, 6, 255),
      target(1, 2, { channels: 3 }),
      [1, 2, 3, 4, 5, 6],
    ],
    [
      'three channels are averaged apart',
      colour(0, 20, 40, 255, 2, 30, 50, 255),
      target(1, 1, { channels: 3 }),
      [1, 25, 45],
    ],
    ['transparent is white', colour(9, 9, 9, 0), target(1, 1), [255]],
    ['half transparent is mixed with white', colour(0, 0, 0, 51), target(1, 1), [204]],
  ])('%s', (_, picture, to, wanted) => {
    expect(values(picture, to)).toEqual(wanted);
  });

  it('keeps a constant picture constant and any picture within its levels', () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(side, side, side, side, fc.infiniteStream(fc.nat({ max: 255 })), (w, h, tw, th, stream) => {
        const rows = Array.from({ length: h }, () =>
          Array.from({ length: w }, () => stream.next().value as number),
        );
        const found = values(grey(...rows), target(th, tw));
        expect(Math.min(...found)).toBeGreaterThanOrEqual(Math.min(...rows.flat()));
        expect(Math.max(...found)).toBeLessThanOrEqual(Math.max(...rows.flat()));
        const mean = (list: readonly number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length;
        expect(mean(found)).toBeCloseTo(mean(rows.flat()), 3);
      }),
      { numRuns: 200 },
    );
    expect(new Set(values(grey(...Array(7).fill(Array(5).fill(93))), target(3, 4)))).toEqual(new Set([93]));
  });

  it.each([
    [0, 5],
    [2 ** 14, 2 ** 13],
  ])('refuses %i x %i pixels', (width, height) => {
    expect(() => pictureValues({ width, height, rgba: new Uint8Array() }, target(1, 1))).toThrow(LabError);
  });
});
