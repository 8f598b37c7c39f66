/**
 * ModelGraph: what a model is, as plain data that crosses threads and prints as JSON. It guarantees that nodes stand in
 * topological order, that every value has one producer, and that ids are exactly the names used in fault strings.
 * What it takes to run a node lives in runtime/program.ts.
 */

/** `scope/name` or `scope/name~k` for the k-th call (k >= 1) of a reused layer; parts are percent-encoded. */
export type NodeId = string;
/** `node/output`, `node/output.1`, `node/pre`. */
export type ValueId = string;
/** `node/kernel`, `node/bias`, ...; the node is the first call of its layer. */
export type ParameterId = string;

export type OpCategory =
  | 'input'
  | 'convolution'
  | 'dense'
  | 'recurrent'
  | 'embedding'
  | 'normalization'
  | 'activation'
  | 'pooling'
  | 'merge'
  | 'shape'
  | 'arithmetic'
  | 'other';

/** `null` is an axis known only at run time; axis 0 is the batch. */
export type Shape = readonly (number | null)[];

export interface GraphValue {
  readonly id: ValueId;
  readonly node: NodeId;
  /** `output`, `output.k`, or `pre`: before the activation that is fused into the node. */
  readonly tensor: string;
  readonly shape: Shape;
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Its shape depends on the data, so it has no sites. */
  readonly isSized?: false;
}

export interface GraphParameter {
  readonly id: ParameterId;
  readonly node: NodeId;
  readonly tensor: string;
  readonly shape: readonly number[];
  readonly count: number;
  readonly dtype: 'float32' | 'int32' | 'bool';
}

export interface GraphNode {
  readonly id: NodeId;
  /** Containers around the node, outermost first; empty at the top. */
  readonly scope: readonly string[];
  /** Name for people: decoded, without scope. */
  readonly name: string;
  /** Layer class or TensorFlow op: `Conv2D`, `Dense`, `_FusedConv2D`. */
  readonly op: string;
  readonly category: OpCategory;
  /** One short line, e.g. `Conv2D 5×5, ReLU`. */
  readonly description: string;
  /** Activation applied after `pre`, if the node has one of its own. */
  readonly activation: string | null;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly pre: ValueId | null;
  readonly parameters: readonly ParameterId[];
  /** Multiply-accumulates for one image, 0 where the op has none, `null` where shapes are unknown. */
  readonly macs: number | null;
}

export interface ModelGraph {
  readonly format: 'layers' | 'graph';
  readonly nodes: readonly GraphNode[];
  readonly values: Readonly<Record<ValueId, GraphValue>>;
  readonly parameters: Readonly<Record<ParameterId, GraphParameter>>;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
}

/** The node of that id, or undefined. */
export function nodeById(graph: ModelGraph, id: NodeId): GraphNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}
