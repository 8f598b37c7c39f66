/**
 * Keras 3 writes into a functional model the ops by which Embedding(mask_zero) and Masking make their masks (NotEqual,
 * and Any behind it). The lab works masks out from the layers themselves, so these ops are left out; the same ops with
 * other numbers, or whose results are read as data, stay and are refused as unknown layers.
 */
import { recordOf } from './layerTree.ts';

type Json = Readonly<Record<string, unknown>>;

export function withoutMaskOps(layers: readonly unknown[], outputs: unknown): readonly Json[] {
  const all = layers.map(recordOf);
  const masked = new Set<unknown>(
    all.flatMap((layer) => {
      const config = recordOf(layer['config']);
      if (layer['class_name'] === 'Masking') return [config['mask_value'] ?? 0];
      return layer['class_name'] === 'Embedding' && config['mask_zero'] === true ? [0] : [];
    }),
  );
  if (masked.size === 0) return all;
  const compares = (layer: Json): boolean =>
    layer['class_name'] === 'NotEqual' &&
    argumentsOf(layer).every((each) => typeof each !== 'number' || masked.has(each));
  let kept = all;
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    const read = new Set([...namesIn(outputs), ...kept.flatMap((layer) => readAsData(layer))]);
    kept = kept.filter(
      (layer) => !((compares(layer) || layer['class_name'] === 'Any') && !read.has(nameOf(layer))),
    );
  }
  return kept;
}

const nameOf = (layer: Json): string => String(layer['name'] ?? recordOf(layer['config'])['name'] ?? '');

const nodesOf = (layer: Json): Json[] =>
  Array.isArray(layer['inbound_nodes']) ? layer['inbound_nodes'].map(recordOf) : [];

const argumentsOf = (layer: Json): unknown[] =>
  nodesOf(layer).flatMap(({ args }) => (Array.isArray(args) ? args : []));

/** Layers whose tensors a layer is called with, its mask aside. */
const readAsData = (layer: Json): string[] =>
  nodesOf(layer).flatMap(({ args, kwargs }) => {
    const { mask: _, ...others } = recordOf(kwargs);
    return [...namesIn(args), ...namesIn(others)];
  });

/** Names in the histories of tensors, and in lists [name, call, output]. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value))
    return typeof value[0] === 'string' && typeof value[1] === 'number' ? [value[0]] : value.flatMap(namesIn);
  const record = recordOf(value);
  return 'keras_history' in record
    ? namesIn(record['keras_history'])
    : Object.values(record).flatMap(namesIn);
}
