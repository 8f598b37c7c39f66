/**
 * PNG and JPEG files to pixels, the same on every machine: pure JavaScript decoders, no colour management. A JPEG that
 * says how the camera was held (Exif orientation) is turned upright. The size is read before anything is unpacked.
 */
import { convertIndexedToRgb, decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { LabError } from '../../labError.ts';
import { exifOrientation, upright } from './exif.ts';
import { isJpeg, isPng } from './pictureKind.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** width * height * 4 levels 0..255, row-major, alpha not multiplied in. */
  readonly rgba: Uint8Array;
}

export const MOST_PIXELS = 2 ** 26;

/** `path` is for messages. Throws LabError `bad-file`. */
export function readPicture(bytes: Uint8Array, path: string): Picture {
  if (isPng(bytes)) return readPng(bytes, path);
  if (isJpeg(bytes)) return readJpeg(bytes, path);
  throw new LabError('bad-file', `${path} is neither a PNG nor a JPEG picture. Save it as one of these.`, {
    path,
  });
}

function readPng(bytes: Uint8Array, path: string): Picture {
  if (bytes.length < 24)
    throw new LabError('bad-file', `${path}: the PNG file ends within its header.`, { path });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkSize(view.getUint32(16), view.getUint32(20), path);
  return unpacked(path, 'PNG', () => {
    const png = decodePng(bytes, { checkCrc: true });
    const { width, height, palette } = png;
    const direct =
      palette === undefined
        ? wholeBytes(png.data, png.depth, width * png.channels)
        : convertIndexedToRgb(png);
    const channels = palette === undefined ? png.channels : (palette[0]?.length ?? 3);
    return { width, height, rgba: rgbaOf(direct, channels, png.depth, width * height, png.transparency) };
  });
}

/** Grey of 1, 2 or 4 bits stands packed, each row in whole bytes. */
function wholeBytes(packed: ArrayLike<number>, depth: number, columns: number): ArrayLike<number> {
  if (depth >= 8) return packed;
  const rowBytes = Math.ceil((columns * depth) / 8);
  const most = 2 ** depth - 1;
  return Uint8Array.from({ length: (packed.length / rowBytes) * columns }, (_, i) => {
    const bit = (i % columns) * depth;
    const byte = packed[Math.floor(i / columns) * rowBytes + (bit >> 3)] as number;
    return (((byte >> (8 - depth - (bit & 7))) & most) * 255) / most;
  });
}

/** Grey, grey with alpha, colour or colour with alpha, of 1 to 16 bits, to four bytes a pixel. */
function rgbaOf(
  data: ArrayLike<number>,
  channels: number,
  depth: number,
  pixels: number,
  clear: Uint16Array | undefined,
): Uint8Array {
  const rgba = new Uint8Array(4 * pixels);
  const level = (value: number): number => (depth === 16 ? Math.round(value / 257) : value);
  const colours = channels >= 3 ? 3 : 1;
  for (let i = 0; i < pixels; i++) {
    const at = i * channels;
    for (let k = 0; k < 3; k++) rgba[4 * i + k] = level(data[at + (colours === 3 ? k : 0)] as number);
    const isClear =
      clear !== undefined &&
      clear.length >= colours &&
      Array.from({ length: colours }, (_, k) => clear[k] === data[at + k]).every(Boolean);
    const hasAlpha = channels === 2 || channels === 4;
    rgba[4 * i + 3] = hasAlpha ? level(data[at + channels - 1] as number) : isClear ? 0 : 255;
  }
  return rgba;
}

function readJpeg(bytes: Uint8Array, path: string): Picture {
  return unpacked(path, 'JPEG', () => {
    const { width, height, data, exifBuffer } = decodeJpeg(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: false,
      maxResolutionInMP: MOST_PIXELS / 1e6,
      maxMemoryUsageInMB: 2048,
    }) as ReturnType<typeof decodeJpeg> & { exifBuffer?: Uint8Array };
    return upright({ width, height, rgba: data }, exifOrientation(exifBuffer ?? null));
  });
}

function checkSize(width: number, height: number, path: string): void {
  if (width * height <= MOST_PIXELS) return;
  throw new LabError(
    'bad-file',
    `${path}: the picture has ${width} x ${height} pixels, wanted at most ${MOST_PIXELS}. Make it smaller first.`,
    { path },
  );
}

function unpacked(path: string, kind: string, unpack: () => Picture): Picture {
  try {
    return unpack();
  } catch (error) {
    if (error instanceof LabError) throw error;
    // What JavaScript says of a missing part says nothing to a person.
    const why = error instanceof Error && !(error instanceof TypeError) ? ` (${error.message})` : '';
    throw new LabError('bad-file', `${path}: the ${kind} file could not be read${why}. It may be damaged.`, {
      path,
    });
  }
}
