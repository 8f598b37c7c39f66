/**
 * IDX files, the format of MNIST (LeCun, "The MNIST database of handwritten digits"): two zero bytes, a type, the number
 * of axes, their lengths as big-endian 32-bit words, then the numbers, big-endian.
 */
import { LabError } from '../../labError.ts';
import type { NumberItems } from './dataset.ts';

const TYPES: Readonly<
  Record<number, readonly [name: string, sizeBytes: number, read: (view: DataView, at: number) => number]>
> = {
  8: ['uint8', 1, (view, at) => view.getUint8(at)],
  9: ['int8', 1, (view, at) => view.getInt8(at)],
  11: ['int16', 2, (view, at) => view.getInt16(at)],
  12: ['int32', 4, (view, at) => view.getInt32(at)],
  13: ['float32', 4, (view, at) => view.getFloat32(at)],
  14: ['float64', 8, (view, at) => view.getFloat64(at)],
};
const MOST_AXES = 8;

/** By its first bytes and its length: these four bytes alone begin many files. */
export function isIdx(bytes: Uint8Array): boolean {
  const [first, second, type = 0, axes = 0] = bytes;
  return first === 0 && second === 0 && TYPES[type] !== undefined && axes > 0 && axes <= MOST_AXES;
}

/** Throws LabError `bad-file`. */
export function readIdx(bytes: Uint8Array, path: string): NumberItems {
  const refuse = (why: string) => new LabError('bad-file', `${path}: ${why}`, { path });
  const [name, sizeBytes, read] = TYPES[bytes[2] ?? 0] ?? [];
  const axes = bytes[3] ?? 0;
  if (!isIdx(bytes) || name === undefined || sizeBytes === undefined || read === undefined)
    throw refuse('this is not an IDX file: its first four bytes name no type and no number of axes.');
  const start = 4 + 4 * axes;
  if (bytes.length < start) throw refuse('the IDX file ends within its header. It may be cut.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - start !== count * sizeBytes)
    throw refuse(
      `the IDX file says ${name} [${shape}] (${count * sizeBytes} bytes) but holds ${bytes.length - start}. It may be cut.`,
    );
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, start + i * sizeBytes);
  return { kind: 'numbers', shape, values, dtype: name };
}
