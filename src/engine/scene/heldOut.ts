/** The labelled pictures that training never saw, where a model's card names them. */
import { type Gallery, readGallery } from '../io/modelCard.ts';
import { LabError } from '../labError.ts';
import type { OpenedFiles } from './openModel.ts';

export interface LabelledPictures {
  readonly images: 'gallery' | 'held-out';
  readonly pictures: Gallery;
}

/** The held-out pictures, else the gallery. Throws LabError `unsupported` for a model with neither. */
export async function labelledPictures(opened: OpenedFiles): Promise<LabelledPictures> {
  const path = opened.card?.['heldOut'];
  if (typeof path === 'string') {
    const need = async (file: string): Promise<Uint8Array> => {
      const bytes = await opened.readFile(file);
      if (bytes === null) throw new LabError('bad-file', `${file} is missing.`, { path: file });
      return bytes;
    };
    return { images: 'held-out', pictures: await readGallery(path, need) };
  }
  const { gallery } = opened;
  if (gallery !== null && gallery.labels.length > 0) return { images: 'gallery', pictures: gallery };
  throw new LabError('unsupported', 'This model has no labelled pictures to count right answers over.');
}
