/**
 * A zip as a set of files, with limits that hold before anything is unpacked: number of files, size of each and of all,
 * and no path that leaves the archive. What is unpacked has the size and the checksum that the archive says, so that a
 * flipped bit is told instead of opened. A folder that holds everything is taken off the paths.
 */
import { inflateSync } from 'fflate';
import { LabError } from '../labError.ts';
import { crc32 } from './crc32.ts';
import { broken, readZipDirectory, type ZipEntry } from './zipDirectory.ts';

/** Bytes by path, `/` between folders. */
export type FileSet = ReadonlyMap<string, Uint8Array>;

export interface ArchiveLimits {
  readonly files: number;
  readonly sizeBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { files: 20_000, sizeBytes: 1 << 30 };

/** Deflate packs at most 258 bytes into 2 bits. */
const MOST_DEFLATE = 1032;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Throws LabError `bad-file` for a damaged archive, one beyond the limits, or paths like `../x`. */
export function unzip(bytes: Uint8Array, fileName: string, limits = ARCHIVE_LIMITS): FileSet {
  const entries = readZipDirectory(bytes, fileName).filter(({ path }) => !path.startsWith('__MACOSX/'));
  const sizeBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  if (entries.length > limits.files || sizeBytes > limits.sizeBytes)
    throw new LabError(
      'bad-file',
      `${fileName} unpacks to ${entries.length > limits.files ? `${entries.length} files; the limit is ${limits.files}` : `${megabytes(sizeBytes)}; the limit is ${megabytes(limits.sizeBytes)}`}. Open its parts on their own.`,
      { fileName },
    );
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    checkPath(entry.path, fileName);
    if (files.has(entry.path)) throw broken(fileName, `it holds "${entry.path}" twice`);
    files.set(entry.path, unpacked(entry, bytes, fileName));
  }
  return withoutCommonFolder(files);
}

function unpacked(entry: ZipEntry, bytes: Uint8Array, fileName: string): Uint8Array {
  const { path, at, packedBytes, sizeBytes } = entry;
  const packed = bytes.subarray(at, at + packedBytes);
  if (entry.method === 'deflated' && sizeBytes > packedBytes * MOST_DEFLATE)
    throw broken(
      fileName,
      `"${path}" says that ${packedBytes} packed bytes become ${sizeBytes}, which deflate cannot do`,
    );
  // Not `slice`, by which the bytes of Node's files are not copied.
  const content = entry.method === 'stored' ? new Uint8Array(packed) : inflated(packed, entry, fileName);
  if (content.length !== sizeBytes)
    throw broken(fileName, `"${path}" unpacks to ${content.length} bytes, its directory says ${sizeBytes}`);
  if (crc32(content) !== entry.crc32) throw broken(fileName, `the checksum of "${path}" does not fit`);
  return content;
}

function inflated(packed: Uint8Array, { path, sizeBytes }: ZipEntry, fileName: string): Uint8Array {
  try {
    // One byte of room more than asked for shows content that is longer than it says.
    return inflateSync(packed, { out: new Uint8Array(sizeBytes + 1) });
  } catch (error) {
    throw broken(
      fileName,
      `"${path}" cannot be unpacked (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function checkPath(path: string, fileName: string): void {
  const parts = path.split(/[\\/]/);
  if (/^([a-z]:|\/|\\)/i.test(path) || parts.includes('..') || path.includes('\0'))
    throw new LabError('bad-file', `${fileName} holds the path "${path}", which leaves the archive.`, {
      fileName,
      path,
    });
}

export function withoutCommonFolder(files: FileSet): FileSet {
  const folders = new Set([...files.keys()].map((path) => path.slice(0, path.indexOf('/') + 1)));
  const [folder] = folders;
  if (folders.size !== 1 || folder === undefined || folder === '') return files;
  return withoutCommonFolder(new Map([...files].map(([path, bytes]) => [path.slice(folder.length), bytes])));
}

const megabytes = (sizeBytes: number): string => `${Math.round(sizeBytes / (1 << 20))} MB`;
