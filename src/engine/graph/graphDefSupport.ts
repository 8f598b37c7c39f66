/**
 * Ops that the lab does not run, found before TensorFlow.js sees the graph: random ops would differ from run to run,
 * hash tables and strings carry no words to corrupt, and TensorFlow.js has no calls of functions save as the branch or
 * body of an If or While. The bodies are looked through too.
 */
import { LabError } from '../labError.ts';
import type { GraphDefNode } from './graphDef.ts';
import { calledFunctions, type GraphFunction } from './graphDefFunctions.ts';
import { regionKind } from './graphDefRegions.ts';

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [
    /^((Stateful)?PartitionedCall|SymbolicGradient|RemoteCall)$/,
    'function bodies cannot be stepped through. Inline them: tensorflowjs_converter does so for a frozen SavedModel',
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

/** Throws LabError `unsupported` naming the first such node. */
export function refuseUnsupported(
  nodes: readonly GraphDefNode[],
  functions: ReadonlyMap<string, GraphFunction>,
): void {
  const bodies = calledFunctions(
    nodes.filter(({ op }) => regionKind(op) !== null),
    functions,
  );
  for (const { name, op } of [...nodes, ...bodies.flatMap((body) => body.nodes)]) {
    const known = REFUSED.find(([pattern]) => pattern.test(op))?.[1];
    const reason =
      known ?? (functions.has(op) ? 'it calls a function of the graph. Inline functions on export' : null);
    if (reason === null) continue;
    throw new LabError('unsupported', `Node "${name}" is a ${op}: ${reason}.`, { node: name, op });
  }
}
