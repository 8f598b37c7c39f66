/**
 * ModelGraph of a tf.js LayersModel. Every layer with an activation of its own is split into `pre` and `output`
 * (bit-exact on cpu and wasm, see runtime/layersProgram.ts), parameters are named by DESIGN 3.1 and belong to the
 * first call of their layer.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { flattenCalls, type Layer, type LayerCall } from './layerCalls.ts';
import { layerCategory, layerDescription, layerMacs } from './layerFacts.ts';
import type {
  GraphNode,
  GraphParameter,
  GraphValue,
  ModelGraph,
  ParameterId,
  ValueId,
} from './modelGraph.ts';
import { decodeNamePart } from './nodeName.ts';

/** One node to run: which layer, from which values, to which values. */
export interface BoundCall {
  readonly layer: Layer;
  readonly node: GraphNode;
  readonly parameters: readonly ParameterId[];
}

export interface LayersGraph {
  readonly graph: ModelGraph;
  /** In the order of `graph.nodes`. */
  readonly calls: readonly BoundCall[];
  /** Position of each parameter in its layer's `weights`. */
  readonly variables: ReadonlyMap<ParameterId, { readonly layer: Layer; readonly index: number }>;
}

/** Layers whose `activation` is applied last, on a plain tensor, so that it can be split off. */
const SPLIT = /^((Grouped)?Conv[12]D|Conv3D|Conv[123]DTranspose|(Depthwise|Separable)Conv[12]D|Dense)$/;

export function graphFromLayers(model: LayersModel): LayersGraph {
  const flat = flattenCalls(model);
  const values: Record<ValueId, GraphValue> = {};
  const parameters: Record<ParameterId, GraphParameter> = {};
  const variables = new Map<ParameterId, { layer: Layer; index: number }>();
  const owned = new Map<Layer, ParameterId[]>();
  const valueIds = new Map<string, ValueId>();
  const calls = flat.calls.map((call): BoundCall => {
    const { layer } = call;
    const own = owned.get(layer) ?? declareParameters(call, parameters, variables);
    owned.set(layer, own);
    const activation = splitActivation(layer);
    const pre = activation === null ? null : `${call.id}/pre`;
    if (pre !== null) declareValue(values, pre, call, 0);
    const outputs = call.outputs.map((key, i) => {
      const id = `${call.id}/output${i === 0 ? '' : `.${i}`}`;
      valueIds.set(key, id);
      declareValue(values, id, call, i);
      return id;
    });
    const shapes = Object.fromEntries(
      own.map((id) => [parameters[id]?.tensor ?? '', parameters[id]?.shape ?? []]),
    );
    const inputs = call.inputs.map((key) => valueIds.get(key) as ValueId);
    const className = layer.getClassName();
    const node: GraphNode = {
      id: call.id,
      scope: call.scope.map(decodeNamePart),
      name: layer.name,
      op: className,
      category: layerCategory(className),
      description: layerDescription(className, layer.getConfig(), activation),
      activation,
      inputs,
      outputs,
      pre,
      parameters: own,
      macs: layerMacs(className, values[inputs[0] ?? '']?.shape, values[outputs[0] ?? '']?.shape, shapes),
    };
    return { layer, node, parameters: own };
  });
  const graph: ModelGraph = {
    format: 'layers',
    nodes: calls.map((call) => call.node),
    values,
    parameters,
    inputs: flat.inputs.map((key) => valueIds.get(key) as ValueId),
    outputs: flat.outputs.map((key) => valueIds.get(key) as ValueId),
  };
  return { graph, calls, variables };
}

function declareValue(
  values: Record<ValueId, GraphValue>,
  id: ValueId,
  call: LayerCall,
  index: number,
): void {
  const symbol = call.symbols[index];
  values[id] = {
    id,
    node: call.id,
    tensor: id.slice(call.id.length + 1),
    shape: symbol?.shape ?? [],
    dtype: (symbol?.dtype ?? 'float32') as GraphValue['dtype'],
  };
}

/** The activation's name if the layer has one that does something and can be split off. */
export function splitActivation(layer: Layer): string | null {
  if (!SPLIT.test(layer.getClassName())) return null;
  const activation = layer.getConfig()['activation'];
  return typeof activation === 'string' && activation !== 'linear' ? activation : null;
}

const SHORT: Readonly<Record<string, string>> = { moving_mean: 'mean', moving_variance: 'variance' };

function declareParameters(
  call: LayerCall,
  parameters: Record<ParameterId, GraphParameter>,
  variables: Map<ParameterId, { layer: Layer; index: number }>,
): ParameterId[] {
  const node = call.id.replace(/~\d+(?=\/|$)/g, '');
  const taken = new Set<string>();
  return call.layer.weights.map((variable, index) => {
    const path = variable.originalName.split('/');
    const last = path[path.length - 1] as string;
    const plain = SHORT[last] ?? last;
    const tensor = taken.has(plain) ? `${path[path.length - 2] ?? 'other'}_${plain}` : plain;
    taken.add(tensor);
    const id = `${node}/${tensor}`;
    const shape = variable.shape as number[];
    const count = shape.reduce((product, size) => product * size, 1);
    parameters[id] = { id, node, tensor, shape, count, dtype: variable.dtype as GraphParameter['dtype'] };
    variables.set(id, { layer: call.layer, index });
    return id;
  });
}
