/**
 * NumPy .npy files, versions 1 to 3 of the format (numpy.lib.format): reads little-endian and single-byte numbers in C
 * or Fortran order, writes version 1 float32 in C order with the exact words.
 */
import { strFromU8, strToU8 } from 'fflate';
import { LabError } from '../labError.ts';

export interface NpyArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

const READERS: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> = {
  '<f2': [2, (view, at) => halfValue(view.getUint16(at, true))],
  '<f4': [4, (view, at) => view.getFloat32(at, true)],
  '<f8': [8, (view, at) => view.getFloat64(at, true)],
  '|u1': [1, (view, at) => view.getUint8(at)],
  '|i1': [1, (view, at) => view.getInt8(at)],
  '|b1': [1, (view, at) => view.getUint8(at)],
  '<u2': [2, (view, at) => view.getUint16(at, true)],
  '<i2': [2, (view, at) => view.getInt16(at, true)],
  '<u4': [4, (view, at) => view.getUint32(at, true)],
  '<i4': [4, (view, at) => view.getInt32(at, true)],
  '<i8': [8, (view, at) => Number(view.getBigInt64(at, true))],
};

/** Throws LabError `bad-file`. */
export function readNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || strFromU8(bytes.subarray(1, 6), true) !== 'NUMPY')
    throw new LabError('bad-file', 'This is not a .npy file: the magic string is missing.');
  const long = (bytes[6] as number) >= 2;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = strFromU8(bytes.subarray(long ? 12 : 10, start), true);
  const descr = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const fortran = /'fortran_order':\s*True/.test(header);
  const sizes = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  const reader = READERS[descr];
  if (sizes === undefined) throw new LabError('bad-file', 'The .npy header names no shape.');
  if (reader === undefined) {
    throw new LabError(
      'bad-file',
      `The .npy file holds "${descr}"; wanted one of ${Object.keys(READERS).join(', ')}. Save it with array.astype('float32').`,
      { dtype: descr },
    );
  }
  const shape = sizes
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  const [sizeBytes, read] = reader;
  if (bytes.length - start !== count * sizeBytes) {
    throw new LabError(
      'bad-file',
      `The .npy file says shape [${shape}] (${count * sizeBytes} bytes) but holds ${bytes.length - start}.`,
    );
  }
  const values = new Float32Array(count);
  if (descr === '<f4') new Uint8Array(values.buffer).set(bytes.subarray(start));
  else for (let i = 0; i < count; i++) values[i] = read(view, start + i * sizeBytes);
  return { shape, values: fortran ? fromFortran(values, shape) : values };
}

/** Version 1.0 file of float32 words, copied bit by bit. */
export function writeNpy(shape: readonly number[], values: Float32Array): Uint8Array {
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dims}), }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const out = new Uint8Array(10 + header.length + values.byteLength);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 0xff, header.length >> 8]);
  out.set(strToU8(header, true), 10);
  out.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + header.length);
  return out;
}

function fromFortran(values: Float32Array, shape: readonly number[]): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) {
    let rest = i;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const before = shape.slice(0, axis).reduce((product, size) => product * size, 1);
      at += (rest % (shape[axis] as number)) * before;
      rest = Math.floor(rest / (shape[axis] as number));
    }
    out[i] = values[at] as number;
  }
  return out;
}

function halfValue(word: number): number {
  const exponent = (word >> 10) & 31;
  const mantissa = word & 1023;
  const magnitude =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 31
        ? mantissa === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1 + mantissa / 1024) * 2 ** (exponent - 15);
  return word & 0x8000 ? -magnitude : magnitude;
}
