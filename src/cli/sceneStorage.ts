/**
 * `--store ENTRY`: in which format tensors are stored, golden and faulty alike (DESIGN 3.2). Without it the model is
 * stored as its card says; with it the entries given are the whole plan.
 */
import type { ModelCard } from '#engine/io/modelCard.ts';
import type { Laboratory } from '#engine/runtime/laboratory.ts';
import { Calibration } from '#engine/scene/calibration.ts';
import { galleryBatch } from '#engine/scene/galleryBatch.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import type { PreparedFaults } from '#engine/scene/prepareFaults.ts';
import { prepareScene } from '#engine/scene/prepareScene.ts';
import { StorageSettler } from '#engine/scene/settleStorage.ts';
import type { Arguments } from './arguments.ts';
import type { OptionRule } from './command.ts';

export const STORE_OPTION: OptionRule = {
  value: 'T=FORMAT',
  repeats: true,
  description:
    "Store a tensor so, golden and faulty alike: 'conv2d/kernel=quantized_bits(6,0,alpha=1)'; T may be weights or activations. Default: the model card's plan.",
};

export function givenStorage(given: Arguments, card: ModelCard | null): readonly string[] {
  const entries = given.all('store');
  return entries.length > 0 ? entries : (card?.storage ?? []);
}

/**
 * The scene as it runs. Ranges that a format leaves open are fitted to the gallery, as on the page; without a gallery to
 * the inputs, which are on the bench. Throws LabError.
 */
export function prepareStored(
  scene: { readonly storage: readonly string[]; readonly faults: readonly string[] },
  lab: Laboratory,
  { gallery }: OpenedFiles,
): Promise<PreparedFaults> {
  const { program, device } = lab;
  const pictures =
    gallery === null
      ? { count: 1, batch: () => lab.inputs }
      : {
          count: gallery.count,
          batch: (first: number, count: number) => [galleryBatch(gallery, first, count)],
        };
  const settler = new StorageSettler(program.graph, new Calibration(program, device, pictures));
  return prepareScene(scene, program.graph, settler);
}
