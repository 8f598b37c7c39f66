/**
 * Weights of a Keras 3 archive (`model.weights.h5`): `layers/<class name in snake case>[_k]/vars/<i>`, where k counts
 * layers of one class in the order of the model; newer files also carry the layer's name as attribute of `vars`.
 * A layer's inner parts follow their own weights (keras/src/saving/saving_lib.py).
 */
import { LabError } from '../../labError.ts';
import { find, groupAt, type Hdf5Group, type NumberArray, numbersAt, textAttribute } from './hdf5.ts';
import type { LayerEntry } from './layerTree.ts';
import type { LayerWeights } from './layerWeights.ts';

/** Parts whose weights do not follow the alphabet. */
const PART_ORDER = [
  'cell',
  'forward_layer',
  'backward_layer',
  'query_dense',
  'key_dense',
  'value_dense',
  'output_dense',
];

/** A damaged link may make a group part of itself. */
const DEEPEST = 32;

export function readArchiveWeights(
  file: Hdf5Group,
  layers: readonly LayerEntry[],
  fileName: string,
): readonly LayerWeights[] {
  const container = ['layers', '_layer_checkpoint_dependencies'].find((name) => file.keys.includes(name));
  if (container === undefined) return [];
  return ofContainer(groupAt(file, container, fileName), layers, [], fileName);
}

function ofContainer(
  group: Hdf5Group,
  layers: readonly LayerEntry[],
  scope: readonly string[],
  fileName: string,
): readonly LayerWeights[] {
  const byName = new Map<string, string>();
  for (const key of group.keys) {
    const name = nameOf(groupAt(group, key, fileName), fileName);
    if (name !== null) byName.set(name, key);
  }
  const counts = new Map<string, number>();
  const used = new Set<string>();
  const found = layers.flatMap((layer) => {
    const snake = snakeCase(layer.className);
    const count = counts.get(snake) ?? 0;
    counts.set(snake, count + 1);
    const key = byName.get(layer.name) ?? (count === 0 ? snake : `${snake}_${count}`);
    if (!group.keys.includes(key)) return [];
    used.add(key);
    const own = groupAt(group, key, fileName);
    const path = [...scope, layer.name];
    if (layer.layers !== null) {
      const inside = ['layers', '_layer_checkpoint_dependencies'].find((name) => own.keys.includes(name));
      return inside === undefined
        ? []
        : ofContainer(groupAt(own, inside, fileName), layer.layers, path, fileName);
    }
    const arrays = arraysOf(own, fileName);
    return arrays.length === 0 ? [] : [{ path, arrays }];
  });
  const left = group.keys.find(
    (key) => !used.has(key) && arraysOf(groupAt(group, key, fileName), fileName).length > 0,
  );
  if (left !== undefined)
    throw new LabError(
      'bad-file',
      `${fileName}: the weights under "layers/${left}" belong to no layer of the model's configuration.`,
      { fileName, group: left },
    );
  return found;
}

/** All arrays of a layer: its own by number, then those of its parts. */
function arraysOf(group: Hdf5Group, fileName: string, depth = 0): readonly NumberArray[] {
  if (depth > DEEPEST)
    throw new LabError(
      'bad-file',
      `${fileName}: groups lie in each other more than ${DEEPEST} deep; a link may lead back to where it stands. The file is damaged.`,
      { fileName },
    );
  const own = find(group, 'vars', fileName) === null ? null : groupAt(group, 'vars', fileName);
  const numbered = [...(own?.keys ?? [])].sort((a, b) => Number(a) - Number(b));
  const arrays = numbered.map((key) => numbersAt(group, `vars/${key}`, fileName));
  const rank = (key: string): number =>
    (PART_ORDER.indexOf(key) + PART_ORDER.length + 1) % (PART_ORDER.length + 1);
  const parts = group.keys
    .filter((key) => key !== 'vars' && isGroup(group, key, fileName))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return [...arrays, ...parts.flatMap((key) => arraysOf(groupAt(group, key, fileName), fileName, depth + 1))];
}

function isGroup(group: Hdf5Group, key: string, fileName: string): boolean {
  const found = find(group, key, fileName);
  return found !== null && 'keys' in found && !('dtype' in found);
}

function nameOf(group: Hdf5Group, fileName: string): string | null {
  return find(group, 'vars', fileName) === null
    ? null
    : textAttribute(groupAt(group, 'vars', fileName), 'name', fileName);
}

/** `Conv2DTranspose` -> `conv2d_transpose`, as Keras does it. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
