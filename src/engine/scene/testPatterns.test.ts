import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { galleryItem } from '../io/modelCard.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { galleryInputs } from './galleryBatch.ts';
import { openFiles } from './openModel.ts';
import { pictureShape, testPatterns } from './testPatterns.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));

async function graphOf(name: string) {
  await useBackend('wasm');
  const { files } = await openFiles(new Map([[name, zoo[name] as Uint8Array]]), name);
  return (await loadProgram(files)).graph;
}

describe('test patterns', () => {
  it.each([
    ['dense.keras', [5]],
    ['lstm.keras', [7, 4]],
    ['conv2d-groups.keras', [6, 6, 4]],
    ['conv3d.keras', [4, 4, 4, 2]],
  ])('%s gets inputs of its own shape', async (name, shape) => {
    const patterns = testPatterns(await graphOf(name));
    expect(patterns?.shape).toEqual(shape);
    expect(patterns?.pixels.length).toBe(8 * shape.reduce((product, size) => product * size, 1));
  });

  it('are eight different inputs from 0 to 1, the same every time', async () => {
    const graph = await graphOf('conv2d-groups.keras');
    const patterns = testPatterns(graph);
    if (patterns === null) throw new Error('no patterns');
    const items = Array.from({ length: patterns.count }, (_, k) => galleryItem(patterns, k).join());
    expect(new Set(items).size).toBe(8);
    const ramp = galleryItem(patterns, 0);
    expect([Math.min(...ramp), Math.max(...ramp)]).toEqual([0, 1]);
    expect(testPatterns(graph)?.pixels).toEqual(patterns.pixels);
  });

  it('give random numbers to further inputs, as many as there are pictures', async () => {
    const graph = await graphOf('attention.keras');
    const patterns = testPatterns(graph);
    if (patterns === null) throw new Error('no patterns');
    const inputs = galleryInputs(patterns, graph, 2, 3);
    expect(inputs.map(({ shape }) => shape)).toEqual([
      [3, 7, 4],
      [3, 3, 4],
    ]);
    const values = [...(inputs[1]?.values ?? [])];
    expect(new Set(values).size).toBe(36);
    expect(values.every((value) => value > 0 && value < 1)).toBe(true);
  });
});

it.each([
  [
    [28, 28, 1],
    [28, 28, 1],
  ],
  [
    [32, 32, 3],
    [32, 32, 3],
  ],
  [
    [6, 6, 4],
    [36, 4, 1],
  ],
  [
    [7, 4],
    [7, 4, 1],
  ],
  [[5], [1, 5, 1]],
  [
    [4, 4, 4, 2],
    [64, 2, 1],
  ],
])('an input of %j is drawn as %j', (shape, drawn) => {
  expect(pictureShape(shape)).toEqual(drawn);
});
