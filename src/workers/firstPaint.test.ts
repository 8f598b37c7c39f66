import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WASM_FOLDER } from '#engine/testing/backends.ts';
import { FIRST_INPUT_INDEX } from './firstInput.ts';
import { makeFirstPaint } from './firstPaint.ts';
import { printFirstPaint, readFirstPaint } from './firstPaintText.ts';

const folder = join(import.meta.dirname, '../../public/models/lenet5');
const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)));
const bits = (values: Float32Array) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

interface Reference {
  readonly tolerance: { readonly absolute: number };
  readonly pairs: readonly { readonly item: number; readonly probabilities: readonly number[] }[];
}

it('is what the engine gives, and survives its file form bit by bit', async () => {
  const made = await makeFirstPaint(read, WASM_FOLDER, FIRST_INPUT_INDEX);
  const kept = readFirstPaint(printFirstPaint(made));
  expect(kept).toEqual(made);
  expect(bits(kept.tensor.golden)).toEqual(bits(made.tensor.golden));
  // The model's own reference outputs come from the framework that trained it.
  const { pairs, tolerance } = JSON.parse(Buffer.from(await read('reference.json')).toString()) as Reference;
  const wanted = pairs.find(({ item }) => item === FIRST_INPUT_INDEX)?.probabilities ?? [];
  const scores = kept.reply.golden[0]?.values ?? new Float32Array();
  expect(scores.length).toBe(wanted.length);
  for (const [i, score] of scores.entries())
    expect(Math.abs(score - (wanted[i] as number))).toBeLessThan(tolerance.absolute);
  expect(kept.opened.gallery?.pixels).toEqual((await read('gallery.bin')).slice(7 * 784, 8 * 784));
});
