/**
 * What lies behind a value: the steps from it to the model's outputs, and the values from elsewhere that they read. Where
 * one value is all that the rest reads of them there is a cut: an image that is bit-equal to golden there stays so.
 */
import type { ValueId } from '../../graph/modelGraph.ts';
import type { Program, Step } from '../../runtime/program.ts';

export interface SuffixStep {
  readonly step: Step;
  /** The one value that everything behind this step reads of what can be faulty; null where there are several. */
  readonly cut: ValueId | null;
  /** Faulty values that nothing behind this step reads. */
  readonly spent: readonly ValueId[];
}

export interface Suffix {
  readonly value: ValueId;
  readonly steps: readonly SuffixStep[];
  /** Everything that a fault in the value can change, the value too. */
  readonly reached: ReadonlySet<ValueId>;
  /** Most words that one image needs at once. */
  readonly liveWords: number;
}

/** Null where masks or other values that are no float32 words flow behind the value. */
export function suffixOf({ graph, steps }: Program, value: ValueId): Suffix | null {
  const reached = new Set([value]);
  const behind = steps.filter((step) => {
    if (!step.inputs.some((id) => reached.has(id))) return false;
    for (const id of step.outputs) reached.add(id);
    return true;
  });
  const wanted = new Set(graph.outputs);
  const needed: Step[] = [];
  for (const step of behind.toReversed()) {
    if (!step.outputs.some((id) => wanted.has(id))) continue;
    needed.unshift(step);
    for (const id of step.inputs) wanted.add(id);
  }
  const isFloat = (id: ValueId): boolean => graph.values[id]?.dtype === 'float32';
  if (!isFloat(value) || !needed.every(({ inputs, outputs }) => [...inputs, ...outputs].every(isFloat)))
    return null;
  return { value, reached, ...walked(needed, value, reached, graph) };
}

function walked(
  needed: readonly Step[],
  value: ValueId,
  reached: ReadonlySet<ValueId>,
  graph: Program['graph'],
): Pick<Suffix, 'steps' | 'liveWords'> {
  const lastReader = new Map<ValueId, number>();
  needed.forEach(({ inputs }, i) => {
    for (const id of inputs) lastReader.set(id, i);
  });
  for (const id of graph.outputs) lastReader.set(id, Number.POSITIVE_INFINITY);
  const wordsOf = (id: ValueId): number =>
    (graph.values[id]?.shape ?? []).slice(1).reduce<number>((product, axis) => product * (axis ?? 1), 1);
  const live = new Set([value]);
  let liveWords = wordsOf(value);
  const steps = needed.map((step, i): SuffixStep => {
    for (const id of step.outputs) live.add(id);
    const outside = step.inputs.filter((id) => !reached.has(id));
    liveWords = Math.max(
      liveWords,
      [...live, ...outside].reduce((sum, id) => sum + wordsOf(id), 0),
    );
    const spent = [...live].filter((id) => (lastReader.get(id) ?? -1) <= i);
    for (const id of spent) live.delete(id);
    const [only] = live;
    return { step, spent, cut: live.size === 1 && only !== undefined ? only : null };
  });
  return { steps, liveWords };
}
