/** Storing, faults on stored words and faulty scales on WebGPU: the words are those of the processor. */
import { resolveWords } from '../../../faults/sitePlan.ts';
import { readStorageSpec } from '../../../storage/storageSpec.ts';
import { storeWords } from '../../../storage/storeWords.ts';
import { storageFor } from '../../../storage/tensorStorage.ts';
import { applyPatch, uniformPatch } from '../../../words/patch.ts';
import { corrupted, misread, stored } from '../../corruption.ts';
import { createWebgpuDevice } from '../device.ts';
import { anyWords } from './randomWords.ts';
import { expectWords, type TestCase } from './testCase.ts';

const SHAPE = [50, 8];
const FORMATS = [
  'float16',
  'float8_e4m3',
  'fixed(8,5)',
  'int8(range=-1:1)',
  'int8(range=minmax,axis=channel,symmetric)',
  'quantized_bits(6,0,alpha=1)',
  "quantized_bits(4,0,alpha='auto_po2')",
  'quantized_relu(6,2)',
  'quantized_tanh(8,use_real_tanh=1)',
  'quantized_ulaw(6,1)',
  'quantized_po2(5)',
  "ternary(alpha='auto')",
];

/** NaNs, infinities and subnormals among ordinary numbers. */
function mixedWords(): Uint32Array {
  const words = anyWords(400, 7);
  const values = new Float32Array(words.buffer);
  for (let i = 0; i < values.length; i += 2) values[i] = Math.sin(i * i) * 2;
  return words;
}

const data = () => ({
  values: Float32Array.from({ length: 400 }, (_, i) => Math.sin(i * i) * 2),
  shape: SHAPE,
});

export const storedCases: readonly TestCase[] = FORMATS.map((text) => ({
  name: `stored as ${text}: words, faults and a faulty scale are those of the processor`,
  async run() {
    const device = createWebgpuDevice();
    const storage = storageFor(readStorageSpec(text), data(), [1]);
    const wanted = mixedWords();
    const x = device.upload(wanted.slice(), SHAPE);
    const { tensor: kept } = await stored(device, x, storage);
    storeWords(storage, wanted);
    expectWords('stored', await device.words(kept), wanted);

    const indices = Int32Array.of(0, 7, 8, 399);
    const plan = { ...uniformPatch(indices, { and: -1, xor: 1 }), format: storage };
    const faulty = await corrupted(device, kept, plan);
    const patched = wanted.slice();
    applyPatch(
      patched,
      resolveWords(
        plan,
        Uint32Array.from(indices, (i) => wanted[i] as number),
      ),
    );
    expectWords('faulty', await device.words(faulty), patched);

    const { metadata } = storage;
    if (metadata !== null) {
      const readAs = metadata.readWith(
        metadata.scale.map((scale) => -scale),
        metadata.zero,
      );
      const negated = await misread(device, kept, storage, readAs, undefined);
      const expected = new Uint32Array(new Float32Array(wanted.buffer).map((value) => -value).buffer);
      expectWords('read by a negative scale', await device.words(negated), expected);
      negated.dispose();
    }
    for (const tensor of [x, kept, faulty]) tensor.dispose();
  },
}));
