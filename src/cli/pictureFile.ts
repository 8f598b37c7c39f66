/** PNG (pngjs) and JPEG (jpeg-js) files to pixels. The size is read from the header before anything is unpacked. */
import { decode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { MAX_PICTURE_PIXELS, type Picture } from '#engine/io/picture.ts';
import { LabError } from '#engine/labError.ts';

/** `path` is for messages. Throws LabError `bad-file`. */
export function readPng(bytes: Uint8Array, path: string): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24)
    throw new LabError('bad-file', `${path}: the PNG file ends within its header.`, { path });
  checkSize(view.getUint32(16), view.getUint32(20), path);
  return unpacked(path, 'PNG', () => {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return { width, height, rgba: data };
  });
}

/** `path` is for messages. Throws LabError `bad-file`. */
export function readJpeg(bytes: Uint8Array, path: string): Picture {
  return unpacked(path, 'JPEG', () => {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: false,
      maxResolutionInMP: MAX_PICTURE_PIXELS / 1e6,
      maxMemoryUsageInMB: 2048,
    });
    return { width, height, rgba: data };
  });
}

function checkSize(width: number, height: number, path: string): void {
  if (width * height <= MAX_PICTURE_PIXELS) return;
  throw new LabError(
    'bad-file',
    `${path}: the picture has ${width} x ${height} pixels, wanted at most ${MAX_PICTURE_PIXELS}.`,
    { path },
  );
}

function unpacked(path: string, kind: string, unpack: () => Picture): Picture {
  try {
    return unpack();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError('bad-file', `${path}: the ${kind} file could not be read (${why}).`, { path });
  }
}
