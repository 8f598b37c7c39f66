/**
 * Weights of a Keras `.h5` file: one group per layer, `weight_names` in the order of the layer's weights, arrays under
 * group and name (keras/src/legacy/saving/legacy_h5_format.py). The weights of a nested model lie in one group; the
 * names in their paths tell them apart.
 */
import { LabError } from '../../labError.ts';
import { groupAt, type Hdf5Group, listAttribute, numbersAt } from './hdf5.ts';
import type { LayerEntry } from './layerTree.ts';
import type { LayerWeights } from './layerWeights.ts';

export function readLegacyWeights(
  file: Hdf5Group,
  layers: readonly LayerEntry[],
  fileName: string,
): readonly LayerWeights[] {
  const root = file.keys.includes('model_weights') ? groupAt(file, 'model_weights', fileName) : file;
  const groups = new Map<string, Hdf5Group>();
  for (const name of listAttribute(root, 'layer_names', fileName) ?? [])
    groups.set(name, groupAt(root, name, fileName));
  const unknown = [...groups].find(
    ([name, group]) =>
      !layers.some((layer) => layer.name === name) &&
      (listAttribute(group, 'weight_names', fileName) ?? []).length > 0,
  );
  if (unknown !== undefined)
    throw new LabError(
      'bad-file',
      `${fileName}: there are weights for a layer "${unknown[0]}" that the model's configuration does not have.`,
      { fileName, layer: unknown[0] },
    );
  return layers.flatMap((layer) => {
    const group = groups.get(layer.name);
    if (group === undefined) return [];
    const names = listAttribute(group, 'weight_names', fileName) ?? [];
    return spread(layer, [], names, (name) => numbersAt(group, name, fileName));
  });
}

function spread(
  layer: LayerEntry,
  scope: readonly string[],
  names: readonly string[],
  read: (name: string) => LayerWeights['arrays'][number],
): readonly LayerWeights[] {
  const path = [...scope, layer.name];
  if (layer.layers === null) return names.length === 0 ? [] : [{ path, arrays: names.map(read) }];
  return layer.layers.flatMap((inner) => {
    const own = names.filter((name) => owner(name, layer.layers ?? []) === inner);
    return spread(inner, path, own, read);
  });
}

/** The layer whose name stands in the path of a weight; an outer name may stand before it. */
function owner(weight: string, layers: readonly LayerEntry[]): LayerEntry | undefined {
  const parts = weight.split('/').slice(0, -1);
  return (
    layers.find(({ name }) => parts.includes(name)) ??
    layers.find(({ layers: inner }) => inner !== null && owner(weight, inner) !== undefined)
  );
}
