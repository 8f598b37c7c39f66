import { memory, ones, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { useBackend } from '../testing/backends.ts';
import { lenet } from '../testing/subjects.ts';
import { Run } from './run.ts';
import { ValueCache } from './valueCache.ts';

/** A value of `count` words, put and let go. */
function add(cache: ValueCache, id: string, count: number): void {
  cache.put(id, ones([count]));
  cache.unpin(id);
}

test('the least recently used value goes first, a pinned one never', async () => {
  await useBackend('cpu');
  const before = memory().numTensors;
  const cache = new ValueCache(120);
  add(cache, 'a', 10);
  add(cache, 'b', 10);
  add(cache, 'c', 10);
  cache.pin('a');
  cache.unpin('a');
  add(cache, 'd', 10);
  expect(['a', 'b', 'c', 'd'].filter((id) => cache.has(id))).toEqual(['a', 'c', 'd']);
  cache.pin('c');
  add(cache, 'e', 30);
  expect(['a', 'c', 'd', 'e'].filter((id) => cache.has(id))).toEqual(['c']);
  cache.put('absent', null);
  expect(cache.pin('absent')).toBeNull();
  expect(cache.pin('unknown')).toBeUndefined();
  cache.dispose();
  expect(memory().numTensors).toBe(before);
});

test('a golden run of LeNet-5 keeps within its budget whatever is asked of it', async () => {
  const device = await useBackend('wasm');
  const { program, inputs } = await lenet.open();
  const feeds = inputs.map(({ values, shape }) => tensor(values, [...shape]));
  const inputBytes = 28 * 28 * 4;
  for (const budgetBytes of [inputBytes, 30_000, 1e9]) {
    const run = await Run.full(program, device, feeds, { budgetBytes });
    const ids = Object.keys(program.graph.values);
    for (const id of [...ids, ...ids.reverse()]) {
      await run.with([id], ([x]) => expect((x as Tensor).size).toBeGreaterThan(0));
      expect(run.sizeBytes).toBeLessThanOrEqual(budgetBytes);
    }
    run.dispose();
  }
  program.dispose();
});
