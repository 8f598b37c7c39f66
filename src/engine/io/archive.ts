/**
 * A zip as a set of files, with limits that hold before anything is unpacked: number of files, size of each and of all,
 * and no path that leaves the archive. A folder that holds everything is taken off the paths.
 */
import { unzipSync } from 'fflate';
import { LabError } from '../labError.ts';

/** Bytes by path, `/` between folders. */
export type FileSet = ReadonlyMap<string, Uint8Array>;

export interface ArchiveLimits {
  readonly files: number;
  readonly sizeBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { files: 20_000, sizeBytes: 1 << 30 };

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Throws LabError `bad-file` for a damaged archive, one beyond the limits, or paths like `../x`. */
export function unzip(bytes: Uint8Array, fileName: string, limits = ARCHIVE_LIMITS): FileSet {
  let files = 0;
  let sizeBytes = 0;
  const entries = (() => {
    try {
      return unzipSync(bytes, {
        filter({ name, originalSize }) {
          if (name.endsWith('/') || name.startsWith('__MACOSX/')) return false;
          checkPath(name, fileName);
          files += 1;
          sizeBytes += originalSize;
          if (files > limits.files || sizeBytes > limits.sizeBytes)
            throw new LabError(
              'bad-file',
              `${fileName} unpacks to more than ${files > limits.files ? `${limits.files} files` : megabytes(limits.sizeBytes)}, which is the limit. Open its parts on their own.`,
              { fileName },
            );
          return true;
        },
      });
    } catch (error) {
      if (error instanceof LabError) throw error;
      throw new LabError(
        'bad-file',
        `${fileName} is not a whole zip archive (${error instanceof Error ? error.message : String(error)}). It may be cut or damaged.`,
        { fileName },
      );
    }
  })();
  return withoutCommonFolder(new Map(Object.entries(entries)));
}

function checkPath(path: string, fileName: string): void {
  if (/^([a-z]:|\/|\\)/i.test(path) || path.split(/[\\/]/).includes('..') || path.includes('\0'))
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
