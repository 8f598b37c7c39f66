/** The input of a scene as the tensor that the model takes. */
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { LabError } from '#engine/labError.ts';
import type { InputTensor } from '#engine/runtime/played.ts';
import { galleryInputs } from '#engine/scene/galleryBatch.ts';
import { inputShape, zeroInputs } from '#engine/scene/modelInputs.ts';
import type { OpenedFiles } from '#engine/scene/openModel.ts';
import type { SceneInput } from './labApi.ts';

/** One image for every input, batch axis included. Throws LabError `bad-input`. */
export function sceneInputs(
  opened: OpenedFiles,
  graph: ModelGraph,
  input: SceneInput,
): readonly InputTensor[] {
  if (input.kind === 'pixels')
    return [oneImage(graph, inkValues(opened, input.values)), ...zeroInputs(graph).slice(1)];
  if (opened.gallery === null)
    throw new LabError('bad-input', 'This model has no gallery; draw a picture or open a file.');
  return galleryInputs(opened.gallery, graph, input.index, 1);
}

/** Inks 0..1 in the range that the model's pictures have. */
function inkValues({ card }: OpenedFiles, inks: Float32Array): Float32Array {
  const [low, high] = card?.inputRange ?? [0, 1];
  return low === 0 && high === 1 ? inks : inks.map((ink) => low + ink * (high - low));
}

/** One image of the model's first input. */
function oneImage(graph: ModelGraph, values: Float32Array): InputTensor {
  const shape = inputShape(graph);
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (values.length !== wanted) {
    throw new LabError(
      'bad-input',
      `The picture has ${values.length} values, the model's input [${shape}] takes ${wanted}.`,
      { got: values.length, wanted },
    );
  }
  return { shape: [1, ...shape], values };
}

export function sameInput(a: SceneInput | null, b: SceneInput): boolean {
  if (a === null || a.kind !== b.kind) return false;
  if (a.kind === 'gallery') return b.kind === 'gallery' && a.index === b.index;
  return (
    b.kind === 'pixels' &&
    a.values.length === b.values.length &&
    a.values.every((value, i) => value === b.values[i])
  );
}
