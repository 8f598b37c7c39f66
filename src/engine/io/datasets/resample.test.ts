import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATASETS, datasetFile } from '../../testing/datasetFiles.ts';
import { readNpy } from '../npy.ts';
import { readPicture } from './pictureFile.ts';
import { DEFAULT_PREPARATION } from './preparation.ts';
import { preparePicture } from './preparePicture.ts';
import { resample } from './resample.ts';

const array = (path: string) => readNpy(datasetFile(path), path);

describe('pictures as Pillow reads them', () => {
  it.each(['L', 'RGB', '1', 'P', 'P-clear', 'LA', 'RGBA', '16'])('PNG of mode %s', (mode) => {
    const { width, height, rgba } = readPicture(datasetFile(`pictures/${mode}.png`), mode);
    const { shape, values } = array(`pictures/${mode}.npy`);
    expect([height, width, 4]).toEqual(shape);
    expect(rgba).toEqual(Uint8Array.from(values));
  });

  it.each(['photo', 'progressive', 'grey'])('JPEG %s, within the rounding of decoders', (name) => {
    const { rgba } = readPicture(datasetFile(`pictures/${name}.jpg`), name);
    const { values } = array(`pictures/${name}-jpg.npy`);
    const far = rgba.map((level, i) => Math.abs(level - (values[i] as number)));
    const mean = far.reduce((sum, value) => sum + value, 0) / far.length;
    expect(mean).toBeLessThan(name === 'grey' ? 0.5 : 6);
  });

  it('a JPEG is turned upright by its orientation', () => {
    const plain = readPicture(datasetFile('pictures/turned1.jpg'), 'plain');
    const at = ({ width, rgba }: typeof plain, x: number, y: number) => rgba[4 * (y * width + x)];
    const { width: w, height: h } = plain;
    // Where the file's first pixel, and its neighbour to the right, lie in the upright picture (Exif 2.32, 4.6.4).
    const places: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
      2: [
        [w - 1, 0],
        [w - 2, 0],
      ],
      3: [
        [w - 1, h - 1],
        [w - 2, h - 1],
      ],
      4: [
        [0, h - 1],
        [1, h - 1],
      ],
      5: [
        [0, 0],
        [0, 1],
      ],
      6: [
        [h - 1, 0],
        [h - 1, 1],
      ],
      7: [
        [h - 1, w - 1],
        [h - 1, w - 2],
      ],
      8: [
        [0, w - 1],
        [0, w - 2],
      ],
    };
    for (const [orientation, expected] of Object.entries(places)) {
      const turned = readPicture(datasetFile(`pictures/turned${orientation}.jpg`), orientation);
      expect([turned.width, turned.height]).toEqual(Number(orientation) >= 5 ? [h, w] : [w, h]);
      expected.forEach(([x, y], k) => {
        expect(at(turned, x, y), `orientation ${orientation}`).toBe(at(plain, k, 0));
      });
    }
  });
});

describe('resizing', () => {
  const cases = DATASETS.resized;
  it('has cases of every filter', () => {
    expect(new Set(cases.map(({ filter }) => filter)).size).toBe(4);
  });

  it.each(cases)('$picture $filter to $width x $height, box $box: every level is Pillow’s', (given) => {
    const { width, height, rgba } = readPicture(datasetFile(given.picture), given.picture);
    const channels = given.picture.includes('RGB') ? 3 : 1;
    const values = Uint8Array.from(
      { length: width * height * channels },
      (_, i) => rgba[4 * Math.floor(i / channels) + (i % channels)] as number,
    );
    const [left, top, right, bottom] = given.box ?? [0, 0, width, height];
    const resized = resample(
      { width, height, channels, values },
      { left, top, right, bottom },
      given.width,
      given.height,
      given.filter,
    );
    expect(resized.values).toEqual(Uint8Array.from(array(given.file).values));
  });

  it('grey is Pillow’s grey', () => {
    const picture = readPicture(datasetFile('pictures/RGB.png'), 'RGB');
    const size = { height: picture.height, width: picture.width, channels: 1 };
    expect(preparePicture(picture, size, DEFAULT_PREPARATION)).toEqual(
      Uint8Array.from(array('pictures/RGB-as-L.npy').values),
    );
  });

  it('keeps a picture of one colour, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 1, max: 20 }),
          height: fc.integer({ min: 1, max: 20 }),
          level: fc.integer({ min: 0, max: 255 }),
          to: fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 25 })),
          filter: fc.constantFrom('nearest', 'area', 'bilinear', 'bicubic') as fc.Arbitrary<'area'>,
          resize: fc.constantFrom('stretch', 'crop') as fc.Arbitrary<'crop'>,
          keep: fc.double({ min: 0.1, max: 1, noNaN: true }),
        }),
        ({ width, height, level, to: [wide, high], filter, resize, keep }) => {
          const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : level));
          const size = { height: high, width: wide, channels: 1 };
          const preparation = { ...DEFAULT_PREPARATION, filter, resize, keep };
          const prepared = preparePicture({ width, height, rgba }, size, preparation);
          expect([...new Set(prepared)]).toEqual([level]);
          expect(prepared.length).toBe(wide * high);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('fits the whole picture, black around it', () => {
    const rgba = new Uint8Array(4 * 2 * 4).fill(255);
    const size = { height: 4, width: 4, channels: 1 };
    const prepared = preparePicture({ width: 4, height: 2, rgba }, size, {
      ...DEFAULT_PREPARATION,
      resize: 'fit',
    });
    expect([...prepared]).toEqual([0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]);
  });
});
