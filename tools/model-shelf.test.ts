/** The shelf that is committed is the one its tool writes from the cards, and what it names is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { bundled, MODELS, shelfEntry, shelfPicture } from './model-shelf.mjs';

const folders = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('every model in public/models is on the shelf, as its card says', () => {
  expect(bundled().toSorted()).toEqual(folders.toSorted());
  const shelf = JSON.parse(readFileSync(`${MODELS}index.json`, 'utf8')) as unknown;
  expect(shelf).toEqual({ models: bundled().map(shelfEntry) });
});

test.each(bundled())('%s has the picture of its gallery', (id) => {
  const committed = PNG.sync.read(readFileSync(`${MODELS}${id}/picture.png`));
  const drawn = shelfPicture(id);
  expect([committed.width, committed.height]).toEqual([drawn.width, drawn.height]);
  expect(committed.data.equals(drawn.data)).toBe(true);
});

test('all models together weigh at most 40 MB', () => {
  const files = readdirSync(MODELS, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  const sizeBytes = files.reduce(
    (sum, { parentPath, name }) => sum + readFileSync(`${parentPath}/${name}`).length,
    0,
  );
  expect(sizeBytes).toBeGreaterThan(1e6);
  expect(sizeBytes).toBeLessThanOrEqual(40e6);
});
