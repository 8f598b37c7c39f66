// @ts-check
/**
 * `node tools/model-shelf.mjs` writes what the library shows of the bundled models before any is opened, from their
 * cards and galleries: public/models/index.json, and in each model's folder picture.png (six pictures of its gallery).
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';

export const MODELS = fileURLToPath(new URL('../public/models/', import.meta.url));

/** In the order of the library: from small and plain to large. */
export const ORDER = [
  'lenet5',
  'lenet5-tanh',
  'qkeras-digits',
  'inception-fashion',
  'fire-cifar10',
  'resnet20',
  'efficientnet-lite0',
];

const PICTURE = 'picture.png';
const COLUMNS = 3;
const ROWS = 2;
const GAP_PX = 2;
const LARGEST_TILE_PX = 64;

const readJson = (/** @type {string} */ id, /** @type {string} */ file) =>
  JSON.parse(readFileSync(path.join(MODELS, id, file), 'utf8'));

/** Those of ORDER that are there. */
export const bundled = () => ORDER.filter((id) => existsSync(path.join(MODELS, id, 'card.json')));

/** @returns {Record<string, unknown>} one entry of index.json */
export function shelfEntry(/** @type {string} */ id) {
  const card = readJson(id, 'card.json');
  const { heldOut, on = 'held-out pictures' } = card.accuracy;
  return {
    id,
    name: card.name,
    task: card.task,
    teaches: card.teaches,
    structure: card.summary,
    parameters: card.parameters,
    sizeBytes: size(id, 'model.json') + size(id, 'weights.bin'),
    accuracy: heldOut === undefined ? null : heldOut.correct / heldOut.total,
    accuracyOn: heldOut === undefined ? on : `${on}: ${heldOut.correct} of ${heldOut.total}`,
    data: `${card.data.name}; ${card.data.licence}`,
    picture: PICTURE,
    readyFaults: card.readyFaults,
    storage: card.storage ?? [],
    heldOut: existsSync(path.join(MODELS, id, 'heldout.json')) ? readJson(id, 'heldout.json').count : 0,
  };
}

const size = (/** @type {string} */ id, /** @type {string} */ file) =>
  statSync(path.join(MODELS, id, file)).size;

/** Six pictures of the gallery, whole pixels averaged where they are large, on a clear ground. */
export function shelfPicture(/** @type {string} */ id) {
  const gallery = readJson(id, readJson(id, 'card.json').gallery);
  const pixels = readFileSync(path.join(MODELS, id, gallery.file));
  const [height, width, channels] = gallery.shape;
  const step = Math.ceil(Math.max(height, width) / LARGEST_TILE_PX);
  const [tileHeight, tileWidth] = [Math.floor(height / step), Math.floor(width / step)];
  const sheet = new PNG({
    width: COLUMNS * tileWidth + (COLUMNS - 1) * GAP_PX,
    height: ROWS * tileHeight + (ROWS - 1) * GAP_PX,
  });
  sheet.data.fill(0);
  /** Mean of one channel over the step x step pixels of a tile's pixel. */
  const level = (
    /** @type {number} */ item,
    /** @type {number} */ y,
    /** @type {number} */ x,
    /** @type {number} */ c,
  ) => {
    let sum = 0;
    for (let dy = 0; dy < step; dy++)
      for (let dx = 0; dx < step; dx++)
        sum += pixels[((item * height + y * step + dy) * width + x * step + dx) * channels + c] ?? 0;
    return Math.round(sum / step ** 2);
  };
  for (let tile = 0; tile < Math.min(COLUMNS * ROWS, gallery.count); tile++) {
    const left = (tile % COLUMNS) * (tileWidth + GAP_PX);
    const top = Math.floor(tile / COLUMNS) * (tileHeight + GAP_PX);
    for (let y = 0; y < tileHeight; y++)
      for (let x = 0; x < tileWidth; x++) {
        const at = 4 * ((top + y) * sheet.width + left + x);
        for (let c = 0; c < 3; c++) sheet.data[at + c] = level(tile, y, x, Math.min(c, channels - 1));
        sheet.data[at + 3] = 255;
      }
  }
  return sheet;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ids = bundled();
  for (const id of ids) writeFileSync(path.join(MODELS, id, PICTURE), PNG.sync.write(shelfPicture(id)));
  const shelf = { models: ids.map(shelfEntry) };
  writeFileSync(path.join(MODELS, 'index.json'), `${JSON.stringify(shelf, null, 2)}\n`);
  console.log(`${ids.length} models: ${ids.join(', ')}`);
}
