/**
 * ModelGraph of a tf.js GraphModel, from its plan and the shapes measured in one run. Axis 0 of what depends on the
 * inputs is the batch and left open, unless the model fixes it.
 */

import { attrShape } from './graphDefAttr.ts';
import type { GraphPlan, PlannedNode } from './graphDefPlan.ts';
import { hasDataDependentShape } from './graphDefRegions.ts';
import type { GraphNode, GraphValue, ModelGraph, ParameterId, Shape, ValueId } from './modelGraph.ts';
import { decodeNamePart } from './nodeName.ts';
import { tfOpCategory, tfOpDescription, tfOpMacs } from './tfOpFacts.ts';

export interface MeasuredValue {
  readonly shape: readonly number[];
  readonly dtype: GraphValue['dtype'];
}

/** `measured`: every value of the plan, from a run with `batchSize` images. `isOpen`: axes that depend on an open axis of an input. */
export function graphFromGraphModel(
  plan: GraphPlan,
  measured: ReadonlyMap<ValueId, MeasuredValue>,
  batchSize: number,
  isOpen: (value: ValueId, axis: number) => boolean,
): ModelGraph {
  const declared = new Map<ValueId, Shape | null>(
    plan.inputs.map(({ value, def }) => [value, attrShape(def.attr, 'shape')]),
  );
  const open = plan.inputs.some(
    ({ value }) => declared.get(value)?.[0] === null || declared.get(value) === null,
  );
  const varying = dependents(
    plan,
    plan.inputs.map(({ value }) => value),
  );
  const unsized = dependents(
    plan,
    plan.steps.flatMap(({ whole, outputs }) =>
      whole !== null && hasDataDependentShape(whole.region) ? outputs : [],
    ),
  );
  const values: Record<ValueId, GraphValue> = {};
  for (const { id, outputs, pre } of plan.nodes) {
    for (const value of pre === null ? outputs : [pre, ...outputs]) {
      const { shape, dtype } = measured.get(value) as MeasuredValue;
      const [, ...rest] = shape;
      const known = rest.map((size, k) => (isOpen(value, k + 1) ? null : size));
      const own = shape.length > 0 && open && varying.has(value) ? [null, ...known] : shape;
      const settled = unsized.has(value) ? shape.map(() => null) : own;
      values[value] = {
        id: value,
        node: id,
        tensor: value.slice(id.length + 1),
        shape: declared.get(value) ?? settled,
        dtype,
        ...(unsized.has(value) ? { isSized: false } : {}),
      };
    }
  }
  const shapeOf = (id: ValueId | ParameterId | null): readonly number[] | undefined =>
    id === null ? undefined : (measured.get(id)?.shape ?? plan.parameters.get(id)?.shape);
  return {
    format: 'graph',
    nodes: plan.nodes.map((node) => graphNode(node, shapeOf, batchSize)),
    values,
    parameters: Object.fromEntries(
      [...plan.parameters.values()].map(({ constant: _, ...parameter }) => [parameter.id, parameter]),
    ),
    inputs: plan.inputs.map(({ value }) => value),
    outputs: plan.outputs,
  };
}

function graphNode(
  planned: PlannedNode,
  shapeOf: (id: string | null) => readonly number[] | undefined,
  batchSize: number,
): GraphNode {
  const { id, def, activation, inputs, outputs, pre, parameters } = planned;
  const operands = planned.operands.map(shapeOf);
  const path = id.split('/').map(decodeNamePart);
  return {
    id,
    scope: path.slice(0, -1).filter((part) => part !== ''),
    name: path[path.length - 1] as string,
    op: def.op,
    category: tfOpCategory(def.op, inputs.length),
    description: describe(def, operands[1], activation),
    activation,
    inputs,
    outputs,
    pre,
    parameters,
    macs: tfOpMacs(def.op, def.attr, operands, shapeOf(outputs[0] ?? null) ?? [], batchSize),
  };
}

function describe(
  { op, attr, region }: PlannedNode['def'],
  kernel: readonly number[] | undefined,
  activation: string | null,
): string {
  const label = tfOpDescription(op, attr, kernel, activation);
  if (region === undefined) return label;
  const count = [...region.nodes, ...region.functions.flatMap(({ nodes }) => nodes)].length;
  return count === 1 ? label : `${label}, ${count} nodes run as one`;
}

/** These values and all that depend on them. */
function dependents(plan: GraphPlan, values: readonly ValueId[]): ReadonlySet<ValueId> {
  const varying = new Set<ValueId>(values);
  for (const { reads, outputs } of plan.steps) {
    if (reads.some(({ value }) => varying.has(value))) for (const value of outputs) varying.add(value);
  }
  return varying;
}
