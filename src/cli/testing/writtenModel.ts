/** A layers model as files: model.json and one shard in a fresh folder. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Path of the folder. */
export async function writeModel(model: LayersModel): Promise<string> {
  const folder = await freshFolder();
  const handler = io.withSaveHandler(async (artifacts) => {
    const { modelTopology, weightSpecs, weightData } = artifacts;
    const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    await writeFile(join(folder, 'model.json'), JSON.stringify({ modelTopology, weightsManifest: manifest }));
    await writeFile(join(folder, 'weights.bin'), new Uint8Array(weightData as ArrayBuffer));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
  return folder;
}

export const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'bitflip-'));
