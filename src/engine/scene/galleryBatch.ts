/** Items of a gallery as the inputs of a model, with a batch axis. */
import type { ModelGraph } from '../graph/modelGraph.ts';
import { type Gallery, galleryItem } from '../io/modelCard.ts';
import type { InputTensor } from '../runtime/played.ts';
import { zeroInputs } from './modelInputs.ts';

/** The first input. */
export function galleryBatch(gallery: Gallery, first: number, count: number): InputTensor {
  return batch(gallery.shape, first, count, (index) => galleryItem(gallery, index));
}

/** Every input; those that the gallery has nothing for get zeros. */
export function galleryInputs(
  gallery: Gallery,
  graph: ModelGraph,
  first: number,
  count: number,
): readonly InputTensor[] {
  const further = gallery.further ?? [];
  return [
    galleryBatch(gallery, first, count),
    ...zeroInputs(graph, count)
      .slice(1)
      .map((zeros, k) => {
        const { shape, item } = further[k] ?? {};
        return shape === undefined || item === undefined ? zeros : batch(shape, first, count, item);
      }),
  ];
}

function batch(
  shape: readonly number[],
  first: number,
  count: number,
  item: (index: number) => Float32Array,
): InputTensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = new Float32Array(count * size);
  for (let k = 0; k < count; k++) values.set(item(first + k), k * size);
  return { shape: [count, ...shape], values };
}
