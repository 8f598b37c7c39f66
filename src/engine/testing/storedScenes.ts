/** LeNet-5 on one digit under a storage plan, for tests: scenes as the page and the command line play them. */
import type { Device } from '../runtime/device.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { Calibration } from '../scene/calibration.ts';
import { galleryBatch } from '../scene/galleryBatch.ts';
import { type PlayedScene, playScene } from '../scene/playScene.ts';
import { prepareScene } from '../scene/prepareScene.ts';
import { StorageSettler } from '../scene/settleStorage.ts';
import { type TensorWords, tensorWords } from '../scene/tensorWords.ts';
import { openLenet } from './subjects.ts';

export interface StoredScenes {
  readonly lab: Laboratory;
  play(storage: readonly string[], ...faults: readonly string[]): Promise<PlayedScene>;
  /** Golden and faulty float32 words of one tensor. */
  words(
    tensor: string,
    storage: readonly string[],
    ...faults: readonly string[]
  ): Promise<{ readonly golden: Float32Array; readonly faulty: Float32Array }>;
  /** Golden and faulty words in the tensor's own format. */
  codes(
    tensor: string,
    storage: readonly string[],
    ...faults: readonly string[]
  ): Promise<TensorWords | null>;
}

export async function storedScenes(device: Device): Promise<StoredScenes> {
  const opened = await openLenet();
  const gallery = opened.gallery as NonNullable<typeof opened.gallery>;
  const lab = new Laboratory(await loadProgram(opened.files), device);
  const { graph } = lab.program;
  lab.setInputs([galleryBatch(gallery, 7, 1)]);
  const calibration = new Calibration(lab.program, device, {
    count: 20,
    batch: (first, count) => [galleryBatch(gallery, first, count)],
  });
  const settler = new StorageSettler(graph, calibration);
  return {
    lab,
    async play(storage, ...faults) {
      const prepared = await prepareScene({ storage, faults }, graph, settler);
      return playScene(lab, prepared, { labels: opened.card?.labels ?? null, pictures: false });
    },
    async words(tensor, storage, ...faults) {
      const { corruption } = await prepareScene({ storage, faults }, graph, settler);
      const { golden, faulty } = await lab.tensor(tensor, corruption);
      return { golden: new Float32Array(golden.buffer), faulty: new Float32Array(faulty.buffer) };
    },
    async codes(tensor, storage, ...faults) {
      const { corruption } = await prepareScene({ storage, faults }, graph, settler);
      return tensorWords(tensor, await lab.tensor(tensor, corruption), corruption, graph);
    },
  };
}
