import { describe, expect, test, vi } from 'vitest';
import { readModelFiles } from './modelFiles.ts';
import { modelId } from './modelId.ts';

const weights = [{ name: 'a', shape: [2, 2], dtype: 'float32' }];
const manifest = (paths: string[], specs: unknown[] = weights) => [{ paths, weights: specs }];
const json = (more: object = {}) => ({
  modelTopology: { model_config: {} },
  weightsManifest: manifest(['w.bin']),
  ...more,
});
const shard = (length: number) => async () => new Uint8Array(length);

describe('model files', () => {
  test('shards are joined in manifest order; the id does not depend on how they are cut', async () => {
    const parts: Record<string, Uint8Array> = {
      x: Uint8Array.of(1, 2, 3),
      y: Uint8Array.of(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
    };
    const whole = Uint8Array.from({ length: 16 }, (_, i) => i + 1);
    const two = await readModelFiles(
      json({ weightsManifest: manifest(['x', 'y']) }),
      async (path) => parts[path] as Uint8Array,
    );
    const one = await readModelFiles(json(), async () => whole);
    expect([...two.weightData]).toEqual([...whole]);
    expect(two.format).toBe('layers');
    expect(await modelId(two)).toBe(await modelId(one));
    expect(await modelId({ ...one, topology: { b: 1, a: [{ d: 2, c: 3 }] } })).toBe(
      await modelId({ ...one, topology: { a: [{ c: 3, d: 2 }], b: 1 } }),
    );
    expect(await modelId({ ...one, weightData: whole.map((w) => w ^ 1) })).not.toBe(await modelId(one));
  });

  test('the id depends on how the bytes are read', async () => {
    const one = await readModelFiles(json(), shard(16));
    const spec = one.weightSpecs[0] as (typeof one.weightSpecs)[number];
    const models = [
      one,
      { ...one, signature: { outputs: ['y'] } },
      { ...one, weightSpecs: [{ ...spec, name: 'other' }] },
      { ...one, weightSpecs: [{ ...spec, shape: [4, 1] }] },
      { ...one, weightSpecs: [{ ...spec, dtype: 'int32' as const }] },
      { ...one, weightSpecs: [{ ...spec, quantization: { dtype: 'uint8' as const, scale: 1, min: 0 } }] },
      { ...one, weightSpecs: [{ ...spec, quantization: { dtype: 'uint8' as const, scale: 2, min: 0 } }] },
    ];
    const ids = await Promise.all(models.map(modelId));
    expect(new Set(ids).size).toBe(ids.length);
    vi.stubGlobal('crypto', {});
    expect(await Promise.all(models.map(modelId)), 'without the platform').toEqual(ids);
    vi.unstubAllGlobals();
  });

  test('quantized weights count their stored bytes', async () => {
    const specs = [{ ...weights[0], quantization: { dtype: 'uint8', min: 0, scale: 1 } }];
    await expect(
      readModelFiles(json({ weightsManifest: manifest(['w'], specs) }), shard(4)),
    ).resolves.toMatchObject({ format: 'layers' });
  });

  test('graph models are told by their node list', async () => {
    await expect(readModelFiles(json({ modelTopology: { node: [] } }), shard(16))).resolves.toMatchObject({
      format: 'graph',
    });
  });

  test.each([
    ['too few bytes', json(), 12, 'hold 12 bytes, the manifest in model.json asks for 16'],
    ['surplus bytes', json(), 20, 'hold 20 bytes'],
    ['no weights', { modelTopology: { model_config: {} } }, 0, 'initial weights'],
    ['no topology', {}, 0, 'modelTopology'],
    ['neither kind', json({ modelTopology: { x: 1 } }), 16, 'neither a layers model'],
    ['a path upwards', json({ weightsManifest: manifest(['a/../../w']) }), 16, "leaves the model's folder"],
    ['an address', json({ weightsManifest: manifest(['http://a/w']) }), 16, "leaves the model's folder"],
    [
      'an absolute path',
      json({ weightsManifest: manifest(['/etc/passwd']) }),
      16,
      "leaves the model's folder",
    ],
    [
      'string weights',
      json({ weightsManifest: manifest(['w'], [{ name: 's', shape: [1], dtype: 'string' }]) }),
      16,
      'dtype',
    ],
    [
      'a negative axis',
      json({ weightsManifest: manifest(['w'], [{ name: 's', shape: [-1], dtype: 'float32' }]) }),
      16,
      'weightsManifest.0.weights.0.shape.0',
    ],
  ])('%s: refused with a clear line', async (_, model, length, message) => {
    const refused = readModelFiles(model, shard(length));
    await expect(refused).rejects.toMatchObject({ name: 'LabError', code: 'bad-file' });
    await expect(refused).rejects.toThrow(message);
  });
});
