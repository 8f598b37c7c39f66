/** Picture files as items of a model's input, one after the other. One that cannot be read is left out, and named. */
import { pictureAxes } from '../io/datasets/arrange.ts';
import type { PictureFile } from '../io/datasets/dataset.ts';
import type { Preparation } from '../io/datasets/preparation.ts';
import { preparePicture } from '../io/datasets/preparePicture.ts';
import { LabError } from '../labError.ts';
import type { Checkpoint } from '../runtime/run.ts';
import type { InputTarget } from './inputTargets.ts';
import { type ItemPlace, within } from './itemLimits.ts';
import { levelItems, pictureSize } from './levelItems.ts';
import type { Items } from './numberItems.ts';

/** Throws LabError `bad-input`, or `bad-file` where no picture can be read. */
export async function pictureItems(
  pictures: readonly PictureFile[],
  target: InputTarget,
  preparation: Preparation,
  { scale, limits }: ItemPlace,
  checkpoint: Checkpoint,
): Promise<Items> {
  if (pictureAxes(target.shape) === null)
    throw new LabError(
      'bad-input',
      `These are pictures, but input ${target.name} takes [${target.shape.map((size) => size ?? '?')}]; wanted [height,width,1 or 3]. Give numbers as .npy, .npz or .csv.`,
    );
  // The decoders are large, and only those who bring pictures need them.
  const { readPicture } = await import('../io/datasets/pictureFile.ts');
  const levels: Uint8Array[] = [];
  const kept: number[] = [];
  const broken: unknown[] = [];
  let size: ReturnType<typeof pictureSize> | null = null;
  let limit = Number.POSITIVE_INFINITY;
  let notes: readonly string[] = [];
  for (const [k, { path, bytes }] of pictures.entries()) {
    if (levels.length >= limit) break;
    await checkpoint();
    try {
      const picture = readPicture(bytes, path);
      if (size === null) {
        size = pictureSize(target, picture);
        const fits = within(pictures.length, size.height * size.width * size.channels, limits);
        limit = fits.kept.length;
        notes = fits.notes;
      }
      levels.push(preparePicture(picture, size, preparation));
      kept.push(k);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      broken.push(error);
    }
  }
  if (size === null) throw broken[0] ?? new LabError('bad-input', 'There is no picture.');
  const left =
    broken.length === 0
      ? []
      : [`${broken.length} of ${pictures.length} pictures are left out. ${(broken[0] as LabError).message}`];
  return levelItems(levels, kept, target, size, preparation, scale, [...notes, ...left]);
}
