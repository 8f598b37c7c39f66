/** Pictures of a gallery as one input with a batch axis. */
import { type Gallery, galleryItem } from '../io/modelCard.ts';
import type { InputTensor } from '../runtime/played.ts';

export function galleryBatch(gallery: Gallery, first: number, count: number): InputTensor {
  const size = gallery.shape.reduce((product, length) => product * length, 1);
  const values = new Float32Array(count * size);
  for (let k = 0; k < count; k++) values.set(galleryItem(gallery, first + k), k * size);
  return { shape: [count, ...gallery.shape], values };
}
