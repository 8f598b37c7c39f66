import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { looksLikeData } from './looksLikeData.ts';

const files = (...names: string[]) => names.map((path) => ({ path, content: new Blob(['x']) }));
const zip = (...names: string[]) => {
  const bytes = zipSync(Object.fromEntries(names.map((name) => [name, strToU8(`${name} model.json`)])));
  return [{ path: 'given.zip', content: new Blob([bytes.slice()]) }];
};

it.each([
  [true, files('x.npy')],
  [true, files('t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte')],
  [true, files('t10k-images-idx3-ubyte.gz')],
  [true, files('pets/cat/1.png', 'pets/dog/1.jpeg', 'pets/classes.json')],
  [true, zip('cat/1.png', 'labels.json')],
  [true, zip('a.npy')],
  [false, files('model.json', 'weights.bin')],
  [false, files('lenet5/model.json', 'lenet5/weights.bin', 'lenet5/picture.png')],
  [false, files('net.keras')],
  [false, zip('config.json', 'model.weights.h5', 'metadata.json')],
  [false, zip('model.json', 'weights.bin', 'picture.png')],
  [false, files('notes.txt')],
])('%s for these files', async (isData, given) => {
  expect(await looksLikeData(given)).toBe(isData);
});
