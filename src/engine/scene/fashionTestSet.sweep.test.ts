/**
 * The lab against PyTorch on all 10,000 Fashion-MNIST test pictures, of which the first 2,000 are bundled: the rest comes
 * from the Debian package dataset-fashion-mnist, unpacked into .cache. Without apt the test is skipped and says so.
 */
import { execSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { useBackend } from '../testing/backends.ts';
import { classesOf, openBundled } from '../testing/bundledModels.ts';
import { testSetClasses } from '../testing/frameworkAnswers.ts';

const ID = 'inception-fashion';
const FOLDER = path.resolve('.cache/fashion-mnist');
const PICTURES = path.join(FOLDER, 'usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz');
/** Magic number, count, rows and columns. */
const IDX_HEADER_BYTES = 16;
const COUNT = 10_000;

/** The pictures are there, or could be fetched. */
function fetched(): boolean {
  if (existsSync(PICTURES)) return true;
  mkdirSync(FOLDER, { recursive: true });
  try {
    execSync('apt-get download dataset-fashion-mnist && dpkg -x *.deb .', { cwd: FOLDER, stdio: 'ignore' });
  } catch {
    console.warn('dataset-fashion-mnist could not be fetched: the 10,000 test pictures are not compared.');
  }
  return existsSync(PICTURES);
}

test.skipIf(!fetched())(`${ID} gives the class that PyTorch gave, to the last picture`, async () => {
  const device = await useBackend('wasm');
  const model = await openBundled(ID, device);
  const idx = gunzipSync(readFileSync(PICTURES));
  expect([0, 4, 8, 12].map((at) => idx.readUInt32BE(at))).toEqual([2051, COUNT, 28, 28]);
  const pixels = new Uint8Array(idx.subarray(IDX_HEADER_BYTES));
  const classes = await classesOf(model, device, { ...model.gallery, count: COUNT, pixels });
  const different = testSetClasses(ID).flatMap((label, k) => (label === classes[k] ? [] : [k]));
  console.log(`${ID}: ${COUNT - different.length} of ${COUNT} pictures get the class that PyTorch gave`);
  expect(different).toEqual([]);
  model.program.dispose();
});
