/**
 * How a rewritten GraphDef is run node by node: which tensors each step takes, by which names they are fed and
 * fetched, and which constants are parameters. Float constants that are data belong to the first node that reads them;
 * shapes, axes and bounds stay inside the steps.
 */
import { LabError } from '../labError.ts';
import { type GraphDefNode, refName, type TensorRef } from './graphDef.ts';
import { operandName, readsAsAttribute } from './graphDefArguments.ts';
import type { Region } from './graphDefRegions.ts';
import type { RewrittenGraph } from './graphDefRewrite.ts';
import { shapeArithmetic } from './graphDefShapeArithmetic.ts';
import type { GraphParameter, NodeId, ParameterId, ValueId } from './modelGraph.ts';
import { encodeNamePart } from './nodeName.ts';

/** A tensor that a step takes from outside, and the name to feed it by. */
export interface StepRead {
  readonly feed: string;
  readonly value: ValueId;
}

export interface PlannedStep {
  readonly node: NodeId;
  /** Data first; then values of which only the shape is read. */
  readonly reads: readonly StepRead[];
  /** Constants that are data, parameters included; by name. */
  readonly constants: readonly string[];
  /** Constants that are read as attributes, shapes and axes. */
  readonly attributeConstants: readonly string[];
  /** Shape arithmetic that the step reads as attributes, by name. */
  readonly attributes: readonly string[];
  readonly parameters: readonly ParameterId[];
  readonly outputs: readonly ValueId[];
  /** What to fetch, in the order of `outputs`. */
  readonly fetches: readonly string[];
  /** Set where the step runs a part as a whole. */
  readonly whole: { readonly region: Region; readonly inputs: readonly string[] } | null;
}

export interface PlannedNode {
  readonly id: NodeId;
  /** As in the file, fused. */
  readonly def: GraphDefNode;
  readonly activation: string | null;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly pre: ValueId | null;
  readonly parameters: readonly ParameterId[];
  /** Value or parameter behind each operand of the linear part, null for an attribute. */
  readonly operands: readonly (ValueId | ParameterId | null)[];
}

export interface GraphPlan {
  readonly nodes: readonly PlannedNode[];
  readonly steps: readonly PlannedStep[];
  readonly inputs: readonly { readonly value: ValueId; readonly def: GraphDefNode }[];
  readonly outputs: readonly ValueId[];
  readonly parameters: ReadonlyMap<ParameterId, PlannedParameter>;
}

export interface PlannedParameter extends GraphParameter {
  /** Name of the Const node. */
  readonly constant: string;
}

export interface WeightShape {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** Throws LabError `bad-model` where a constant has no weight. */
export function planGraph(graph: RewrittenGraph, weights: readonly WeightShape[]): GraphPlan {
  return new Planner(graph, weights).plan();
}

/** TensorFlow's scopes are the lab's scopes; each part is encoded on its own. */
export function graphNodeId(name: string): NodeId {
  return name.split('/').map(encodeNamePart).join('/');
}

class Planner {
  readonly #graph: RewrittenGraph;
  readonly #weights: ReadonlyMap<string, WeightShape>;
  readonly #byName: ReadonlyMap<string, GraphDefNode>;
  readonly #shapeOnly: ReadonlySet<string>;
  readonly #values = new Map<string, ValueId>();
  readonly #fetches = new Map<string, string[]>();
  readonly #parameters = new Map<ParameterId, PlannedParameter>();
  readonly #parameterOf = new Map<string, ParameterId>();

  constructor(graph: RewrittenGraph, weights: readonly WeightShape[]) {
    this.#graph = graph;
    this.#weights = new Map(weights.map((weight) => [weight.name, weight]));
    this.#byName = new Map(graph.nodes.map((node) => [node.name, node]));
    this.#shapeOnly = shapeArithmetic(graph.nodes, new Set(graph.outputs.map(({ node }) => node)));
  }

  plan(): GraphPlan {
    const { nodes, fused, feeds, inputs, outputs } = this.#graph;
    const parts = new Set([...fused.values()].flatMap((split) => split.parts));
    const inside = (name: string): boolean => parts.has(name) || feeds.has(name) || this.#shapeOnly.has(name);
    const own = nodes.filter(({ name, op }) => op !== 'Const' && !inside(name));
    const counts = outputCounts([...nodes.flatMap((node) => node.inputs), ...outputs]);
    for (const { name } of own) this.#declareValues(name, counts.get(name) ?? 1);
    const planned = own.map((node) => this.#planNode(node));
    return {
      nodes: planned.map(({ node }) => node),
      steps: planned.flatMap(({ steps }) => steps),
      inputs: inputs.map((name) => ({
        value: this.#valueOf({ node: name, index: 0 }),
        def: this.#node(name),
      })),
      outputs: outputs.map((ref) => this.#valueOf(ref)),
      parameters: this.#parameters,
    };
  }

  #declareValues(name: string, count: number): void {
    const id = graphNodeId(name);
    const fetches = Array.from({ length: count }, (_, k) => refName({ node: name, index: k }));
    this.#fetches.set(name, fetches);
    for (const [k, fetch] of fetches.entries()) {
      this.#values.set(fetch, `${id}/output${k === 0 ? '' : `.${k}`}`);
    }
    const pre = this.#graph.fused.get(name)?.pre ?? null;
    if (pre !== null) {
      this.#values.set(pre, `${id}/pre`);
      this.#fetches.set(pre, [pre]);
    }
    for (const [feed, source] of this.#graph.feeds) {
      if (source.node === name) this.#values.set(feed, this.#valueOf(source));
    }
  }

  #planNode(target: GraphDefNode): { node: PlannedNode; steps: readonly PlannedStep[] } {
    const split = this.#graph.fused.get(target.name);
    const pre = split?.pre ?? null;
    const id = graphNodeId(target.name);
    const isInput = target.op === 'Placeholder';
    const stages = isInput ? [] : pre === null ? [target] : [this.#node(pre), target];
    const steps = stages.map((stage) => this.#planStep(id, stage));
    const preValue = pre === null ? null : `${id}/pre`;
    const linear = this.#node(split?.parts[0] ?? target.name);
    const node: PlannedNode = {
      id,
      def: split?.original ?? target,
      activation: pre === null ? null : activationName(target.op),
      inputs: steps
        .flatMap(({ data }) => data.map(({ value }) => value))
        .filter((value) => value !== preValue),
      outputs: isInput ? [`${id}/output`] : (steps[steps.length - 1]?.step.outputs ?? []),
      pre: preValue,
      parameters: [...new Set(steps.flatMap(({ step }) => step.parameters))],
      operands: linear.inputs.map(
        (ref) => this.#values.get(refName(ref)) ?? this.#parameterOf.get(ref.node) ?? null,
      ),
    };
    return { node, steps: steps.map(({ step }) => step) };
  }

  #planStep(id: NodeId, target: GraphDefNode): { step: PlannedStep; data: readonly StepRead[] } {
    const data = new Map<string, ValueId>();
    const shapeSources = new Map<string, ValueId>();
    const attributes = new Set<string>();
    const constants = new Set<string>();
    const attributeConstants = new Set<string>();
    const parameters = new Set<ParameterId>();
    // Grows while it is walked: what runs inside the step is added behind, once.
    const inside = new Set([target]);
    for (const node of inside) {
      const shapeOnly = this.#shapeOnly.has(node.name);
      for (const [position, ref] of node.inputs.entries()) {
        const value = this.#values.get(refName(ref));
        const source = this.#node(ref.node);
        if (value !== undefined) (shapeOnly ? shapeSources : data).set(ref.node, value);
        else if (source.op === 'Const') {
          const asAttribute = shapeOnly || readsAsAttribute(node, position);
          (asAttribute ? attributeConstants : constants).add(ref.node);
          const parameter = this.#parameter(id, node, position, asAttribute);
          if (parameter !== null) parameters.add(parameter);
        } else {
          if (!shapeOnly && this.#shapeOnly.has(ref.node)) attributes.add(ref.node);
          inside.add(source);
        }
      }
    }
    const reads = new Map([...data, ...[...shapeSources].filter(([feed]) => !data.has(feed))]);
    const names = this.#fetches.get(target.name) as string[];
    const step: PlannedStep = {
      node: id,
      reads: [...reads].map(([feed, value]) => ({ feed, value })),
      constants: [...constants],
      attributeConstants: [...attributeConstants],
      attributes: [...attributes],
      parameters: [...parameters],
      outputs: names.map((name) => this.#values.get(name) as ValueId),
      fetches: names,
      whole:
        target.region === undefined
          ? null
          : { region: target.region, inputs: target.inputs.map(({ node }) => node) },
    };
    return { step, data: [...data].map(([feed, value]) => ({ feed, value })) };
  }

  /** The parameter behind a constant operand; null for whole numbers and attributes. */
  #parameter(
    owner: NodeId,
    reader: GraphDefNode,
    position: number,
    asAttribute: boolean,
  ): ParameterId | null {
    const constant = (reader.inputs[position] as TensorRef).node;
    const weight = this.#weights.get(constant);
    if (weight === undefined) {
      throw new LabError(
        'bad-model',
        `Constant "${constant}", read by "${reader.name}", has no weight in the manifest. The weight files belong to another model or are incomplete.`,
        { node: reader.name, constant },
      );
    }
    if (weight.dtype !== 'float32' || asAttribute) return null;
    const known = this.#parameterOf.get(constant);
    if (known !== undefined) return known;
    const plain = operandName(reader, position);
    let tensor = plain;
    for (let k = 1; this.#parameters.has(`${owner}/${tensor}`); k++) tensor = `${plain}.${k}`;
    const id = `${owner}/${tensor}`;
    const count = weight.shape.reduce((product, size) => product * size, 1);
    this.#parameters.set(id, {
      id,
      node: owner,
      tensor,
      shape: weight.shape,
      count,
      dtype: 'float32',
      constant,
    });
    this.#parameterOf.set(constant, id);
    return id;
  }

  #node(name: string): GraphDefNode {
    return this.#byName.get(name) as GraphDefNode;
  }

  #valueOf(ref: TensorRef): ValueId {
    return this.#values.get(refName(ref)) as ValueId;
  }
}

/** Highest output read of each node, plus one. */
function outputCounts(refs: readonly TensorRef[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { node, index } of refs) counts.set(node, Math.max(counts.get(node) ?? 1, index + 1));
  return counts;
}

/** As in Keras: `relu`, `leaky_relu`. */
const activationName = (op: string): string => (op === 'LeakyRelu' ? 'leaky_relu' : op.toLowerCase());
