/**
 * Shapes and element types of every value of a graph model, measured by one run on zeros. A step that does not run
 * here is an error that names its node and op.
 */
import { getBackend, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { GraphDefNode } from '../graph/graphDef.ts';
import { attrShape, attrType } from '../graph/graphDefAttr.ts';
import type { GraphPlan } from '../graph/graphDefPlan.ts';
import type { MeasuredValue } from '../graph/graphModelGraph.ts';
import type { GraphValue, ValueId } from '../graph/modelGraph.ts';
import { LabError } from '../labError.ts';
import type { Step } from './program.ts';

/** Sizes of inputs by TensorFlow name, with batch axis, for axes that the model leaves open. */
export type InputShapes = Readonly<Record<string, readonly number[]>>;

export interface MeasuredShapes {
  readonly values: ReadonlyMap<ValueId, MeasuredValue>;
  readonly batchSize: number;
}

export function inputType({ name, attr }: GraphDefNode): GraphValue['dtype'] {
  const dtype = attrType(attr, 'dtype') ?? 'float32';
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new LabError('unsupported', `Input "${name}" takes ${dtype} elements; the lab feeds numbers.`, {
    node: name,
    dtype,
  });
}

/** Lengths that an open axis is tried with; where a shape differs, it depends on that axis and stays open. */
const TRIED_LENGTHS = [16, 24] as const;

/** The same, and the axes that depend on an open axis of an input that has no sample. */
export async function measureOpenShapes(
  plan: GraphPlan,
  steps: readonly Step[],
  inputShapes: InputShapes,
): Promise<MeasuredShapes & { readonly isOpen: (value: ValueId, axis: number) => boolean }> {
  const [short, long] = TRIED_LENGTHS;
  const measured = await measureShapes(plan, steps, inputShapes, short);
  const open = plan.inputs.some(
    ({ def }) => inputShapes[def.name] === undefined && attrShape(def.attr, 'shape')?.slice(1).includes(null),
  );
  if (!open) return { ...measured, isOpen: () => false };
  const again = await measureShapes(plan, steps, inputShapes, long);
  const isOpen = (value: ValueId, axis: number): boolean =>
    measured.values.get(value)?.shape[axis] !== again.values.get(value)?.shape[axis];
  return { ...measured, isOpen };
}

/** A value is freed after its last reader. Throws LabError `bad-input` or `unsupported`. */
async function measureShapes(
  plan: GraphPlan,
  steps: readonly Step[],
  inputShapes: InputShapes,
  openLength: number,
): Promise<MeasuredShapes> {
  const shapes = plan.inputs.map(({ def }) => inputShape(def, inputShapes, openLength));
  const values = new Map<ValueId, MeasuredValue>();
  const alive = new Map<ValueId, Tensor>();
  const lastReader = new Map(steps.flatMap((step) => step.inputs.map((value) => [value, step] as const)));
  try {
    for (const [i, { value, def }] of plan.inputs.entries()) {
      const shape = shapes[i] as readonly number[];
      values.set(value, { shape, dtype: inputType(def) });
      alive.set(value, zeros([...shape]));
    }
    for (const step of steps) {
      const inputs = step.inputs.map((value) => alive.get(value) as Tensor);
      const outputs = await attempt(plan, step, () =>
        step.runAsync === undefined ? step.run(inputs, new Map()) : step.runAsync(inputs, new Map()),
      );
      for (const [k, value] of step.outputs.entries()) {
        const output = outputs[k] as Tensor;
        alive.set(value, output);
        values.set(value, { shape: output.shape, dtype: valueType(plan, step, output) });
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
  return { values, batchSize: shapes.find((shape) => shape.length > 1)?.[0] ?? 1 };
}

function inputShape(
  { name, attr }: GraphDefNode,
  inputShapes: InputShapes,
  openLength: number,
): readonly number[] {
  const given = inputShapes[name];
  const declared = attrShape(attr, 'shape');
  const shape = given ?? declared?.map((size, axis) => size ?? (axis === 0 ? 1 : openLength));
  if (shape !== undefined) return shape;
  throw new LabError(
    'bad-input',
    `Input "${name}" has no shape at all in the model. Export it with a shape for each input; axes may be open.`,
    { node: name },
  );
}

/** What JavaScript says of a missing part says nothing to a person. */
function whyOf(error: unknown): string {
  if (error instanceof TypeError)
    return '. Its attributes or inputs are damaged, or of a version that the lab does not know.';
  return `: ${error instanceof Error ? error.message : String(error)}`;
}

async function attempt<T>(plan: GraphPlan, step: Step, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LabError) throw error;
    const op = opOf(plan, step);
    throw new LabError(
      'unsupported',
      `Node "${step.node}" (${op}) does not run on the ${getBackend()} back end${whyOf(error)}`,
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
