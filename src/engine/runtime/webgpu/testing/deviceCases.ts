/** Patches and copies to the bit, in order with TensorFlow.js's own kernels, and without leaks. */
import { add, memory, tensor1d } from '@tensorflow/tfjs-core';
import golden from '../../../fixtures/faults.json';
import { applyPatch, type Patch } from '../../../words/patch.ts';
import { createWebgpuDevice } from '../device.ts';
import { AWKWARD_WORDS, webgpuSelfTest } from '../selfTest.ts';
import { anyWords } from './randomWords.ts';
import { expectEqual, expectWords, type TestCase } from './testCase.ts';

/** More sites than one dimension of a dispatch holds workgroups of 64. */
const MANY_SITES = 65_535 * 64 + 1000;

async function patchedWords(words: Uint32Array, patch: Patch): Promise<Uint32Array> {
  const device = createWebgpuDevice();
  const x = device.upload(words, [words.length]);
  const y = device.patch(x, patch);
  const after = await device.words(y);
  expectWords('the tensor that was patched', await device.words(x), words);
  x.dispose();
  y.dispose();
  return after;
}

function patchOf(count: number, mask: (i: number) => { and: number; xor: number }): Patch {
  const masks = Array.from({ length: count }, (_, i) => mask(i));
  return {
    indices: Int32Array.from(masks, (_, i) => i),
    and: Int32Array.from(masks, ({ and }) => and),
    xor: Int32Array.from(masks, ({ xor }) => xor),
  };
}

const wordOf = (value: number | string): number =>
  new Uint32Array(Float32Array.of(Number(value)).buffer)[0] as number;

export const deviceCases: readonly TestCase[] = [
  {
    name: 'awkward words come back as they went in',
    async run() {
      const device = createWebgpuDevice();
      const x = device.upload(AWKWARD_WORDS, [4, 4]);
      expectWords('words', await device.words(x), AWKWARD_WORDS);
      x.dispose();
    },
  },
  {
    name: 'golden float32 faults: flip, stuck-at-0, stuck-at-1',
    async run() {
      const rows = golden.ieee754_float32;
      const words = Uint32Array.from(rows, ({ hex }) => Number(hex));
      const bit = (i: number): number => 1 << (rows[i]?.pos as number);
      const flipped = await patchedWords(
        words,
        patchOf(rows.length, (i) => ({ and: -1, xor: bit(i) })),
      );
      expectWords(
        'flip',
        flipped,
        Uint32Array.from(rows, ({ flip_hex }) => Number(flip_hex)),
      );
      const stuck0 = await patchedWords(
        words,
        patchOf(rows.length, (i) => ({ and: ~bit(i), xor: 0 })),
      );
      expectWords(
        'stuck-at-0',
        stuck0,
        Uint32Array.from(rows, (row) => wordOf(row.stuck0)),
      );
      const stuck1 = await patchedWords(
        words,
        patchOf(rows.length, (i) => ({ and: ~bit(i), xor: bit(i) })),
      );
      expectWords(
        'stuck-at-1',
        stuck1,
        Uint32Array.from(rows, (row) => wordOf(row.stuck1)),
      );
    },
  },
  {
    name: 'random patches at random places, some places untouched',
    async run() {
      const words = anyWords(10_007, 3);
      const indices = Int32Array.from(words.keys()).filter((i) => i % 7 !== 3);
      const patch = {
        indices,
        and: new Int32Array(anyWords(indices.length, 4)),
        xor: new Int32Array(anyWords(indices.length, 5)),
      };
      const expected = words.slice();
      applyPatch(expected, patch);
      expectWords('patched', await patchedWords(words, patch), expected);
      expectWords(
        'nothing patched',
        await patchedWords(
          words,
          patchOf(0, () => ({ and: -1, xor: 0 })),
        ),
        words,
      );
    },
  },
  {
    name: 'more sites than workgroups',
    async run() {
      const words = new Uint32Array(MANY_SITES);
      const indices = Int32Array.from(words.keys());
      const patch = { indices, and: new Int32Array(MANY_SITES).fill(-1), xor: indices };
      expectWords('patched', await patchedWords(words, patch), new Uint32Array(indices));
    },
  },
  {
    name: 'a patch waits for kernels that are recorded but not submitted, and buffers in use are not recycled',
    async run() {
      const device = createWebgpuDevice();
      const x = tensor1d([1, 2, 3, 4]);
      const doubled = add(x, x);
      x.dispose();
      const other = device.upload(new Uint32Array(4), [4]);
      const flipped = device.patch(doubled, {
        indices: Int32Array.of(2),
        and: Int32Array.of(-1),
        xor: Int32Array.of(1 << 31),
      });
      expectWords(
        'patched sum',
        await device.words(flipped),
        new Uint32Array(Float32Array.of(2, 4, -6, 8).buffer),
      );
      for (const t of [doubled, other, flipped]) t.dispose();
    },
  },
  {
    name: '50 patches and readings leave memory as it was',
    async run() {
      const device = createWebgpuDevice();
      const x = device.upload(anyWords(1000, 6), [1000]);
      const before = { ...memory() };
      for (let i = 0; i < 50; i++) {
        const sites = {
          indices: Int32Array.of(i, i + 1),
          and: Int32Array.of(-1, -1),
          xor: Int32Array.of(i, i),
        };
        const y = device.patch(x, sites);
        const probe = device.probe();
        probe.range('range', y);
        probe.observe('seen', x, y);
        const reading = probe.read();
        y.dispose();
        await reading;
      }
      const after = { ...memory() } as Record<string, unknown>;
      for (const key of ['numTensors', 'numDataBuffers', 'numBytes', 'numBytesInGPU']) {
        expectEqual(key, after[key], (before as Record<string, unknown>)[key]);
      }
      x.dispose();
    },
  },
  {
    name: 'an index past the end is refused, nothing is left behind',
    async run() {
      const device = createWebgpuDevice();
      const x = device.upload(new Uint32Array(3), [3]);
      const { numTensors } = memory();
      let message = '';
      try {
        device
          .patch(x, { indices: Int32Array.of(3), and: Int32Array.of(0), xor: Int32Array.of(0) })
          .dispose();
      } catch (error) {
        message = String(error);
      }
      expectEqual('tensors', memory().numTensors, numTensors);
      x.dispose();
      if (!message.includes('element 3 of a tensor with 3'))
        throw new Error(`Expected a refusal, got "${message}".`);
    },
  },
  {
    name: 'self-test',
    async run() {
      expectEqual('result', await webgpuSelfTest(), { ok: true });
    },
  },
];
