/** What a change of some tensors can reach: values and the steps that make them. Iterative, in topological order. */
import type { ValueId } from '../graph/modelGraph.ts';
import type { Corruption } from './corruption.ts';
import type { Program, Step } from './program.ts';

export interface Reach {
  readonly values: ReadonlySet<ValueId>;
  readonly steps: ReadonlySet<Step>;
}

/** `changes` is asked of values and parameters, and if `readsChange` of what single nodes read (`node/input`). */
export function reachOf(program: Program, changes: (id: string) => boolean, readsChange = false): Reach {
  const values = new Set<ValueId>();
  const steps = new Set<Step>();
  for (const id of program.graph.inputs) if (changes(id)) values.add(id);
  for (const step of program.steps) {
    const reached =
      step.inputs.some((id, i) => values.has(id) || (readsChange && changes(inputKey(step, i)))) ||
      step.parameters.some(changes);
    if (reached) steps.add(step);
    for (const id of step.outputs) if (reached || changes(id)) values.add(id);
  }
  return { values, steps };
}

export function reachOfFaults(program: Program, { sites, readAs }: Corruption): Reach {
  const readsChange = [...sites.keys()].some((id) => /\/input(\.\d+)?$/.test(id));
  return reachOf(program, (id) => sites.has(id) || readAs.has(id), readsChange);
}

export function everything(program: Program): Reach {
  return {
    values: new Set([...program.graph.inputs, ...program.steps.flatMap(({ outputs }) => outputs)]),
    steps: new Set(program.steps),
  };
}

/** What a node reads is a site of its own: `node/input`, `node/input.1`; the first step of the node reads it. */
export function inputKey(step: Step, index: number): string {
  return step.inputs[index]?.startsWith(`${step.node}/`)
    ? ''
    : `${step.node}/input${index === 0 ? '' : `.${index}`}`;
}
