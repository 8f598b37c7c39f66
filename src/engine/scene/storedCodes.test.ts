/**
 * Quantized weights of TensorFlow.js files keep their stored words: nothing changes until a fault hits one, and then the
 * weight is what TensorFlow.js decodes from a file with that bit flipped. Files by the tensorflowjs converter 4.22.0
 * (tools/golden/tfjs_quantized.py), outputs by TensorFlow 2.15.
 */
import { readFileSync } from 'node:fs';
import { io, type Tensor } from '@tensorflow/tfjs-core';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../io/modelCard.ts';
import { readNpy } from '../io/npy.ts';
import { storedFormat, weightsOf } from '../io/storedWeights.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { Calibration } from './calibration.ts';
import { importedStorage } from './importedStorage.ts';
import { openFiles } from './openModel.ts';
import { playScene } from './playScene.ts';
import { prepareScene } from './prepareScene.ts';
import { StorageSettler } from './settleStorage.ts';

const zip = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/tfjs-quantized.zip')));
const KINDS = ['uint8', 'uint16', 'float16', 'mixed'] as const;

async function opened(name: string) {
  const files = new Map(
    Object.entries(zip).flatMap(([path, bytes]) =>
      path.startsWith(`${name}/`) && !path.endsWith('.npz')
        ? [[path.slice(name.length + 1), bytes] as const]
        : [],
    ),
  );
  const arrays = unzipSync(zip[`${name}/${name.split('-')[1]}.npz`] as Uint8Array);
  const array = (entry: string) => {
    const { shape, values } = readNpy(arrays[`${entry}.npy`] as Uint8Array);
    return { shape: [...shape], values: Float32Array.from(values) };
  };
  const model = await openFiles(files, name);
  const device = await useBackend('wasm');
  const lab = new Laboratory(await loadProgram(model.files), device);
  lab.setInputs([array('x0')]);
  const inputs = { count: 1, batch: () => lab.inputs };
  const settler = new StorageSettler(lab.program.graph, new Calibration(lab.program, device, inputs));
  const play = async (storage: readonly string[], faults: readonly string[]) => {
    const prepared = await prepareScene({ storage, faults }, lab.program.graph, settler);
    const played = await playScene(lab, prepared, { labels: null, pictures: false });
    return { ...played, corruption: prepared.corruption };
  };
  return { model, lab, play, wanted: array('y0'), storage: importedStorage(model, lab.program) };
}

/** By place in the manifest, float32 words. */
function decodedByTfjs(specs: readonly io.WeightsManifestEntry[], data: Uint8Array): Uint32Array[] {
  const decoded = io.decodeWeights(
    data.slice().buffer,
    specs.map((spec, i) => ({ ...spec, name: `${i}` })),
  );
  return specs.map((_, i) => {
    const tensor = decoded[`${i}`] as Tensor;
    const values = Float32Array.from(tensor.dataSync());
    tensor.dispose();
    return new Uint32Array(values.buffer);
  });
}

describe.each(['layers', 'graph'])('%s models with quantized weights', (form) => {
  it.each(KINDS)('%s: the words of the file, until a fault hits one', async (kind) => {
    const { model, lab, play, wanted, storage } = await opened(`${form}-${kind}`);
    const { weightSpecs, weightData } = model.files;
    const specs = weightSpecs as unknown as io.WeightsManifestEntry[];
    const quantized = weightSpecs.filter(({ quantization }) => quantization !== undefined);
    expect(storage).toHaveLength(quantized.length);
    expect(model.notes.map(({ kind: of }) => of)).toEqual(['stored']);

    const decoded = decodedByTfjs(specs, weightData);
    weightsOf(model.files).forEach((weight, i) => {
      expect(new Uint32Array(weight.values().buffer)).toEqual(decoded[i]);
    });

    const [plain, stored] = [await play([], []), await play(storage, [])];
    expect(stored.golden[0]?.values).toEqual(plain.golden[0]?.values);
    const largest = wanted.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    wanted.values.forEach((value, i) => {
      expect(Math.abs((stored.golden[0]?.values[i] as number) - value)).toBeLessThanOrEqual(1e-5 * largest);
    });
    for (const { sqnrDb, maxError } of stored.storage) expect([sqnrDb, maxError]).toEqual([Infinity, 0]);

    let at = 0;
    for (const [place, spec] of weightSpecs.entries()) {
      const { quantization, shape } = spec;
      const size = shape.reduce((product, length) => product * length, 1);
      const width = { uint8: 8, uint16: 16, float16: 16 }[quantization?.dtype ?? 'uint8'];
      const bytes = quantization === undefined ? 4 : width / 8;
      const id = [...lab.program.weightIndex].find(([, index]) => index === place)?.[0] ?? 'no parameter';
      if (quantization !== undefined) {
        expect(storage).toContain(`${id}=${storedFormat(spec)}`);
        const element = size >> 1;
        for (let bit = 0; bit < width; bit++) {
          const damaged = weightData.slice();
          const byte = at + element * bytes + (bit >> 3);
          damaged[byte] = (damaged[byte] as number) ^ (1 << (bit & 7));
          const { corruption } = await play(storage, [`${id}[#${element}]:flip(${bit})`]);
          const { faulty } = await lab.tensor(id, corruption);
          expect(new Uint32Array(faulty.buffer)).toEqual(decodedByTfjs(specs, damaged)[place]);
        }
      }
      at += size * bytes;
    }
    lab.dispose();
  });
});

it('a card without a plan means float32, however short the words in its files are', async () => {
  const { model, lab } = await opened('layers-float16');
  const card = parseCard(new Uint8Array(readFileSync('public/models/efficientnet-lite0/card.json')));
  expect(card.storage).toBeUndefined();
  expect(importedStorage({ ...model, card }, lab.program)).toEqual([]);
  lab.dispose();
});
