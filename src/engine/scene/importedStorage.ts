/**
 * The storage plan that a model brings: that of its card, else what its files say of their tensors: the quantizers of its
 * QKeras layers and the codes of quantized weights (DESIGN 3.2). Entries as a scene has them.
 */
import type { ModelGraph } from '../graph/modelGraph.ts';
import { encodeNamePart } from '../graph/nodeName.ts';
import type { WeightSpec } from '../io/modelFiles.ts';
import type { LayerStorage } from '../io/qkeras/plainModel.ts';
import { storedFormat } from '../io/storedWeights.ts';
import { LabError } from '../labError.ts';
import type { Program } from '../runtime/program.ts';
import type { OpenedFiles } from './openModel.ts';

/** Throws LabError `bad-model` for a quantizer of a tensor that the layer does not have. */
export function importedStorage(
  { card, layerStorage, files }: Pick<OpenedFiles, 'card' | 'layerStorage' | 'files'>,
  { graph, weightIndex }: Pick<Program, 'graph' | 'weightIndex'>,
): readonly string[] {
  // A card that names no plan means float32: shorter words in its files only save room there.
  if (card) return card.storage ?? [];
  const layers = layerEntries(layerStorage, graph);
  // What a layer quantizes is quantized after it is read.
  const quantized = new Set(layers.map((entry) => entry.slice(0, entry.indexOf('='))));
  const codes = [...weightIndex].flatMap(([id, place]) => {
    const format = storedFormat(files.weightSpecs[place] as WeightSpec);
    const isFloat = graph.parameters[id]?.dtype === 'float32';
    return format === null || !isFloat || quantized.has(id) ? [] : [`${id}=${format}`];
  });
  return [...codes, ...layers];
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
