/** The icons that are committed are those of icon.svg, and the manifest names them as they are. */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawIcon, ICONS, readSvg } from './icons.mjs';

const drawing = readSvg(readFileSync('public/icon.svg', 'utf8'));

test.each(ICONS)('$file', ({ file, side, maskable }) => {
  const committed = PNG.sync.read(readFileSync(`public/icons/${file}`));
  expect([committed.width, committed.height]).toEqual([side, side]);
  expect(committed.data.equals(drawIcon(drawing, side, maskable).data)).toBe(true);
  // Corners: cut off, or full to the edge where the system cuts them.
  expect(committed.data[3]).toBe(maskable ? 255 : 0);
});

test('the manifest names icons that are there, with relative addresses', () => {
  const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as {
    start_url: string;
    scope: string;
    icons: { src: string; sizes: string; purpose?: string }[];
  };
  expect([manifest.start_url, manifest.scope]).toEqual(['./', './']);
  const pngs = manifest.icons.filter(({ src }) => src.endsWith('.png'));
  expect(pngs.map(({ src }) => src)).toEqual([
    'icons/icon-192.png',
    'icons/icon-512.png',
    'icons/maskable-512.png',
  ]);
  for (const { src, sizes } of pngs) {
    const { width, height } = PNG.sync.read(readFileSync(`public/${src}`));
    expect(`${width}x${height}`).toBe(sizes);
  }
});
