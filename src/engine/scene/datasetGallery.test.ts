import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { rangeScale } from '../io/datasets/preparation.ts';
import { readDataset } from '../io/datasets/readDataset.ts';
import { galleryItem } from '../io/modelCard.ts';
import { readNpy, writeNpy } from '../io/npy.ts';
import { LabError } from '../labError.ts';
import { DATASETS, datasetFile } from '../testing/datasetFiles.ts';
import { type DatasetPlace, datasetGallery, datasetPlace } from './datasetGallery.ts';
import { parseRecipe, printRecipe } from './inputRecipe.ts';
import type { InputTarget } from './inputTargets.ts';
import { MADE_PATTERN, madeItem, parseMade, printMade } from './madeTensor.ts';

const target = (shape: readonly (number | null)[], more: Partial<InputTarget> = {}): InputTarget => ({
  name: 'input',
  shape,
  whole: false,
  vocabulary: null,
  ...more,
});
const place = (...targets: InputTarget[]): DatasetPlace => ({
  targets,
  labels: null,
  scale: rangeScale([0, 1]),
});
const LENET = place(target([28, 28, 1]));
const DIGITS = readNpy(datasetFile('npy/digits.npy')).values;
const LABELS = DATASETS.labels;

async function open(path: string, to: DatasetPlace, recipe = '') {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [first] = to.targets;
  const known = first?.shape.every((size) => size !== null)
    ? (first.shape as number[]).reduce((product, size) => product * size, 1)
    : null;
  const options = { inputs: to.targets.map((each) => each.name), values: known };
  const dataset = readDataset(new Map([[name, datasetFile(path)]]), name, options);
  return await datasetGallery(dataset, parseRecipe(recipe), to);
}

const made = (name: string, bytes: Uint8Array, to: DatasetPlace, recipe = '') =>
  datasetGallery(readDataset(new Map([[name, bytes]]), name), parseRecipe(recipe), to);

const refusal = (work: Promise<unknown>): Promise<LabError> =>
  work.then(
    () => Promise.reject(new Error('nothing was refused')),
    (error) => (error instanceof LabError ? error : Promise.reject(error)),
  );

describe('twenty digits, whatever they come in', () => {
  it.each([
    'npy/digits.npy',
    'npy/digits-float.npy',
    'npy/digits-first.npy',
    'npz/digits.npz',
    'csv/mnist.csv',
    'idx/t10k-images-idx3-ubyte.gz',
    'pictures/labels-csv.zip',
  ])('%s is the same input to the last bit', async (path) => {
    const { gallery } = await open(path, LENET);
    expect([gallery.count, gallery.shape, gallery.pictureShape]).toEqual([20, [28, 28, 1], [28, 28, 1]]);
    for (let k = 0; k < 20; k++) {
      const digit = DIGITS.subarray(784 * k, 784 * (k + 1));
      expect(galleryItem(gallery, k)).toEqual(Float32Array.from(digit, (level) => level / 255));
      expect(gallery.pixels.subarray(784 * k, 784 * (k + 1))).toEqual(Uint8Array.from(digit));
    }
  });

  it('one digit is one item', async () => {
    const { gallery } = await open('npy/one-digit.npy', LENET);
    expect(gallery.count).toBe(1);
  });

  it('labels by folder are numbers where folders are', async () => {
    const { gallery } = await open('pictures/folders.zip', LENET);
    expect(gallery.labels).toEqual([...LABELS].sort());
  });

  it('a model with channels first gets them first', async () => {
    const { gallery } = await open('pictures/RGB.png', place(target([3, 24, 31])));
    const last = await open('pictures/RGB.png', place(target([24, 31, 3])));
    const [first, other] = [galleryItem(gallery, 0), galleryItem(last.gallery, 0)];
    expect(gallery.pictureShape).toEqual([24, 31, 3]);
    for (let i = 0; i < 24 * 31; i++)
      for (let c = 0; c < 3; c++) expect(first[c * 24 * 31 + i]).toBe(other[3 * i + c]);
  });
});

describe('what does not fit is refused with both shapes', () => {
  it.each([
    [
      'npy/wrong.npy',
      LENET,
      /wrong\.npy holds float32 \[5,32,31\]; input input of the model takes \[28,28,1\]: wanted \[items,28,28,1\].*uint8/,
    ],
    ['csv/iris.csv', LENET, /\[3,4\].*\[28,28,1\]/],
    ['pictures/RGB.png', place(target([784])), /These are pictures, but input input takes \[784\]/],
    ['npy/digits.npy', place(target([3, 5])), /./],
  ] as const)('%s', async (path, to, message) => {
    if (path === 'npy/digits.npy') {
      // uint8 pictures of another size are resized.
      const { gallery, notes } = await open(path, to);
      expect([gallery.shape, notes.join()]).toEqual([[3, 5], expect.stringContaining('28 x 28 are resized')]);
      return;
    }
    const error = await refusal(open(path, to));
    expect([error.code, error.message]).toEqual(['bad-input', expect.stringMatching(message)]);
  });

  it('token ids beyond the vocabulary, and fractions', async () => {
    const words = place(target([4], { whole: true, vocabulary: 10 }));
    const ids = await made('ids.npy', writeNpy([2, 4], Float32Array.of(1, 2, 3, 9, 0, 0, 12, 1)), words);
    expect([...galleryItem(ids.gallery, 0)]).toEqual([1, 2, 3, 9]);
    expect(() => galleryItem(ids.gallery, 1)).toThrow(
      /ids\.npy holds 12; input input takes whole numbers from 0 to 9/,
    );
  });
});

it('levels become what they are in the gallery of a bundled model', async () => {
  const gallery = { name: 'photo', count: 0, shape: [24, 31, 3], labels: [], pixels: new Uint8Array(0) };
  const graph = {
    nodes: [],
    parameters: {},
    outputs: [],
    format: 'layers',
    inputs: ['input/output'],
  } as const;
  const value = { id: 'input/output', node: 'input', tensor: 'output', dtype: 'float32' } as const;
  const model = { ...graph, values: { 'input/output': { ...value, shape: [null, 24, 31, 3] } } };
  const opened = { card: null, gallery: { ...gallery, subtract: 127, divideBy: 128 } };
  const made = await open('pictures/RGB.png', datasetPlace(model, opened));
  expect(galleryItem(made.gallery, 0)).toEqual(
    Float32Array.from(made.gallery.pixels, (level) => (level - 127) / 128),
  );
});

describe('preparation', () => {
  it.each([
    ['0..255', [0, 128, 255]],
    ['-1..1', [-1, 128 / 127.5 - 1, 1]],
    ['affine(0.5,-3)', [-3, 61, 124.5]],
    ['invert', [1, 127 / 255, 0]],
  ])('%s', async (recipe, wanted) => {
    const bytes = writeNpy([1, 1, 3], Float32Array.of(0, 128, 255));
    // As uint8: the header says so, and the numbers follow.
    const text = new TextDecoder('latin1').decode(bytes).replace("'<f4'", "'|u1'");
    const start = bytes.length - 12;
    const uint8 = Uint8Array.from([
      ...Uint8Array.from(text.slice(0, start), (c) => c.charCodeAt(0)),
      0,
      128,
      255,
    ]);
    const { gallery } = await made('a.npy', uint8, place(target([1, 3, 1])), recipe);
    const item = galleryItem(gallery, 0);
    wanted.forEach((value, k) => {
      expect(item[k]).toBeCloseTo(value, 6);
    });
  });

  it('ImageNet constants, channel by channel, and blue first', async () => {
    const rgb = (await open('pictures/RGB.png', place(target([24, 31, 3])), 'imagenet')).gallery;
    const bgr = (await open('pictures/RGB.png', place(target([24, 31, 3])), 'imagenet,bgr')).gallery;
    const levels = (await open('pictures/RGB.png', place(target([24, 31, 3])), '0..255')).gallery;
    const [a, b, l] = [rgb, bgr, levels].map((gallery) => galleryItem(gallery, 0)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const [mean, deviation] = [
      [0.485, 0.456, 0.406],
      [0.229, 0.224, 0.225],
    ];
    for (let i = 0; i < a.length; i += 3)
      for (let c = 0; c < 3; c++) {
        expect(a[i + c]).toBeCloseTo(
          ((l[i + c] as number) / 255 - (mean[c] as number)) / (deviation[c] as number),
          5,
        );
        expect(b[i + c]).toBe(a[i + 2 - c]);
      }
    expect(rgb.pixels).toEqual(bgr.pixels);
  });
});

it('a damaged picture among others is left out, and named', async () => {
  const png = datasetFile('pictures/L.png');
  const zip = zipSync({
    'a.png': png,
    'b.png': png.subarray(0, 60),
    'c.png': png,
    'labels.txt': strToU8('0\n1\n2'),
  });
  const { gallery, notes } = await made('a.zip', zip, LENET);
  expect([gallery.count, gallery.labels]).toEqual([2, [0, 2]]);
  expect(notes.join()).toMatch(/1 of 3 pictures are left out\. b\.png: the PNG file could not be read/);
});

describe('several inputs', () => {
  const two = place(target([5], { name: 'right' }), target([3], { name: 'left' }));
  it('get the arrays of their names', async () => {
    const { gallery } = await open('npz/two-inputs.npz', two);
    expect([...galleryItem(gallery, 1)]).toEqual([-5, -6, -7, -8, -9]);
    expect([...(gallery.further?.[0]?.item(1) ?? [])]).toEqual([3, 4, 5]);
  });

  it('get what the recipe makes', async () => {
    const { gallery, notes } = await datasetGallery(
      null,
      parseRecipe('normal(0,2,seed=4);left=constant(7)'),
      two,
    );
    expect([gallery.count, gallery.name]).toEqual([16, 'normal(0,2,seed=4)']);
    expect([...(gallery.further?.[0]?.item(3) ?? [])]).toEqual([7, 7, 7]);
    expect(notes).toEqual(['Input left: constant(7).']);
  });
});

describe('made tensors', () => {
  it('have the moments that they say', () => {
    const uniform = madeItem(parseMade('uniform(-2,6)'), 0, 20_000);
    const normal = madeItem(parseMade('normal(3,2)'), 1, 20_000);
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = (values: Float32Array) =>
      Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
    expect(mean(uniform)).toBeCloseTo(2, 0);
    expect(Math.min(...uniform)).toBeGreaterThan(-2);
    expect(Math.max(...uniform)).toBeLessThan(6);
    expect(mean(normal)).toBeCloseTo(3, 0);
    expect(spread(normal)).toBeCloseTo(2, 0);
    const ids = madeItem(parseMade('ints(3,5)'), 0, 500);
    expect([...new Set(ids)].sort()).toEqual([3, 4, 5]);
  });

  it('are the same again, and others with another seed or place', () => {
    const draw = (text: string, k: number) => madeItem(parseMade(text), k, 8).join();
    expect(draw('uniform(0,1)', 2)).toBe(draw('uniform(0,1)', 2));
    expect(
      new Set([draw('uniform(0,1)', 2), draw('uniform(0,1)', 3), draw('uniform(0,1,seed=2)', 2)]).size,
    ).toBe(3);
  });

  it.each([
    'uniform(1)',
    'ints(0,1.5)',
    'normal(0,-1)',
    'constant(x)',
    'uniform(0,1,seed=-1)',
    'gamma(1,2)',
    'uniform(3,1)',
  ])('%s is refused', (text) => expect(() => parseMade(text)).toThrow(/Wanted uniform/));

  it('are printed as they are read, and recipes too', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value || 0);
    const source = fc.oneof(
      fc
        .tuple(number, number)
        .map(([a, b]) => ({ kind: 'uniform' as const, a: Math.min(a, b), b: Math.max(a, b) })),
      number.map((a) => ({ kind: 'constant' as const, a, b: a })),
      fc.tuple(fc.nat(99), fc.nat(99)).map(([a, b]) => ({ kind: 'ints' as const, a, b: a + b })),
    );
    fc.assert(
      fc.property(source, fc.nat(2 ** 31), fc.boolean(), (shape, seed, isFirst) => {
        const tensor = {
          ...shape,
          ...(shape.kind === 'constant' ? { seed: 1, count: 16 } : { seed, count: 1 + (seed % 99) }),
        };
        expect(MADE_PATTERN.test(printMade(tensor))).toBe(true);
        expect(parseMade(printMade(tensor))).toEqual(tensor);
        const recipe = {
          ...parseRecipe('crop(0.875),imagenet,invert'),
          made: null,
          further: new Map([['a/b', tensor]]),
        };
        const given = isFirst ? { ...parseRecipe(''), made: tensor, further: recipe.further } : recipe;
        expect(parseRecipe(printRecipe(given))).toEqual(given);
      }),
    );
  });
});
