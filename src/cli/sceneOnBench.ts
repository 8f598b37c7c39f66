/** A scene with its storage plan on a command's bench. Apart from the options, so that help starts without TensorFlow.js. */
import type { Corruption } from '#engine/runtime/corruption.ts';
import { Calibration } from '#engine/scene/calibration.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import { galleryInputs } from '#engine/scene/galleryBatch.ts';
import { GallerySweep } from '#engine/scene/gallerySweep.ts';
import { labelledPictures } from '#engine/scene/heldOut.ts';
import type { PreparedFaults } from '#engine/scene/prepareFaults.ts';
import { prepareScene, type SceneTexts } from '#engine/scene/prepareScene.ts';
import { StorageSettler } from '#engine/scene/settleStorage.ts';
import type { Bench } from './bench.ts';

/** The scene bound to the bench; its inputs must be on it already. Ranges are fitted to the gallery, if there is one. */
export function prepareOnBench(texts: SceneTexts, { opened, lab }: Bench): Promise<PreparedFaults> {
  const { gallery } = opened;
  const { program, device } = lab;
  const calibration = new Calibration(
    program,
    device,
    gallery === null
      ? { count: 1, batch: () => lab.inputs }
      : {
          count: gallery.count,
          batch: (first, count) => galleryInputs(gallery, program.graph, first, count),
        },
  );
  return prepareScene(texts, program.graph, new StorageSettler(program.graph, calibration));
}

/** `corruptionFor` binds the scene to so many pictures. Throws LabError `unsupported` without labelled pictures. */
export async function accuracyOf(
  { lab, opened }: Bench,
  corruptionFor: (batchSize: number) => Corruption,
): Promise<GalleryAccuracy> {
  const { images, pictures } = await labelledPictures(opened);
  const sweep = new GallerySweep(lab.program, lab.device, pictures, images);
  let so = sweep.nothingYet();
  for (let k = 0; k < sweep.steps; k++) so = await sweep.step(so, k, corruptionFor);
  sweep.rest();
  return so;
}
