/**
 * A program is a ModelGraph made runnable: one step per node, two where an activation is split off. Steps are pure:
 * the same inputs and parameters give the same outputs, golden parameters are never touched, and inputs stay alive.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelGraph, NodeId, ParameterId, ValueId } from '../graph/modelGraph.ts';

export interface Step {
  readonly node: NodeId;
  /** Values read; ids that the graph does not list are masks (null where a layer gives none). */
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  /** Parameters whose replacement changes this step's outputs. */
  readonly parameters: readonly ParameterId[];
  /**
   * Runs the node. `replaced` holds tensors to use in place of golden parameters (same shape and dtype). The caller
   * owns the returned tensors; none of them is one of the inputs. Synchronous.
   */
  run(inputs: readonly (Tensor | null)[], replaced: ReadonlyMap<ParameterId, Tensor>): (Tensor | null)[];
  /** Where the node has to look at data to go on (loops, branches): the same in its own time, and `run` refuses. */
  runAsync?(
    inputs: readonly (Tensor | null)[],
    replaced: ReadonlyMap<ParameterId, Tensor>,
  ): Promise<(Tensor | null)[]>;
}

export interface Program {
  readonly graph: ModelGraph;
  /** Topological order; model inputs have no step. */
  readonly steps: readonly Step[];
  /** Golden parameters, owned by the program. */
  readonly parameters: ReadonlyMap<ParameterId, Tensor>;
  /** Which of the file's weights a parameter came from, by place in its list. */
  readonly weightIndex: ReadonlyMap<ParameterId, number>;
  dispose(): void;
}
