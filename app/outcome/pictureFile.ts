/**
 * A picture file as 28×28 inks: decoded by the browser, nothing leaves the device. The whole picture fits on the sheet;
 * every cell is the mean of the area it covers. A light ground becomes paper, whichever way round the file has it.
 */
import { DRAWING_SIDE, nearestInk } from '#app/state/drawing.ts';

const MOST_BYTES = 50e6;
/** More pixels than this add nothing to a mean. */
const LONGEST_SIDE = 1120;

export async function readPictureFile(file: Blob): Promise<Float32Array> {
  if (file.size > MOST_BYTES) throw new Error('It is larger than 50 MB.');
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('The browser gave no canvas.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return inksOf(context.getImageData(0, 0, width, height).data, width, height);
}

/** RGBA, row-major, to 28×28 inks. */
export function inksOf(rgba: Uint8ClampedArray, width: number, height: number): Float32Array {
  const lightness = new Float32Array(width * height);
  for (let i = 0; i < lightness.length; i++) {
    const [red, green, blue] = [rgba[4 * i] ?? 0, rgba[4 * i + 1] ?? 0, rgba[4 * i + 2] ?? 0];
    // Luma of ITU-R BT.601.
    lightness[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  }
  const lightGround = groundOf(lightness, width, height) > 0.5;
  const side = Math.max(width, height);
  const cell = side / DRAWING_SIDE;
  const [left, top] = [(side - width) / 2, (side - height) / 2];
  return Float32Array.from({ length: DRAWING_SIDE * DRAWING_SIDE }, (_, i) => {
    const x = (i % DRAWING_SIDE) * cell - left;
    const y = Math.floor(i / DRAWING_SIDE) * cell - top;
    const { sum, area } = overArea(lightness, width, height, x, y, cell);
    // What the file does not cover is paper.
    return nearestInk((lightGround ? area - sum : sum) / (cell * cell));
  });
}

/** Mean lightness of the outermost pixels. */
function groundOf(lightness: Float32Array, width: number, height: number): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < height; row++) {
    const step = row === 0 || row === height - 1 ? 1 : Math.max(1, width - 1);
    for (let column = 0; column < width; column += step) {
      sum += lightness[row * width + column] as number;
      count++;
    }
  }
  return sum / count;
}

/** Sum over a square of the picture, pixels at its edge counted by the part that lies inside. */
function overArea(
  lightness: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  cell: number,
): { readonly sum: number; readonly area: number } {
  let sum = 0;
  let area = 0;
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, y + cell); row++) {
    const tall = Math.min(row + 1, y + cell) - Math.max(row, y);
    for (let column = Math.max(0, Math.floor(x)); column < Math.min(width, x + cell); column++) {
      const part = tall * (Math.min(column + 1, x + cell) - Math.max(column, x));
      sum += part * (lightness[row * width + column] as number);
      area += part;
    }
  }
  return { sum, area };
}
