/**
 * Gives a built LayersModel its weights. TensorFlow.js's own loader goes by bare names and refuses nested models whose
 * inner layers share them; here every variable looks for `outer/inner#k` (the k-th weight of a layer at its place),
 * then for its name with and without the names of its containers, then without the name of a cell; each array is used
 * once. Missing, surplus and misshapen arrays are all told at once.
 */
import { cast, io, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { isContainer } from '../graph/layerCalls.ts';
import { LabError } from '../labError.ts';
import type { Artifacts } from './loadProgram.ts';

type Layer = LayersModel['layers'][number];

interface Slot {
  readonly variable: Variable;
  /** Names under which its array may stand, best first. */
  readonly names: readonly string[];
}

/** Gives the place in `weightSpecs` of each variable's array. */
export function assignWeights(
  model: LayersModel,
  files: Pick<Artifacts, 'weightSpecs' | 'weightData'>,
): ReadonlyMap<Variable, number> {
  const { buffer, byteOffset, byteLength } = files.weightData;
  // Names may repeat in nested models: each array gets a name of its own.
  const specs = files.weightSpecs.map((spec, i) => ({ ...spec, name: String(i) }));
  const decoded = io.decodeWeights(
    (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength),
    specs as io.WeightsManifestEntry[],
  );
  const waiting = new Map<string, number[]>();
  files.weightSpecs.forEach(({ name }, i) => {
    waiting.set(plain(name), [...(waiting.get(plain(name)) ?? []), i]);
  });
  const places = new Map<Variable, number>();
  try {
    const missing: string[] = [];
    for (const { variable, names } of slotsOf(model.layers, [], new Set())) {
      const name =
        names.find((each) => (waiting.get(each)?.length ?? 0) > 0) ??
        inOrder(names, variable.shape, waiting, files.weightSpecs);
      const index = name === undefined ? undefined : waiting.get(name)?.shift();
      if (name === undefined || index === undefined) missing.push(names[1] ?? '');
      else {
        assign(variable, decoded[String(index)] as Tensor, name);
        places.set(variable, index);
      }
    }
    const surplus = [...waiting].flatMap(([name, left]) => left.map(() => name));
    if (missing.length > 0 || surplus.length > 0) throw mismatch(missing, surplus);
    return places;
  } finally {
    for (const tensor of Object.values(decoded)) tensor.dispose();
  }
}

/**
 * The next array of that layer with the same shape and the same last name, which may have a word before it: Keras 3 puts
 * names of models before and of inner layers and cells between (`bidirectional/forward_lstm/lstm_cell/kernel`), and
 * calls the depthwise kernel a kernel.
 */
function inOrder(
  [place = '', , own = '']: readonly string[],
  shape: readonly number[],
  waiting: ReadonlyMap<string, readonly number[]>,
  specs: Artifacts['weightSpecs'],
): string | undefined {
  const layer = place.replace(/#\d+$/, '').split('/').pop() ?? '';
  const free = [...waiting].flatMap(([name, indices]) =>
    indices.slice(0, 1).map((index) => ({ name, index })),
  );
  const last = lastOf(own);
  const alike = (other: string): boolean =>
    other === last || other.endsWith(`_${last}`) || last.endsWith(`_${other}`);
  return free
    .sort((a, b) => a.index - b.index)
    .find(
      ({ name, index }) =>
        name.split('/').slice(0, -1).includes(layer) &&
        alike(lastOf(name)) &&
        specs[index]?.shape.join(',') === shape.join(','),
    )?.name;
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function slotsOf(layers: readonly Layer[], scope: readonly string[], seen: Set<Layer>): readonly Slot[] {
  return layers.flatMap((layer): readonly Slot[] => {
    if (seen.has(layer)) return [];
    seen.add(layer);
    const path = [...scope, layer.name];
    if (isContainer(layer)) return slotsOf(layer.layers, path, seen);
    return layer.weights.map((weight, k) => {
      const own = weight.originalName;
      const parts = own.split('/');
      const withoutCell = [...parts.slice(0, -2), ...parts.slice(-1)].join('/');
      return {
        variable: weight.read() as Variable,
        names: [
          `${path.join('/')}#${k}`,
          [...scope, own].join('/'),
          own,
          `${path.join('/')}/${k}`,
          withoutCell,
        ],
      };
    });
  });
}

/** `dense/kernel:0` and TensorFlow 2.2's `lstm/lstm_cell/kernel` as TensorFlow.js names them. */
const plain = (name: string): string =>
  name.replace(/:\d+$/, '').replace(/\/(?:simple_rnn|lstm|gru)_cell(?:_\d+)?\//, '/');

function assign(variable: Variable, values: Tensor, name: string): void {
  const [got, wanted] = [values.shape.join(','), variable.shape.join(',')];
  if (got !== wanted)
    throw new LabError(
      'bad-model',
      `The weight ${name} has shape [${got}], its layer wants [${wanted}]. The weights belong to another model.`,
      { name, got: values.shape, wanted: variable.shape },
    );
  tidy(() => variable.assign(values.dtype === variable.dtype ? values : cast(values, variable.dtype)));
}

function mismatch(missing: readonly string[], surplus: readonly string[]): LabError {
  const list = (names: readonly string[]): string =>
    names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  const parts = [
    ...(missing.length > 0 ? [`no weights for ${list(missing)}`] : []),
    ...(surplus.length > 0 ? [`weights that no layer takes: ${list(surplus)}`] : []),
  ];
  return new LabError(
    'bad-model',
    `Weights and layers do not match: ${parts.join('; ')}. The lab does not run a model on initial weights.`,
    { missing, surplus },
  );
}
