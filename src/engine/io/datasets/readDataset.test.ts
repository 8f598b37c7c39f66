import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../labError.ts';
import { DATASETS, datasetFile, datasetPaths } from '../../testing/datasetFiles.ts';
import { readNpy, writeNpy } from '../npy.ts';
import type { NumberItems } from './dataset.ts';
import { type ReadOptions, readDataset } from './readDataset.ts';

const open = (path: string, options?: ReadOptions) => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return readDataset(new Map([[name, datasetFile(path)]]), name, options);
};
const numbersOf = (path: string, options?: ReadOptions) => open(path, options).parts[0]?.items as NumberItems;
const DIGITS = Float32Array.from(readNpy(datasetFile('npy/digits.npy')).values);
const LABELS = DATASETS.labels;

function refusal(work: () => unknown): LabError {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('.npy', () => {
  const known = datasetPaths('npy/').filter((path) => DATASETS[path] !== undefined);
  it('has files of 17 dtypes', () => expect(known.length).toBe(17));
  it.each(known)('%s holds what NumPy wrote', (path) => {
    const { shape, values } = readNpy(datasetFile(path), path);
    expect(shape).toEqual(DATASETS[path]?.shape);
    expect([...values]).toEqual(DATASETS[path]?.values.map(Math.fround));
  });

  it('Fortran order, versions 2 and 3, a scalar', () => {
    const upTo = (count: number) => Float32Array.from({ length: count }, (_, i) => i);
    expect(readNpy(datasetFile('npy/fortran.npy'))).toMatchObject({ shape: [2, 3, 4], values: upTo(24) });
    for (const path of ['npy/version2.npy', 'npy/version3.npy'])
      expect(readNpy(datasetFile(path))).toMatchObject({ shape: [2, 3], values: upTo(6) });
    expect(readNpy(datasetFile('npy/scalar.npy'))).toMatchObject({ shape: [], values: Float32Array.of(4.5) });
  });

  it('says when numbers are rounded to float32', () => {
    expect(readNpy(datasetFile('npy/f8.npy')).rounded).toBe(false);
    const bytes = datasetFile('npy/f8.npy').slice();
    new DataView(bytes.buffer).setFloat64(bytes.length - 8, 0.1, true);
    const dataset = readDataset(new Map([['x.npy', bytes]]), 'x.npy');
    expect(dataset.notes.join()).toContain('float64 numbers are rounded to float32');
  });

  it.each(['complex', 'text', 'objects', 'record'])('%s is refused by name', (what) => {
    expect(refusal(() => open(`npy/${what}.npy`)).message).toMatch(new RegExp(`^${what}\\.npy: .*astype`));
  });

  it('cut files are refused, whatever is missing', () => {
    const whole = datasetFile('npy/f4.npy');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        const error = refusal(() =>
          readDataset(new Map([['cut.npy', whole.subarray(0, length)]]), 'cut.npy'),
        );
        expect(error.code).toBe('bad-file');
        expect(error.message).toContain('cut.npy');
      }),
    );
  });

  it('what it writes it reads', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1, maxLength: 30 }), (list) => {
        const values = Float32Array.from(list);
        const { items } =
          readDataset(new Map([['a.npy', writeNpy([values.length], values)]]), 'a.npy').parts[0] ?? {};
        expect((items as NumberItems).values).toEqual(values);
      }),
    );
  });
});

describe('.npz', () => {
  it.each(['npz/digits.npz', 'npz/digits-deflated.npz'])('%s: pictures and labels', (path) => {
    const dataset = open(path);
    expect(dataset.labels).toEqual(LABELS);
    expect(dataset.parts).toEqual([
      { name: 'x_test', items: { kind: 'numbers', shape: [20, 28, 28], values: DIGITS, dtype: 'uint8' } },
    ]);
    expect(dataset.recognised).toBe('x_test uint8 [20,28,28]');
  });

  it('arrays with the names of the inputs', () => {
    const dataset = open('npz/two-inputs.npz', { inputs: ['right', 'left'] });
    expect(dataset.parts.map(({ name }) => name)).toEqual(['right', 'left']);
    expect(dataset.labels).toBeNull();
  });

  it('of a training and a test set the test set', () => {
    const one = (count: number) => writeNpy([count, 2], new Float32Array(2 * count));
    const zip = zipSync({
      'x_train.npy': one(6),
      'x_test.npy': one(3),
      'y_train.npy': writeNpy([6], new Float32Array(6)),
      'y_test.npy': writeNpy([3], Float32Array.of(1, 0, 2)),
    });
    const dataset = readDataset(new Map([['both.npz', zip]]), 'both.npz');
    expect(dataset.labels).toEqual([1, 0, 2]);
    expect(dataset.notes.join()).toContain('test set');
  });

  it('as many labels as items', () => {
    const zip = zipSync({
      'x.npy': writeNpy([3, 2], new Float32Array(6)),
      'y.npy': writeNpy([4], new Float32Array(4)),
    });
    expect(refusal(() => readDataset(new Map([['a.npz', zip]]), 'a.npz')).message).toContain(
      'y holds 4 labels, x [3,2] holds 3',
    );
  });
});

describe('CSV', () => {
  it.each(['csv/mnist.csv', 'csv/plain.csv'])('%s: the digit stands first', (path) => {
    const dataset = open(path, { values: 784 });
    expect(dataset.labels).toEqual(LABELS);
    expect(dataset.parts[0]?.items).toEqual({
      kind: 'numbers',
      shape: [20, 784],
      values: DIGITS,
      dtype: 'uint8',
    });
  });

  it.each(['csv/iris.csv', 'csv/semicolons.csv'])('%s: names as labels, quotes and all', (path) => {
    const dataset = open(path);
    expect(dataset.labels).toEqual(['setosa', 'versicolor', 'Iris, virginica']);
    expect([...numbersOf(path).values.slice(0, 4)]).toEqual([5.1, 3.5, 1.4, 0.2].map(Math.fround));
  });

  it('without labels', () => {
    expect(open('csv/no-label.csv').labels).toBeNull();
    expect(numbersOf('csv/no-label.csv')).toMatchObject({ shape: [3, 4], dtype: 'float32' });
  });

  it.each([
    ['csv/gap.csv', /row 3, column "b" holds ""/],
    ['csv/ragged.csv', /row 2 has 2 columns, the first has 3/],
    ['csv/words.csv', /row 2, column "b" holds "two"/],
  ])('%s is refused with row and column', (path, message) => {
    expect(refusal(() => open(path)).message).toMatch(message);
  });
});

describe('IDX', () => {
  it.each(['', '.gz'])('images and labels%s', (ending) => {
    const names = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map((name) => `${name}${ending}`);
    const dataset = readDataset(new Map(names.map((name) => [name, datasetFile(`idx/${name}`)])), 'mnist');
    expect(dataset.labels).toEqual(LABELS);
    expect(dataset.parts[0]?.items).toEqual({
      kind: 'numbers',
      shape: [20, 28, 28],
      values: DIGITS,
      dtype: 'uint8',
    });
  });

  it.each([9, 11, 12, 13, 14])('type %d', (type) => {
    const path = `idx/type${type}-idx2`;
    expect([...numbersOf(path).values]).toEqual((DATASETS[path] as unknown as number[]).map(Math.fround));
  });

  it('cut files are refused', () => {
    const whole = datasetFile('idx/t10k-images-idx3-ubyte');
    const cut = (name: string, bytes: Uint8Array) =>
      refusal(() => readDataset(new Map([[name, bytes]]), name)).message;
    expect(cut('a-ubyte', whole.subarray(0, 999))).toMatch(
      /a-ubyte: the IDX file says uint8 \[20,28,28\] \(15680 bytes\) but holds 983/,
    );
    const gz = datasetFile('idx/t10k-images-idx3-ubyte.gz');
    expect(cut('a-ubyte.gz', gz.subarray(0, gz.length - 100))).toMatch(/a-ubyte\.gz/);
  });
});

describe('pictures', () => {
  it('a folder is a class', () => {
    const dataset = open('pictures/folders.zip');
    expect([...(dataset.labels ?? [])].sort()).toEqual([...LABELS].sort());
    expect(dataset.recognised).toBe('20 pictures');
  });

  it.each(['csv', 'json', 'txt'])('labels from labels.%s', (ending) => {
    expect(open(`pictures/labels-${ending}.zip`).labels).toEqual(LABELS);
  });

  it('class names are no labels', () => {
    const dataset = open('pictures/classes-txt.zip');
    expect(dataset.labels).toBeNull();
    expect(dataset.classNames?.slice(0, 3)).toEqual(['zero', 'one', 'two']);
    expect(dataset.notes.join()).toContain('classes.txt: the names of 10 classes');
  });

  it('an array with labels and class names beside it', () => {
    const files = new Map([
      ['x.npy', datasetFile('npy/digits.npy')],
      ['labels.txt', strToU8(LABELS.join('\n'))],
      ['classes.json', strToU8(JSON.stringify({ 0: 'nought', 1: 'one' }))],
    ]);
    const dataset = readDataset(files, 'mine');
    expect(dataset.labels).toEqual(LABELS);
    expect(dataset.classNames).toEqual(['nought', 'one']);
  });

  it('2.png stands before 10.png, and hidden files are left out', () => {
    const png = datasetFile('pictures/L.png');
    const zip = zipSync({
      '10.png': png,
      '2.png': png,
      '.hidden.png': png,
      '__MACOSX/._2.png': strToU8('x'),
    });
    const items = readDataset(new Map([['a.zip', zip]]), 'a.zip').parts[0]?.items;
    expect(items?.kind === 'pictures' && items.pictures.map(({ path }) => path)).toEqual(['2.png', '10.png']);
  });

  it('a list of labels of another length is refused', () => {
    const png = datasetFile('pictures/L.png');
    const zip = zipSync({ 'a.png': png, 'b.png': png, 'labels.txt': strToU8('1\n2\n3') });
    expect(refusal(() => readDataset(new Map([['a.zip', zip]]), 'a.zip')).message).toMatch(
      /labels\.txt has 3 entries for 2 items/,
    );
  });
});

it('what is no dataset is refused, with what is wanted', () => {
  const error = refusal(() => readDataset(new Map([['song.mp3', strToU8('ID3')]]), 'song.mp3'));
  expect(error.message).toMatch(/song\.mp3 holds no data the lab reads.*\.npy, \.npz, \.csv/);
});

it('damaged files never end in anything but a message', () => {
  const paths = [
    'npy/f8.npy',
    'npz/digits.npz',
    'csv/iris.csv',
    'idx/t10k-images-idx3-ubyte.gz',
    'pictures/labels-json.zip',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
      (path, changes) => {
        const bytes = datasetFile(path).slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const name = path.slice(path.lastIndexOf('/') + 1);
        try {
          readDataset(new Map([[name, bytes]]), name);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      },
    ),
    { numRuns: 300 },
  );
});
