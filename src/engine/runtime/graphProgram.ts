/**
 * Program of a tf.js GraphModel. A step runs its nodes alone by a pruned `execute`: what they read is fed, a faulty
 * parameter is fed in place of its Const, and nothing of the model is ever written. The live weight tensors are the
 * golden parameters. Shapes are measured by one run on zeros.
 */

import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import {
  cast,
  env,
  getBackend,
  io,
  type NamedTensorMap,
  type Tensor,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { type GraphDefNode, writeGraphDef } from '../graph/graphDef.ts';
import { attrShape, attrType } from '../graph/graphDefAttr.ts';
import { type GraphPlan, type PlannedStep, planGraph } from '../graph/graphDefPlan.ts';
import { rewriteGraphDef } from '../graph/graphDefRewrite.ts';
import { graphFromGraphModel, type MeasuredValue } from '../graph/graphModelGraph.ts';
import type { GraphValue, ValueId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import type { Program, Step } from './program.ts';

/** Sizes of inputs by TensorFlow name, with batch axis, for axes that the model leaves open. */
export type InputShapes = Readonly<Record<string, readonly number[]>>;

/**
 * Loads a graph model on the current back end. Throws LabError `bad-model`, `unsupported` (names node and op), or
 * `bad-input` where an open axis other than the batch has no size in `inputShapes`.
 */
export async function loadGraphProgram(
  artifacts: io.ModelArtifacts,
  inputShapes: InputShapes = {},
): Promise<Program> {
  const { modelTopology, weightSpecs = [], weightData, userDefinedMetadata } = artifacts;
  const signature = artifacts.signature ?? (userDefinedMetadata?.['signature'] as object | undefined);
  const rewritten = rewriteGraphDef(modelTopology, signature);
  const plan = planGraph(rewritten, weightSpecs);
  // Without a signature: its keys are aliases there, and a node of the same name could not be fed.
  const model = await loadGraphModel(
    io.fromMemory({
      modelTopology: writeGraphDef(rewritten.nodes),
      weightSpecs,
      ...(weightData === undefined ? {} : { weightData }),
    }),
  );
  try {
    return graphProgram(model, plan, inputShapes);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Binds a plan to its loaded model, which the program owns from then on. */
export function graphProgram(model: GraphModel, plan: GraphPlan, inputShapes: InputShapes = {}): Program {
  const bound: Bound = {
    model,
    plan,
    weights: new Map(
      Object.entries(model.weights).map(([name, list]) => [name, (list as Tensor[])[0] as Tensor]),
    ),
    inputTypes: new Map(plan.inputs.map(({ value, def }) => [value, inputType(def)])),
  };
  const steps = plan.steps.map((step) => bindStep(bound, step));
  const { measured, batchSize } = measure(bound, steps, inputShapes);
  return {
    graph: graphFromGraphModel(plan, measured, batchSize),
    steps,
    parameters: new Map(
      [...plan.parameters].map(([id, { constant }]) => [id, bound.weights.get(constant) as Tensor]),
    ),
    dispose: () => model.dispose(),
  };
}

interface Bound {
  readonly model: GraphModel;
  readonly plan: GraphPlan;
  readonly weights: ReadonlyMap<string, Tensor>;
  readonly inputTypes: ReadonlyMap<ValueId, GraphValue['dtype']>;
}

function bindStep({ model, plan, weights, inputTypes }: Bound, planned: PlannedStep): Step {
  const { node, reads, attributes, parameters, outputs, fetches } = planned;
  const live = new Set(weights.values());
  return {
    node,
    inputs: reads.map(({ value }) => value),
    outputs,
    parameters,
    run(inputs, replaced) {
      const made: Tensor[] = [];
      tidy(() => {
        const feeds: NamedTensorMap = {};
        for (const [i, { feed, value }] of reads.entries()) {
          const x = inputs[i] as Tensor;
          const dtype = inputTypes.get(value) ?? x.dtype;
          feeds[feed] = x.dtype === dtype ? x : cast(x, dtype);
        }
        if (attributes.length > 0 && getBackend() === 'webgpu') {
          const read = onHost(() => [model.execute(feeds, [...attributes])].flat());
          for (const [i, name] of attributes.entries()) feeds[name] = read[i] as Tensor;
        }
        for (const id of parameters) {
          const faulty = replaced.get(id);
          if (faulty !== undefined) feeds[plan.parameters.get(id)?.constant as string] = faulty;
        }
        const lent = new Set(Object.values(feeds));
        for (const output of [model.execute(feeds, [...fetches])].flat()) {
          const shared = lent.has(output) || live.has(output) || made.includes(output);
          made.push(shared ? output.clone() : output);
        }
        return made;
      });
      return made;
    },
  };
}

/** Integers of a few elements are worked out on the CPU: reading them back from a GPU is not synchronous. */
function onHost<T>(run: () => T): T {
  const before = env().get('WEBGPU_CPU_FORWARD') as boolean;
  env().set('WEBGPU_CPU_FORWARD', true);
  try {
    return run();
  } finally {
    env().set('WEBGPU_CPU_FORWARD', before);
  }
}

function inputType({ name, attr }: GraphDefNode): GraphValue['dtype'] {
  const dtype = attrType(attr, 'dtype') ?? 'float32';
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new LabError('unsupported', `Input "${name}" takes ${dtype} elements; the lab feeds numbers.`, {
    node: name,
    dtype,
  });
}

interface Measured {
  readonly measured: ReadonlyMap<ValueId, MeasuredValue>;
  readonly batchSize: number;
}

/** Runs every step once on zeros and notes shapes; a value is freed after its last reader. */
function measure({ plan, inputTypes }: Bound, steps: readonly Step[], inputShapes: InputShapes): Measured {
  const shapes = plan.inputs.map(({ def }) => inputShape(def, inputShapes));
  const measured = new Map<ValueId, MeasuredValue>();
  const alive = new Map<ValueId, Tensor>();
  const lastReader = new Map(steps.flatMap((step) => step.inputs.map((value) => [value, step] as const)));
  try {
    for (const [i, { value }] of plan.inputs.entries()) {
      const shape = shapes[i] as readonly number[];
      measured.set(value, { shape, dtype: inputTypes.get(value) as GraphValue['dtype'] });
      alive.set(value, zeros([...shape]));
    }
    for (const step of steps) {
      const outputs = attempt(plan, step, () =>
        step.run(
          step.inputs.map((value) => alive.get(value) as Tensor),
          new Map(),
        ),
      );
      for (const [k, value] of step.outputs.entries()) {
        const output = outputs[k] as Tensor;
        alive.set(value, output);
        measured.set(value, { shape: output.shape, dtype: valueType(plan, step, output) });
      }
      for (const value of [...step.inputs, ...step.outputs]) {
        const last = lastReader.get(value);
        if (last !== undefined && last !== step) continue;
        alive.get(value)?.dispose();
        alive.delete(value);
      }
    }
  } finally {
    for (const tensor of alive.values()) tensor.dispose();
  }
  return { measured, batchSize: shapes.find((shape) => shape.length > 1)?.[0] ?? 1 };
}

function inputShape({ name, attr }: GraphDefNode, inputShapes: InputShapes): readonly number[] {
  const given = inputShapes[name];
  const declared = attrShape(attr, 'shape');
  const shape = given ?? declared?.map((size, axis) => (axis === 0 ? (size ?? 1) : size));
  if (shape?.every((size) => size !== null)) return shape;
  const open =
    declared === null ? 'no shape at all' : `shape [${declared.map((size) => size ?? '?').join(', ')}]`;
  throw new LabError(
    'bad-input',
    `Input "${name}" has ${open} in the model; give a sample input, whose size the open axes will take.`,
    { node: name },
  );
}

function attempt<T>(plan: GraphPlan, step: Step, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof LabError) throw error;
    const op = opOf(plan, step);
    throw new LabError(
      'unsupported',
      `Node "${step.node}" (${op}) does not run on the ${getBackend()} back end: ${error instanceof Error ? error.message : String(error)}`,
      { node: step.node, op, backend: getBackend() },
    );
  }
}

function valueType(plan: GraphPlan, step: Step, { dtype }: Tensor): GraphValue['dtype'] {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  const op = opOf(plan, step);
  throw new LabError(
    'unsupported',
    `Node "${step.node}" (${op}) gives ${dtype} elements; the lab knows float32, int32 and bool.`,
    {
      node: step.node,
      op,
      dtype,
    },
  );
}

const opOf = (plan: GraphPlan, step: Step): string =>
  plan.nodes.find(({ id }) => id === step.node)?.def.op ?? '';
