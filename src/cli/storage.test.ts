/** `--storage` and `--accuracy` of predict, inject and inspect. */
import { describe, expect, it } from 'vitest';
import { call, callJson } from './testing/captured.ts';
import type { InjectDocument, PredictDocument, StorageEntry } from './testing/documents.ts';

const PREDICT = ['predict', 'lenet5', '--input', 'mnist:7'];
const storedBy = async (...options: string[]): Promise<readonly StorageEntry[]> =>
  (await callJson<PredictDocument>([...PREDICT, ...options])).storage;

describe('--storage', () => {
  it('takes entries, several at once or repeated, and JSON of two shapes, all to the same effect', async () => {
    const wanted = await storedBy('--storage', 'weights=float16;dense/output=fixed(8,4)');
    expect(wanted.map(({ tensor, format, bits }) => [tensor, format, bits])).toEqual([
      ['conv2d/kernel', 'float16', 16],
      ['conv2d_1/kernel', 'float16', 16],
      ['dense/output', 'fixed(8,4)', 8],
      ['dense/kernel', 'float16', 16],
      ['dense_1/kernel', 'float16', 16],
      ['dense_2/kernel', 'float16', 16],
    ]);
    for (const options of [
      ['--storage', 'weights=float16', '--storage', 'dense/output=fixed(8,4)'],
      ['--storage', '["weights=float16","dense/output=fixed(8,4)"]'],
      ['--storage', '{"weights":"float16","dense/output":"fixed(8,4)"}'],
    ])
      expect(await storedBy(...options)).toEqual(wanted);
    expect(await storedBy('--storage', '')).toEqual([]);
  });

  it('changes the answer, the golden one too, and is what inspect lists', async () => {
    const plan = ['--storage', 'weights=quantized_bits(3,0,alpha=1)'];
    const [plain, stored] = await Promise.all([
      callJson<PredictDocument>(PREDICT),
      callJson<PredictDocument>([...PREDICT, ...plan]),
    ]);
    expect(stored.outputs[0]?.values).not.toEqual(plain.outputs[0]?.values);
    const inspected = await callJson<{ storage: readonly StorageEntry[] }>(['inspect', 'lenet5', ...plan]);
    expect(inspected.storage).toEqual(stored.storage);
  });

  it.each([
    ['weights', /wanted target=format/],
    ['weights=int9', /"int9" is not known here/],
    ['nowhere/kernel=float16', /this model has no such tensor/],
    ['["weights=float16",1]', /an entry is no text/],
    ['{"weights":16}', /the format of weights is no text/],
    ['{"weights"', /it is not JSON/],
  ])('%s is refused', async (plan, message) => {
    const { status, stdout, stderr } = await call([...PREDICT, '--storage', plan]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('faults on stored words', () => {
  it('are told as words of the format', async () => {
    const { faults } = await callJson<InjectDocument>([
      'inject',
      'lenet5',
      '--input',
      'mnist:7',
      '--fault',
      'dense/kernel[0,0]:set(0x04)@quantized_bits(5,1,alpha=1)',
      '--fault',
      'dense/kernel[0,0]:flip(4)',
    ]);
    expect(faults[1]).toMatchObject({ before: '0x04', after: '0x14', format: 'quantized_bits(5,1,alpha=1)' });
    expect(faults[1]?.sentence).toContain('0.5 -> -1.5, code 4 -> -12');
  });

  it('are counted over the held-out digits', async () => {
    const { accuracy } = await callJson<InjectDocument>([
      'inject',
      'lenet5',
      '--input',
      'mnist:7',
      '--storage',
      'weights=int8(range=minmax)',
      '--fault',
      'dense_2/kernel.scale[]:set(nan)',
      '--accuracy',
    ]);
    // 1,482 is what PyTorch counted when the model was trained.
    expect(accuracy).toMatchObject({ images: 'held-out', total: 1500, golden: 1482 });
    expect(accuracy?.stored).toBeGreaterThan(1450);
    expect(accuracy?.verdicts).toEqual({ DUE: 1500, SDC: 0, masked: 0, benign: 0, changed: 0 });
  });
});
