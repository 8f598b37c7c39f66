/**
 * Arrays of an HDF5 file, read only after it is known that the file has them whole: an array in one piece lies inside the
 * file, and chunks hold no more than they can unpack to. So a flipped bit in a length is told, and costs no memory.
 * Format: HDF5 File Format Specification 3.0, IV.A.2.i (Data Layout Message).
 */
import type { Dataset } from 'jsfive';
import { LabError } from '../../labError.ts';

export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const LAYOUT_MESSAGE = 8;
const NUMBER_TYPE = /^[<>|=]?[fiu]([1248])$/;
/** What deflate can unpack one byte to. */
const MOST_UNPACKED = 1032;

/** `place` is file and path, for messages. Throws LabError `bad-file` or `unsupported`. */
export function readArray(dataset: Dataset, place: string): NumberArray {
  const { dtype } = dataset;
  const sizeBytes = typeof dtype === 'string' ? Number(NUMBER_TYPE.exec(dtype)?.[1] ?? 0) : 0;
  if (sizeBytes === 0)
    throw new LabError(
      'unsupported',
      `${place} is stored as ${JSON.stringify(dtype)}; floats and integers are read. Save the model with float32 weights.`,
      { place },
    );
  const shape = dataset.shape.map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || !Number.isSafeInteger(count))
    throw damaged(place, `has the shape [${shape}], which no array can have`);
  // Nothing is kept for an array of no numbers.
  if (count === 0) return { shape, values: new Float32Array(0) };
  const whole = inOnePiece(dataset, place);
  const fileBytes = dataset._dataobjects.fh.byteLength;
  if (whole === null) {
    checkChunks(dataset, count, sizeBytes, fileBytes, place);
    return { shape, values: converted(dataset, count, place) };
  }
  const needBytes = count * sizeBytes;
  if (whole.at + needBytes > fileBytes)
    throw damaged(
      place,
      `has ${count} numbers [${shape}] from byte ${whole.at} on, and the file ends at ${fileBytes}`,
    );
  if (whole.sizeBytes !== null && whole.sizeBytes !== needBytes)
    throw damaged(
      place,
      `has the shape [${shape}], ${needBytes} bytes, and ${whole.sizeBytes} bytes are kept for it`,
    );
  if (dtype === '<f4')
    return { shape, values: new Float32Array(dataset._dataobjects.fh.slice(whole.at, whole.at + needBytes)) };
  return { shape, values: converted(dataset, count, place) };
}

/** Where an array in one piece begins; null for one in chunks. */
function inOnePiece(
  dataset: Dataset,
  place: string,
): { readonly at: number; readonly sizeBytes: number | null } | null {
  const { fh } = dataset._dataobjects;
  const at = dataset._dataobjects.find_msg_type(LAYOUT_MESSAGE)[0]?.get('offset_to_message');
  if (at === undefined || at + 18 > fh.byteLength) throw damaged(place, 'does not say where its numbers are');
  const view = new DataView(fh);
  const version = view.getUint8(at);
  const old = version < 3;
  const layout = view.getUint8(at + (old ? 2 : 1));
  if (layout === 2) return null;
  if (layout !== 1)
    throw new LabError(
      'unsupported',
      `${place} has its numbers in its header (compact layout), which is not read. Save the model anew with Keras.`,
      { place },
    );
  const address = view.getBigUint64(at + (old ? 8 : 2), true);
  if (address >= BigInt(fh.byteLength))
    throw damaged(place, 'was never written, or lies beyond the end of the file');
  return { at: Number(address), sizeBytes: old ? null : Number(view.getBigUint64(at + 10, true)) };
}

function checkChunks(
  dataset: Dataset,
  count: number,
  sizeBytes: number,
  fileBytes: number,
  place: string,
): void {
  const chunk = (dataset._dataobjects.chunks ?? []).map(Number);
  const chunkBytes = chunk.reduce((product, size) => product * size, sizeBytes);
  const most = fileBytes * MOST_UNPACKED;
  // A chunk at the edge may be larger than the array, never by more than its own size.
  if (chunk.length === 0 || !(chunkBytes > 0) || chunkBytes > most || count * sizeBytes > most)
    throw damaged(
      place,
      `has ${count} numbers in chunks of [${chunk}], more than a file of ${fileBytes} bytes can hold`,
    );
}

/** Other types than float32, and chunks, as jsfive reads them; a hole is an error. */
function converted(dataset: Dataset, count: number, place: string): Float32Array {
  const { value } = dataset;
  if (value.length !== count) throw damaged(place, `has ${value.length} numbers, its shape wants ${count}`);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const number = value[i];
    if (number === undefined) throw damaged(place, `has no number ${i} of ${count}; a chunk is missing`);
    values[i] = Number(number);
  }
  return values;
}

function damaged(place: string, what: string): LabError {
  return new LabError('bad-file', `${place} ${what}. The file is damaged or cut.`, { place });
}
