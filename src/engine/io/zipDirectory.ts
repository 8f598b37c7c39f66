/**
 * The central directory of a zip, read before anything is unpacked: what each entry is called, how large it says it is,
 * and its checksum. Format: PKWARE APPNOTE 4.3. Zip64, encryption and methods other than stored and deflate are told.
 */
import { strFromU8 } from 'fflate';
import { LabError } from '../labError.ts';

export interface ZipEntry {
  readonly path: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where the packed bytes begin. */
  readonly at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const UTF8 = 1 << 11;
const ENCRYPTED = 1;
/** A comment of up to 64 kB may follow the end record. */
const LONGEST_END = END_BYTES + 0xffff;

/** Folders are left out. Throws LabError `bad-file`. */
export function readZipDirectory(bytes: Uint8Array, fileName: string): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) throw broken(fileName, 'its directory, which stands at the end, is not there');
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) throw sixtyFour(fileName);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY)
      throw broken(fileName, `entry ${i + 1} of ${count} in its directory is not there`);
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const entry = readEntry(view, bytes, at, nameBytes, fileName);
    if (!entry.path.endsWith('/')) entries.push(entry);
    at = next;
  }
  if (at !== end) throw broken(fileName, 'its directory is longer or shorter than it says');
  return entries;
}

function readEntry(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  nameBytes: number,
  fileName: string,
): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const name = bytes.subarray(at + 46, at + 46 + nameBytes);
  const path = strFromU8(name, (flags & UTF8) === 0);
  if ((flags & ENCRYPTED) !== 0)
    throw new LabError('unsupported', `${fileName}: "${path}" is encrypted. Pack it without a password.`, {
      fileName,
      path,
    });
  const code = view.getUint16(at + 10, true);
  if (code !== 0 && code !== 8)
    throw new LabError(
      'unsupported',
      `${fileName}: "${path}" is packed by method ${code}; stored and deflate are read.`,
      { fileName, path },
    );
  const packedBytes = view.getUint32(at + 20, true);
  const sizeBytes = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if ([packedBytes, sizeBytes, local].includes(0xffffffff)) throw sixtyFour(fileName);
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL)
    throw broken(fileName, `"${path}" does not begin where its directory says`);
  const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (data + packedBytes > bytes.length) throw broken(fileName, `"${path}" reaches beyond its end`);
  if (code === 0 && packedBytes !== sizeBytes)
    throw broken(fileName, `"${path}" is stored, and has two sizes (${packedBytes} and ${sizeBytes} bytes)`);
  return {
    path,
    method: code === 0 ? 'stored' : 'deflated',
    crc32: view.getUint32(at + 16, true),
    packedBytes,
    sizeBytes,
    at: data,
  };
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= view.byteLength - LONGEST_END; at--)
    if (
      view.getUint32(at, true) === END &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  return null;
}

function sixtyFour(fileName: string): LabError {
  return new LabError(
    'unsupported',
    `${fileName} is a zip of the 64-bit kind (Zip64), which is not read. Pack its files anew, or open them on their own.`,
    { fileName },
  );
}

export function broken(fileName: string, why: string): LabError {
  return new LabError(
    'bad-file',
    `${fileName} is not a whole zip archive: ${why}. The file is cut or damaged; get it again.`,
    { fileName },
  );
}
