/**
 * The storage plan that a model brings: that of its card, else what its files say of their tensors: the quantizers of its
 * QKeras layers and the codes of quantized weights (DESIGN 3.2). Entries as a scene has them.
 */
import type { ModelGraph } from '../graph/modelGraph.ts';
import { encodeNamePart } from '../graph/nodeName.ts';
import type { LayerStorage } from '../io/qkeras/plainModel.ts';
import { LabError } from '../labError.ts';
import type { OpenedFiles } from './openModel.ts';

/** Throws LabError `bad-model` for a quantizer of a tensor that the layer does not have. */
export function importedStorage(
  { card, layerStorage }: Pick<OpenedFiles, 'card' | 'layerStorage'>,
  graph: ModelGraph,
): readonly string[] {
  return card?.storage ?? layerEntries(layerStorage, graph);
}

/** A layer that leads to no output has no node, and nothing to store. */
function layerEntries(layerStorage: readonly LayerStorage[], graph: ModelGraph): string[] {
  const callsOf = new Map<string, string[]>();
  for (const { id } of graph.nodes) {
    const layer = id.replace(/~\d+(?=\/|$)/g, '');
    callsOf.set(layer, [...(callsOf.get(layer) ?? []), id]);
  }
  return layerStorage.flatMap(({ path, tensor, format }) => {
    const calls = callsOf.get(path.map(encodeNamePart).join('/')) ?? [];
    if (calls.length === 0) return [];
    if (tensor === 'output') return calls.map((id) => `${id}/output=${format}`);
    const parameter = calls.map((id) => `${id.replace(/~\d+(?=\/|$)/g, '')}/${tensor}`)[0] as string;
    if (graph.parameters[parameter] === undefined)
      throw new LabError(
        'bad-model',
        `Layer "${path.join('/')}" quantizes its ${tensor} (${format}), but the layer as built has no such tensor.`,
        { layer: path.join('/'), tensor, format },
      );
    return [`${parameter}=${format}`];
  });
}
