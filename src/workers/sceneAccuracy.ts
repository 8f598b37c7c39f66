/**
 * A scene's accuracy over many pictures, step by step: each step is a job of its own, so that what is asked in between
 * gets its turn, and a cancelled sweep ends at its next step.
 */
import { parseFaults } from '#engine/faults/parse.ts';
import { printFaults } from '#engine/faults/print.ts';
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import { forEveryPicture } from '#engine/scene/everyPicture.ts';
import type { GalleryAccuracy } from '#engine/scene/galleryAccuracy.ts';
import { prepareFaults } from '#engine/scene/prepareFaults.ts';
import { type SceneTexts, settleScene } from '#engine/scene/prepareScene.ts';
import type { Jobs } from './jobs.ts';
import type { Pictures } from './pictures.ts';

interface Place {
  readonly lab: Laboratory;
  readonly pictures: Pictures;
  readonly jobs: Jobs;
  readonly jobId: number;
}

export async function sceneAccuracy(
  scene: SceneTexts,
  { lab, pictures, jobs, jobId }: Place,
  onProgress: (accuracy: GalleryAccuracy) => void,
): Promise<GalleryAccuracy> {
  const { graph } = lab.program;
  const sweep = await jobs.run(jobId, () => pictures.sweep());
  const storage = await jobs.run(jobId, (checkpoint) =>
    settleScene(scene, graph, pictures.settler(), checkpoint),
  );
  const faults = scene.faults.map((text) => printFaults(parseFaults(text).map(forEveryPicture)));
  const corruptionFor = (batchSize: number) => prepareFaults(faults, graph, batchSize, storage).corruption;
  let so = sweep.nothingYet();
  for (let k = 0; k < sweep.steps; k++) {
    so = await jobs.run(jobId, (checkpoint) => sweep.step(so, k, corruptionFor, checkpoint));
    onProgress(so);
  }
  return so;
}
