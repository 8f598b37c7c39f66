/** A bundled model with its first pictures, as the engine runs it and as TensorFlow.js alone does. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { io, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { argmax } from '#engine/campaign/outcome.ts';
import { planOf } from '#engine/campaign/plan/readPlan.ts';
import { Campaign } from '#engine/campaign/run/campaign.ts';
import { startBackend } from '#engine/runtime/backend.ts';
import { loadProgram } from '#engine/runtime/loadProgram.ts';
import { galleryBatch } from '#engine/scene/galleryBatch.ts';
import { openModel } from '#engine/scene/openModel.ts';

const wasmFolder = `${path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

/** Answers of all images with one weight flipped. */
export type Naive = (id: string, element: number, bit: number) => Promise<number[]>;

export interface Subject {
  readonly name: string;
  readonly images: number;
  /** `plan` as a document, without model and inputs. */
  campaign(plan: Readonly<Record<string, unknown>>, images?: number): Promise<Campaign>;
  readonly naive: Naive;
}

export async function openSubject(name: string, wanted: number): Promise<Subject> {
  const device = await startBackend('wasm', wasmFolder);
  const opened = await openModel(
    async (file) => new Uint8Array(readFileSync(`public/models/${name}/${file}`)),
  );
  const { gallery, files } = opened;
  if (gallery === null) throw new Error(`${name} has no gallery`);
  const program = await loadProgram(files);
  const images = Math.min(wanted, gallery.count);
  const { topology, weightSpecs, weightData } = files;
  const model = await loadLayersModel(
    io.fromMemory({
      modelTopology: JSON.parse(JSON.stringify(topology)) as object,
      weightSpecs: weightSpecs as unknown as io.WeightsManifestEntry[],
      weightData: weightData.slice().buffer,
    }),
  );
  const batch = galleryBatch(gallery, 0, images);
  const feed = tensor(batch.values.slice(), [...batch.shape]);
  const variables = new Map(
    model.layers.flatMap((layer) =>
      layer.weights.map((weight) => [
        `${layer.name}/${weight.originalName.split('/').at(-1)}`,
        weight.read() as Variable,
      ]),
    ),
  );
  return {
    name,
    images,
    campaign: (plan, some = images) =>
      Campaign.open(planOf({ unit: 'fault', seed: 11, ...plan }), {
        program,
        device,
        inputs: { tensors: [galleryBatch(gallery, 0, some)], labels: gallery.labels.slice(0, some) },
        storage: new Map(),
        prepare: () => {
          throw new Error('no lists here');
        },
        budgetBytes: 2 ** 28,
      }),
    async naive(id, element, bit) {
      const variable = variables.get(kerasName(id));
      if (variable === undefined) throw new Error(`TensorFlow.js has no ${kerasName(id)}`);
      const words = new Uint32Array(((await variable.data()) as Float32Array).slice().buffer);
      words[element] = (words[element] as number) ^ (1 << bit);
      const keep = variable.clone();
      const faulty = tensor(new Float32Array(words.buffer), variable.shape);
      variable.assign(faulty);
      const y = model.predict(feed) as Tensor;
      const scores = (await y.data()) as Float32Array;
      variable.assign(keep);
      for (const t of [keep, faulty, y]) t.dispose();
      const classes = scores.length / images;
      return Array.from({ length: images }, (_, image) =>
        argmax(scores.subarray(image * classes, (image + 1) * classes)),
      );
    },
  };
}

const kerasName = (id: string): string =>
  id.replace(/\/mean$/, '/moving_mean').replace(/\/variance$/, '/moving_variance');

/** Of this process's processors, so that neighbours on the machine do not count. */
export async function cpuSeconds(run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
