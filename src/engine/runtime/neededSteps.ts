/**
 * What must run to have some values, and from which cached values on: back from the values to the nearest cached ones.
 * Iterative, so that the depth of a model does not matter.
 */
import type { ValueId } from '../graph/modelGraph.ts';
import type { Step } from './program.ts';

export interface NeededSteps {
  readonly steps: ReadonlySet<Step>;
  /** Cached values to start from. */
  readonly sources: ReadonlySet<ValueId>;
  /** Who still reads a value; null is the caller. */
  readonly readers: ReadonlyMap<ValueId, Set<Step | null>>;
}

export interface StepFacts {
  isCached(id: ValueId): boolean;
  /** Null for a value that comes from elsewhere. Throws for a value that nobody knows. */
  producerOf(id: ValueId): Step | null;
  /** What a step must have before it runs. */
  reads(step: Step): readonly ValueId[];
}

export function neededSteps(
  ids: readonly ValueId[],
  { isCached, producerOf, reads }: StepFacts,
): NeededSteps {
  const steps = new Set<Step>();
  const sources = new Set<ValueId>();
  const readers = new Map<ValueId, Set<Step | null>>();
  const pending: { readonly id: ValueId; readonly reader: Step | null }[] = ids.map((id) => ({
    id,
    reader: null,
  }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { id, reader } = next;
    const known = readers.get(id);
    if (known !== undefined) {
      known.add(reader);
      continue;
    }
    if (isCached(id)) {
      sources.add(id);
      readers.set(id, new Set([reader]));
      continue;
    }
    const step = producerOf(id);
    if (step === null) continue;
    readers.set(id, new Set([reader]));
    if (steps.has(step)) continue;
    steps.add(step);
    for (const input of reads(step)) pending.push({ id: input, reader: step });
  }
  return { steps, sources, readers };
}
