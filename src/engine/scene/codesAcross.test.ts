/**
 * Codes across back ends: sums of a convolution come out some ulp apart, so a code may differ only where the number that
 * was stored stood that near to a tie between two codes. Counted on LeNet-5.
 */
import { expect, test } from 'vitest';
import { formatAt } from '../formats/groupedFormat.ts';
import { wordsOf } from '../storage/readWords.ts';
import { readStorageSpec } from '../storage/storageSpec.ts';
import { storageFor } from '../storage/tensorStorage.ts';
import { useBackend } from '../testing/backends.ts';
import { storedScenes } from '../testing/storedScenes.ts';

const FORMATS = ['ufixed(8,5)', 'quantized_relu(6,2)', 'float8_e4m3', 'quantized_bits(4,2,alpha=1)'];
/** Of the largest partial sum; 26 products of a 5 x 5 kernel and a bias. */
const SUM_ERROR = 26 * 2 ** -24;

test.each(FORMATS)('%s: codes of a convolution agree on wasm and cpu, save next to a tie', async (text) => {
  const found: { readonly fresh: Float32Array; readonly stored: Float32Array }[] = [];
  for (const backend of ['wasm', 'cpu'] as const) {
    const scenes = await storedScenes(await useBackend(backend));
    const { golden: fresh } = await scenes.words('conv2d/output', []);
    const { golden: stored } = await scenes.words('conv2d/output', [`conv2d/output=${text}`]);
    found.push({ fresh, stored });
    scenes.lab.dispose();
  }
  const [wasm, cpu] = found as [(typeof found)[number], (typeof found)[number]];
  const storage = storageFor(readStorageSpec(text), { values: wasm.fresh, shape: [28, 28, 6] }, [2]);
  const [a, b] = [wasm, cpu].map(({ stored }) => wordsOf(storage, new Uint32Array(stored.buffer))) as [
    Uint32Array,
    Uint32Array,
  ];
  const format = formatAt(storage, 0);
  const differ = [...a.keys()].filter((i) => a[i] !== b[i]);
  const reach = Math.max(...wasm.fresh) * SUM_ERROR;
  for (const i of differ) {
    const [x, y] = [wasm.fresh[i] as number, cpu.fresh[i] as number];
    expect(Math.abs(x - y)).toBeLessThanOrEqual(reach);
    // Neighbouring codes, and the tie between the two numbers.
    const [low, high] = [format.decode(a[i] as number), format.decode(b[i] as number)].sort(
      (p, q) => p - q,
    ) as [number, number];
    const tie = (low + high) / 2;
    expect(Math.min(Math.abs(x - tie), Math.abs(y - tie))).toBeLessThanOrEqual(reach);
  }
  expect(differ.length).toBeLessThan(a.length / 1000);
});
