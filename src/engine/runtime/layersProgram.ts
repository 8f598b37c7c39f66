/**
 * Program of a tf.js LayersModel. A layer with an activation of its own runs as two steps, `pre` and the activation,
 * by swapping a linear activation in for the call: bit-exact on cpu and wasm (0 of 12 layer kinds differ). Faulty
 * parameters are swapped in by `Variable.assign` (banks, which are wider, in place of the variable) and out again, never `setWeights`, which re-applies constraints.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { getBackend, tensor, tidy } from '@tensorflow/tfjs-core';
import { type LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { Layer } from '../graph/layerCalls.ts';
import { type BoundCall, graphFromLayers, type LayersGraph } from '../graph/layersGraph.ts';
import type { ParameterId, ValueId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import type { Program, Step } from './program.ts';
import { installZeroInitializer } from './zeroInitializer.ts';

installZeroInitializer();

/** Reads every parameter once (a copy becomes the golden tensor) and binds the model's calls. The model is owned by the program. `weightPlaces`: see Program. */
export async function layersProgram(
  model: LayersModel,
  weightPlaces: ReadonlyMap<Variable, number> = new Map(),
): Promise<Program> {
  const bound = graphFromLayers(model);
  const parameters = new Map<ParameterId, Tensor>();
  const variables: Variable[] = [];
  const weightIndex = new Map<ParameterId, number>();
  for (const id of bound.variables.keys()) {
    const variable = variableOf(bound, id);
    variables.push(variable);
    const place = weightPlaces.get(variable);
    if (place !== undefined) weightIndex.set(id, place);
    // A fresh array: on cpu the data of a tensor is the tensor.
    const golden = tensor((await variable.data()).slice(), variable.shape, variable.dtype);
    parameters.set(id, golden);
    variable.assign(golden);
  }
  const masked = maskedValues(bound.calls);
  const refused =
    getBackend() === 'webgpu' ? bound.calls.find((call) => isMaskedRecurrence(call, masked)) : null;
  if (refused) {
    for (const golden of parameters.values()) golden.dispose();
    model.dispose();
    throw new LabError(
      'unsupported',
      `Layer "${refused.node.id}" takes a mask, which TensorFlow.js gets wrong in recurrent layers on WebGPU. Choose the wasm back end (?backend=wasm, --backend wasm).`,
      { node: refused.node.id },
    );
  }
  return {
    graph: bound.graph,
    steps: bound.calls
      .filter(({ node }) => node.op !== 'InputLayer')
      .flatMap((call) => stepsOf(call, bound, parameters, masked)),
    parameters,
    weightIndex,
    dispose() {
      model.dispose();
      // tf.js counts references and keeps the variables of layers that were called more than once.
      for (const variable of variables) if (!variable.isDisposed) variable.dispose();
      for (const golden of parameters.values()) golden.dispose();
    },
  };
}

function variableOf(bound: LayersGraph, id: ParameterId): Variable {
  const place = bound.variables.get(id);
  const variable = place?.layer.weights[place.index];
  if (variable === undefined)
    throw new LabError('unknown-site', `There is no parameter ${id} in this model.`, { id });
  return variable.read() as Variable;
}

const maskId = (value: ValueId): ValueId => `${value}~mask`;

/** Values that may carry a mask: Embedding(maskZero) and Masking make one, layers that support masking pass it on. */
function maskedValues(calls: readonly BoundCall[]): ReadonlySet<ValueId> {
  const masked = new Set<ValueId>();
  for (const { layer, node } of calls) {
    const makes =
      node.op === 'Masking' || (node.op === 'Embedding' && layer.getConfig()['maskZero'] === true);
    if (makes || (layer.supportsMasking && node.inputs.some((id) => masked.has(id)))) {
      for (const id of node.outputs) masked.add(id);
    }
  }
  return masked;
}

/** The shader that turns the mask does not compile there (transpose_webgpu.ts of TensorFlow.js 4.22). */
const isMaskedRecurrence = ({ node }: BoundCall, masked: ReadonlySet<ValueId>): boolean =>
  node.category === 'recurrent' && node.inputs.some((id) => masked.has(id));

type Call = (inputs: Tensor[], kwargs: Record<string, unknown>) => Tensor | Tensor[];

function stepsOf(
  call: BoundCall,
  bound: LayersGraph,
  golden: ReadonlyMap<ParameterId, Tensor>,
  masked: ReadonlySet<ValueId>,
): Step[] {
  const { layer, node, parameters } = call;
  const masksIn = node.inputs.map((id) => (masked.has(id) ? maskId(id) : null));
  const reads = masksIn.filter((id) => id !== null);
  const first = node.outputs[0] as ValueId;
  const gives = masked.has(first) ? [maskId(first)] : [];
  const apply: Call = (inputs, kwargs) =>
    layer.apply(inputs.length === 1 ? (inputs[0] as Tensor) : inputs, kwargs) as Tensor | Tensor[];
  const main: Step = {
    node: node.id,
    inputs: [...node.inputs, ...reads],
    outputs: [...(node.pre === null ? node.outputs : [node.pre]), ...gives],
    parameters,
    run(all, replaced) {
      const inputs = all.slice(0, node.inputs.length) as Tensor[];
      let next = node.inputs.length;
      const masks = masksIn.map((id) => (id === null ? null : (all[next++] ?? null)));
      return withReplaced(bound, parameters, replaced, golden, () =>
        withLinear(layer, node.activation, () =>
          owned(inputs, () => {
            if ((layer as Layer & { stateful?: boolean }).stateful) layer.resetStates();
            const mask = masks[0] ?? null;
            const outputs = [apply(inputs, mask === null ? {} : { mask })].flat();
            return gives.length === 0 ? outputs : [...outputs, maskOf(layer, inputs, masks)];
          }),
        ),
      );
    },
  };
  if (node.pre === null) return [main];
  const { activation } = layer as unknown as { activation: { apply(x: Tensor): Tensor } };
  const activate: Step = {
    node: node.id,
    inputs: [node.pre],
    outputs: node.outputs,
    parameters: [],
    run: (inputs) => owned(inputs as Tensor[], () => [activation.apply(inputs[0] as Tensor)]),
  };
  return [main, activate];
}

function maskOf(layer: Layer, inputs: Tensor[], masks: (Tensor | null)[]): Tensor | null {
  const one = inputs.length === 1;
  const mask = layer.computeMask(
    one ? (inputs[0] as Tensor) : inputs,
    (one ? masks[0] : masks) as Tensor | Tensor[],
  );
  return (Array.isArray(mask) ? mask[0] : mask) ?? null;
}

/** Runs in a tidy and makes sure that no output is one of the inputs, so that each can be disposed on its own. */
function owned(inputs: readonly Tensor[], run: () => (Tensor | null)[]): (Tensor | null)[] {
  const outputs: (Tensor | null)[] = [];
  tidy(() => {
    for (const output of run()) {
      const shared = output !== null && (inputs.includes(output) || outputs.includes(output));
      outputs.push(shared ? output.clone() : output);
    }
    return outputs.filter((output) => output !== null);
  });
  return outputs;
}

function withReplaced<T>(
  bound: LayersGraph,
  parameters: readonly ParameterId[],
  replaced: ReadonlyMap<ParameterId, Tensor>,
  golden: ReadonlyMap<ParameterId, Tensor>,
  run: () => T,
): T {
  const swapped = parameters.filter((id) => replaced.has(id));
  const undo = swapped.map((id) => {
    const tensor = replaced.get(id) as Tensor;
    const variable = variableOf(bound, id);
    if (variable.size !== tensor.size) return lend(bound, id, tensor);
    variable.assign(tensor);
    return () => variable.assign(golden.get(id) as Tensor);
  });
  try {
    return run();
  } finally {
    for (const back of undo) back();
  }
}

/** A tensor with another number of channels in place of a variable, for a bank; the layer's checks know only its own. */
function lend(bound: LayersGraph, id: ParameterId, tensor: Tensor): () => void {
  const place = bound.variables.get(id) as NonNullable<ReturnType<LayersGraph['variables']['get']>>;
  const holder = place.layer.weights[place.index] as unknown as { val: Tensor };
  const layer = place.layer as unknown as { inputSpec: unknown };
  const [own, spec] = [holder.val, layer.inputSpec];
  holder.val = tensor;
  layer.inputSpec = null;
  return () => {
    holder.val = own;
    layer.inputSpec = spec;
  };
}

const linear = (layers.activation({ activation: 'linear' }) as unknown as { activation: unknown }).activation;

/** Stands in where tf.js adds the bias on its own: a `linear` there would choose the fused kernel, which rounds otherwise. */
const identity = { getClassName: () => 'bitflip_identity', apply: (x: Tensor) => x };

/** Activations for which tf.js-layers calls a fused kernel. */
const FUSED = new Set(['relu', 'elu']);

function withLinear<T>(layer: Layer, activation: string | null, run: () => T): T {
  if (activation === null) return run();
  const holder = layer as unknown as { activation: unknown };
  const own = holder.activation;
  holder.activation = FUSED.has(activation) ? linear : identity;
  try {
    return run();
  } finally {
    holder.activation = own;
  }
}
