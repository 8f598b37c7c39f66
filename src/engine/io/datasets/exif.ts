/** How the camera was held (Exif 2.32, tag 0x0112, values 1 to 8), and a picture turned upright by it. */
import type { Picture } from './pictureFile.ts';

const ORIENTATION = 0x0112;

/** 1, upright, where the block says nothing or cannot be read. */
export function exifOrientation(exif: Uint8Array | null): number {
  if (exif === null) return 1;
  // "II" or "MM", after what is left of "Exif\\0\\0".
  const start = Math.max(
    0,
    exif.findIndex((byte, i) => byte === exif[i + 1] && (byte === 0x49 || byte === 0x4d)),
  );
  try {
    const view = new DataView(exif.buffer, exif.byteOffset + start, exif.byteLength - start);
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let k = 0; k < entries; k++) {
      const at = directory + 2 + 12 * k;
      if (view.getUint16(at, little) !== ORIENTATION) continue;
      const value = view.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // A block that ends early says nothing.
  }
  return 1;
}

/** Row 0 and column 0 of the file lie where `orientation` says; back to top and left. */
export function upright(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const { width, height, rgba } = picture;
  const turned = orientation >= 5;
  const [wide, high] = turned ? [height, width] : [width, height];
  const mirrored = [2, 3, 7, 8].includes(orientation);
  const upsideDown = [3, 4, 6, 7].includes(orientation);
  const from = new Uint32Array(rgba.slice().buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const [a, b] = turned ? [y, x] : [x, y];
      const column = mirrored ? width - 1 - a : a;
      const row = upsideDown ? height - 1 - b : b;
      to[y * wide + x] = from[row * width + column] as number;
    }
  return { width: wide, height: high, rgba: new Uint8Array(to.buffer) };
}
