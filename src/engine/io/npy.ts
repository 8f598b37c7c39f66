/**
 * NumPy .npy files, versions 1 to 3 of the format (numpy.lib.format): reads real numbers of either byte order in C or
 * Fortran order, writes version 1 float32 in C order with the exact words.
 */
import { strFromU8, strToU8 } from 'fflate';
import { LabError } from '../labError.ts';

export interface NpyArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
  /** `float32`, `uint8`, `int64`: as it stands in the file. */
  readonly dtype: string;
  /** Some number of the file is not a float32: float64, and whole numbers beyond 2^24. */
  readonly rounded: boolean;
}

/** 1 GB as float32. */
const MOST_VALUES = 2 ** 28;

type Reader = (view: DataView, at: number, little: boolean) => number;

const READERS: Readonly<Record<string, readonly [name: string, sizeBytes: number, Reader]>> = {
  f2: ['float16', 2, (view, at, little) => halfValue(view.getUint16(at, little))],
  f4: ['float32', 4, (view, at, little) => view.getFloat32(at, little)],
  f8: ['float64', 8, (view, at, little) => view.getFloat64(at, little)],
  b1: ['bool', 1, (view, at) => view.getUint8(at)],
  u1: ['uint8', 1, (view, at) => view.getUint8(at)],
  i1: ['int8', 1, (view, at) => view.getInt8(at)],
  u2: ['uint16', 2, (view, at, little) => view.getUint16(at, little)],
  i2: ['int16', 2, (view, at, little) => view.getInt16(at, little)],
  u4: ['uint32', 4, (view, at, little) => view.getUint32(at, little)],
  i4: ['int32', 4, (view, at, little) => view.getInt32(at, little)],
  u8: ['uint64', 8, (view, at, little) => Number(view.getBigUint64(at, little))],
  i8: ['int64', 8, (view, at, little) => Number(view.getBigInt64(at, little))],
};

/** Throws LabError `bad-file`; `path` is for its message. */
export function readNpy(bytes: Uint8Array, path = 'This file'): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (why: string, detail = {}) =>
    new LabError('bad-file', `${path}: ${why}`, { path, ...detail });
  if (bytes.length < 12 || strFromU8(bytes.subarray(1, 6), true) !== 'NUMPY')
    throw refuse('this is not a .npy file: the magic string is missing.');
  const long = (bytes[6] as number) >= 2;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  if (start > bytes.length) throw refuse('the .npy file ends within its header. It may be cut.');
  const header = strFromU8(bytes.subarray(long ? 12 : 10, start), true);
  const descr = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const fortran = /'fortran_order':\s*True/.test(header);
  const sizes = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  const [name, sizeBytes, read] = READERS[descr.replace(/^[<>|=]/, '')] ?? [];
  if (sizes === undefined) throw refuse('the .npy header names no shape.');
  if (name === undefined || sizeBytes === undefined || read === undefined) {
    throw refuse(
      `the .npy file holds "${descr || 'records'}"; wanted real numbers: ${Object.values(READERS)
        .map(([known]) => known)
        .join(', ')}. Save it with array.astype('float32').`,
      { dtype: descr },
    );
  }
  const shape = sizes
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || count > MOST_VALUES)
    throw refuse(
      `the .npy header says shape [${shape}]; wanted whole numbers and at most ${MOST_VALUES} values.`,
    );
  if (bytes.length - start !== count * sizeBytes) {
    throw refuse(
      `the .npy file says shape [${shape}] (${count * sizeBytes} bytes) but holds ${bytes.length - start}. It may be cut.`,
    );
  }
  const values = new Float32Array(count);
  const little = !descr.startsWith('>');
  let rounded = false;
  if (name === 'float32' && little) new Uint8Array(values.buffer).set(bytes.subarray(start));
  else
    for (let i = 0; i < count; i++) {
      const value = read(view, start + i * sizeBytes, little);
      values[i] = value;
      if (sizeBytes >= 4 && value !== values[i] && !Number.isNaN(value)) rounded = true;
    }
  return { shape, values: fortran ? fromFortran(values, shape) : values, dtype: name, rounded };
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
