/**
 * Ops that the lab cannot run node by node, found before TensorFlow.js sees the graph: control flow and ops whose
 * result shape depends on data need its asynchronous interpreter, which hides what is inside; random ops would differ
 * from run to run; hash tables and strings carry no words to corrupt.
 */
import { LabError } from '../labError.ts';
import type { GraphDefNode } from './graphDef.ts';

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [
    /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|If|While|StatelessIf|StatelessWhile)$/,
    'control flow cannot be stepped through. Export the model with the loop unrolled or the branch taken',
  ],
  [
    /^(TensorArray|TensorList|EmptyTensorList)/,
    'arrays of tensors belong to loops, which cannot be stepped through. Export the model with the loop unrolled (for a Keras RNN: unroll=True)',
  ],
  [
    /^((Stateful)?PartitionedCall|SymbolicGradient|RemoteCall)$/,
    'function bodies cannot be stepped through. Inline them: tensorflowjs_converter does so for a frozen SavedModel',
  ],
  [
    /^(NonMaxSuppression|Where$|ListDiff$)/,
    'the shape of its result depends on the data. Export the model up to this node and do the rest outside',
  ],
  [
    /^(Random|TruncatedNormal$|Multinomial$|StatelessRandom|ParameterizedTruncatedNormal$)/,
    'it draws random numbers, so two runs would differ without any fault. Export the model for inference',
  ],
  [
    /^(HashTable|LookupTable|InitializeTable|MutableHashTable|String|StaticRegexReplace$)/,
    'tables and strings have no numbers to corrupt. Do the look-up before the model and feed its result',
  ],
  [
    /^(VarHandleOp|ReadVariableOp|Variable|VariableV2|Assign)/,
    'variables must be constants. Freeze the graph: tensorflowjs_converter does so for a SavedModel',
  ],
];

/** Throws LabError `unsupported` naming the first such node. `functions`: names of the graph's own function bodies. */
export function refuseUnsupported(nodes: readonly GraphDefNode[], functions: ReadonlySet<string>): void {
  for (const { name, op } of nodes) {
    const known = REFUSED.find(([pattern]) => pattern.test(op))?.[1];
    const reason =
      known ?? (functions.has(op) ? 'it calls a function of the graph. Inline functions on export' : null);
    if (reason === null) continue;
    throw new LabError('unsupported', `Node "${name}" is a ${op}: ${reason}.`, { node: name, op });
  }
}
