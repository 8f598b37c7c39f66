/** A file by Keras, damaged where its arrays are described. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { numbersAt, openHdf5 } from './hdf5.ts';

const dense = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')))[
  'dense.h5'
] as Uint8Array;

/** Where the layout message of the array stands: version 3, in one piece, address and size. */
function layoutOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = arrayOf(bytes).values.length;
  for (let at = 0; at < bytes.length - 18; at++)
    if (bytes[at] === 3 && bytes[at + 1] === 1 && view.getBigUint64(at + 10, true) === BigInt(size * 4))
      return at;
  throw new Error('no layout found');
}

function arrayOf(bytes: Uint8Array) {
  return numbersAt(openHdf5(bytes, 'dense.h5'), 'model_weights/dense/dense/kernel', 'dense.h5');
}

const changed = (change: (view: DataView, at: number) => void): Uint8Array => {
  const bytes = dense.slice();
  change(new DataView(bytes.buffer), layoutOf(dense));
  return bytes;
};

it.each<[string, Uint8Array, RegExp]>([
  [
    'an address beyond the end',
    changed((v, at) => v.setBigUint64(at + 2, 2n ** 40n, true)),
    /never written, or lies beyond the end/,
  ],
  ['no address', changed((v, at) => v.setBigUint64(at + 2, 2n ** 64n - 1n, true)), /never written/],
  [
    'an address near the end',
    changed((v, at) => v.setBigUint64(at + 2, BigInt(dense.length - 4), true)),
    /and the file ends at/,
  ],
  [
    'another size than its shape',
    changed((v, at) => v.setBigUint64(at + 10, 4n, true)),
    /bytes are kept for it/,
  ],
  ['compact layout', changed((v, at) => v.setUint8(at + 1, 0)), /compact layout/],
])('%s is refused with file and path', (_, bytes, message) => {
  expect(() => arrayOf(bytes)).toThrow(message);
  expect(() => arrayOf(bytes)).toThrow(/dense\.h5: the array "model_weights/);
});
