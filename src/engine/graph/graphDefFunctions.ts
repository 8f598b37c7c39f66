/**
 * Function bodies of a GraphDef (tensorflow/core/framework/function.proto, `library.function`): the branches of If and
 * the condition and body of While. They run inside the node that calls them.
 */
import * as v from 'valibot';
import { LabError } from '../labError.ts';
import type { Attrs, GraphDefNode } from './graphDef.ts';

export interface GraphFunction {
  readonly name: string;
  readonly nodes: readonly Pick<GraphDefNode, 'name' | 'op' | 'attr'>[];
  /** As in the file. */
  readonly json: unknown;
}

const functionJson = v.looseObject({
  signature: v.looseObject({ name: v.string() }),
  nodeDef: v.optional(
    v.array(
      v.looseObject({
        name: v.string(),
        op: v.string(),
        attr: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
      }),
    ),
  ),
});
const libraryJson = v.looseObject({
  library: v.optional(v.nullable(v.looseObject({ function: v.optional(v.array(functionJson)) }))),
});

/** By name. Throws LabError `bad-model`. */
export function readFunctions(topology: unknown): ReadonlyMap<string, GraphFunction> {
  const parsed = v.safeParse(libraryJson, topology);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new LabError(
      'bad-model',
      `Graph functions: ${v.getDotPath(issue) ?? 'library'}: ${issue.message}.`,
    );
  }
  return new Map(
    (parsed.output.library?.function ?? []).map((json) => [
      json.signature.name,
      {
        name: json.signature.name,
        nodes: (json.nodeDef ?? []).map(({ name, op, attr }) => ({ name, op, attr: attr ?? {} })),
        json,
      },
    ]),
  );
}

/** Functions that these nodes call, and those called by them, each once. Throws LabError `bad-model` for one that is missing. */
export function calledFunctions(
  nodes: readonly Pick<GraphDefNode, 'name' | 'op' | 'attr'>[],
  functions: ReadonlyMap<string, GraphFunction>,
): readonly GraphFunction[] {
  const called = new Set<GraphFunction>();
  const look = (callers: readonly Pick<GraphDefNode, 'name' | 'op' | 'attr'>[]): void => {
    for (const { name, op, attr } of callers) {
      for (const wanted of functionNames(attr)) {
        const body = functions.get(wanted);
        if (body === undefined)
          throw new LabError(
            'bad-model',
            `Node "${name}" (${op}) calls "${wanted}", which is not in the graph.`,
            {
              node: name,
              wanted,
            },
          );
        called.add(body);
      }
    }
  };
  look(nodes);
  // Grows while it is walked.
  for (const body of called) look(body.nodes);
  return [...called];
}

const functionNames = (attr: Attrs): string[] =>
  Object.values(attr).flatMap((value) => {
    const { func } = (value ?? {}) as { readonly func?: { readonly name?: string } };
    return func?.name === undefined ? [] : [func.name];
  });
