// @ts-check
/**
 * `node tools/icons.mjs` draws public/icon.svg, which is rounded rectangles and nothing else, as the PNG icons of the
 * web app: public/icons/*.png. A maskable icon has no corners of its own and keeps its middle four fifths for the sign.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { ROOT } from './child.mjs';

export const ICONS = [
  { file: 'icon-192.png', side: 192, maskable: false },
  { file: 'icon-512.png', side: 512, maskable: false },
  { file: 'maskable-512.png', side: 512, maskable: true },
  { file: 'apple-180.png', side: 180, maskable: true },
];

const SAMPLES = 4;
const SAFE_SHARE = 0.8;

/** @typedef {{ x: number, y: number, width: number, height: number, rx: number, fill: string }} Rect */

/** @returns {{ side: number, rects: readonly Rect[] }} in the order in which they are painted */
export function readSvg(/** @type {string} */ svg) {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  /** @type {Rect[]} */
  const rects = [];
  let groupFill = '';
  for (const [tag, name = ''] of svg.matchAll(/<(g|\/g|rect)\b[^>]*>/g)) {
    const fill = /fill="(#[0-9a-f]{6})"/.exec(tag)?.[1];
    if (name === 'g') groupFill = fill ?? '';
    if (name !== 'rect') continue;
    const number = (/** @type {string} */ key) =>
      Number(new RegExp(`\\b${key}="([\\d.]+)"`).exec(tag)?.[1] ?? 0);
    const [x, y, width, height, rx] = ['x', 'y', 'width', 'height', 'rx'].map(number);
    rects.push(/** @type {Rect} */ ({ x, y, width, height, rx, fill: fill ?? groupFill }));
  }
  return { side, rects };
}

function covers(
  /** @type {Rect} */ { x, y, width, height, rx },
  /** @type {number} */ px,
  /** @type {number} */ py,
) {
  const dx = Math.max(x + rx - px, px - (x + width - rx), 0);
  const dy = Math.max(y + rx - py, py - (y + height - rx), 0);
  return px >= x && px <= x + width && py >= y && py <= y + height && dx * dx + dy * dy <= rx * rx + 1e-9;
}

const channels = (/** @type {string} */ fill) =>
  [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));

/** @param {{ side: number, rects: readonly Rect[] }} drawing */
export function drawIcon(drawing, /** @type {number} */ side, /** @type {boolean} */ maskable) {
  const png = new PNG({ width: side, height: side });
  const [ground, ...sign] = drawing.rects.map((rect) => ({ rect, colour: channels(rect.fill) }));
  if (ground === undefined) throw new Error('icon.svg has no rectangle.');
  const middle = drawing.side / 2;
  const shrink = maskable ? SAFE_SHARE : 1;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const sum = [0, 0, 0];
      let covered = 0;
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const px = ((x + ((sample % SAMPLES) + 0.5) / SAMPLES) / side) * drawing.side;
        const py = ((y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / side) * drawing.side;
        const [sx, sy] = [middle + (px - middle) / shrink, middle + (py - middle) / shrink];
        const top = sign.findLast(({ rect }) => covers(rect, sx, sy));
        if (top === undefined && !maskable && !covers(ground.rect, px, py)) continue;
        covered++;
        for (const [k, level] of (top ?? ground).colour.entries()) sum[k] = (sum[k] ?? 0) + level;
      }
      const at = 4 * (y * side + x);
      for (let k = 0; k < 3; k++) png.data[at + k] = covered === 0 ? 0 : Math.round((sum[k] ?? 0) / covered);
      png.data[at + 3] = Math.round((covered / SAMPLES ** 2) * 255);
    }
  return png;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const drawing = readSvg(readFileSync(path.join(ROOT, 'public/icon.svg'), 'utf8'));
  mkdirSync(path.join(ROOT, 'public/icons'), { recursive: true });
  for (const { file, side, maskable } of ICONS)
    writeFileSync(path.join(ROOT, 'public/icons', file), PNG.sync.write(drawIcon(drawing, side, maskable)));
}
