/**
 * One step that runs a loop, a branch or an op with a data-dependent result as a whole, in a small model of its own by
 * TensorFlow.js's asynchronous interpreter: it looks at data to know what to run next. Values and stored tensors are
 * fed, as for every step; constants of function bodies are the small model's own.
 */
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { cast, env, getBackend, io, type NamedTensorMap, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { type GraphDefNode, refName } from '../graph/graphDef.ts';
import type { PlannedStep } from '../graph/graphDefPlan.ts';
import type { Region } from '../graph/graphDefRegions.ts';
import type { ParameterId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import { type BoundGraph, faultyConstants } from './graphStep.ts';
import type { Step } from './program.ts';
import { registerTensorLists } from './tensorLists.ts';

export interface BoundRegion {
  readonly step: Step;
  dispose(): void;
}

export async function bindRegion(
  bound: BoundGraph,
  planned: PlannedStep,
  { region, inputs: sources }: NonNullable<PlannedStep['whole']>,
  artifacts: io.ModelArtifacts,
): Promise<BoundRegion> {
  registerTensorLists();
  const model = await loadGraphModel(io.fromMemory(regionArtifacts(region, artifacts)));
  const { weights, plan } = bound;
  const { node, reads, parameters, outputs } = planned;
  const named: NamedTensorMap = {};
  for (const name of planned.constants) named[name] = weights.data.get(name) as Tensor;
  for (const name of planned.attributeConstants) named[name] = weights.attributes.get(name) as Tensor;
  const fetches = region.outputs.map(refName);
  const runAsync = async (
    inputs: readonly (Tensor | null)[],
    replaced: ReadonlyMap<ParameterId, Tensor>,
  ): Promise<Tensor[]> => {
    const own: Tensor[] = [];
    const given: NamedTensorMap = { ...named, ...faultyConstants(plan, parameters, replaced) };
    for (const [i, { feed, value }] of reads.entries()) {
      const x = inputs[i] as Tensor;
      const dtype = bound.inputTypes.get(value) ?? x.dtype;
      const typed = x.dtype === dtype ? x : cast(x, dtype);
      given[feed] = await onHost(typed);
      if (typed !== x && typed !== given[feed]) typed.dispose();
      if (given[feed] !== x) own.push(given[feed] as Tensor);
    }
    const feeds: NamedTensorMap = {};
    for (const [k, feed] of region.feeds.entries()) feeds[feed] = given[sources[k] as string] as Tensor;
    try {
      const results = [await withShapesOnHost(() => model.executeAsync(feeds, fetches))].flat();
      const lent = new Set(Object.values(feeds));
      return results.map((x, k) => (lent.has(x) || results.indexOf(x) < k ? x.clone() : x));
    } finally {
      for (const x of own) x.dispose();
    }
  };
  const step: Step = {
    node,
    inputs: reads.map(({ value }) => value),
    outputs,
    parameters,
    run() {
      throw new LabError('bad-argument', `${node} looks at data as it runs; it cannot be run in one go.`, {
        node,
      });
    },
    runAsync,
  };
  return { step, dispose: () => model.dispose() };
}

function regionArtifacts(
  region: Region,
  { weightSpecs = [], weightData }: io.ModelArtifacts,
): io.ModelArtifacts {
  const inputs = region.feeds.map(
    (name): GraphDefNode => ({ name, op: 'Placeholder', inputs: [], attr: {} }),
  );
  const node = [...inputs, ...region.nodes.flatMap(markedAsynchronous)].map(
    ({ name, op, inputs: reads, attr }) => ({
      name,
      // The same op, and the name of it that is known to be control flow.
      op: op === 'If' ? 'StatelessIf' : op,
      input: reads.map(refName),
      attr: JSON.parse(JSON.stringify(attr)) as object,
    }),
  );
  const library = {
    function: region.functions.map(({ json }) => JSON.parse(JSON.stringify(json)) as object),
  };
  const constants = new Set(
    region.functions.flatMap(({ nodes }) => nodes.filter(({ op }) => op === 'Const').map(({ name }) => name)),
  );
  return {
    modelTopology: { node, library, versions: { producer: 0, minConsumer: 0 } },
    ...weightsNamed(constants, weightSpecs, weightData),
  };
}

/**
 * TensorFlow.js warns at each run of an op that it does not know to be asynchronous; behind a Merge of one input, which
 * changes nothing, it does not.
 */
function markedAsynchronous(node: GraphDefNode): GraphDefNode[] {
  if (!/^(NonMaxSuppressionV4|ListDiff)$/.test(node.op)) return [node];
  const [first, ...others] = node.inputs;
  if (first === undefined) return [node];
  const merge = { name: `${node.name}__merge`, op: 'Merge', inputs: [first], attr: {} };
  return [merge, { ...node, inputs: [{ node: merge.name, index: 0 }, ...others] }];
}

/** Only those weights, one after the other. */
function weightsNamed(
  names: ReadonlySet<string>,
  specs: readonly io.WeightsManifestEntry[],
  data: io.WeightData = new ArrayBuffer(0),
): Required<Pick<io.ModelArtifacts, 'weightSpecs' | 'weightData'>> {
  const all = io.CompositeArrayBuffer.join(data);
  const kept: { readonly spec: io.WeightsManifestEntry; readonly bytes: Uint8Array }[] = [];
  let at = 0;
  for (const spec of specs) {
    const size = spec.shape.reduce((product, axis) => product * axis, bytesPerElement(spec));
    if (names.has(spec.name)) kept.push({ spec, bytes: new Uint8Array(all, at, size) });
    at += size;
  }
  const weightData = io.CompositeArrayBuffer.join(kept.map(({ bytes }) => bytes.slice().buffer));
  return { weightSpecs: kept.map(({ spec }) => spec), weightData };
}

/** Weights come decoded; see io/modelFiles.ts. */
const bytesPerElement = ({ dtype }: io.WeightsManifestEntry): number => (dtype === 'bool' ? 1 : 4);

/** Whole numbers may be counts and places, which TensorFlow.js reads at once: on a GPU they get a copy that it can read. */
async function onHost(x: Tensor): Promise<Tensor> {
  if (getBackend() !== 'webgpu' || x.dtype === 'float32') return x;
  return tensor((await x.data()).slice(), x.shape, x.dtype);
}

/** Loop counters and shapes stay readable at once, on a GPU too; see graphStep.ts. */
async function withShapesOnHost<T>(run: () => Promise<T>): Promise<T> {
  const before = env().getFlags()['WEBGPU_CPU_FORWARD'];
  if (before === undefined) return run();
  env().set('WEBGPU_CPU_FORWARD', true);
  try {
    return await run();
  } finally {
    env().set('WEBGPU_CPU_FORWARD', before);
  }
}
