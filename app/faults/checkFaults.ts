/** Is this text faults that fit the model? Asked at every key stroke; the engine's own messages say what is wrong. */
import { parseFaults } from '#engine/faults/parse.ts';
import { printFault } from '#engine/faults/print.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { judgeScene } from '#engine/scene/judgeScene.ts';

export type CheckedFaults =
  | { readonly kind: 'empty' }
  /** Canonical strings, in order. */
  | { readonly kind: 'good'; readonly faults: readonly string[] }
  | { readonly kind: 'bad'; readonly message: string };

/** `present`: faults of the scene; two faults can each be right and still not go together. `storage`: its plan. */
export function checkFaults(
  text: string,
  graph: ModelGraph,
  present: readonly string[],
  storage: readonly string[] = [],
): CheckedFaults {
  if (text.trim() === '') return { kind: 'empty' };
  try {
    const faults = parseFaults(text).map(printFault);
    judgeScene({ storage, faults: [...present, ...faults] }, graph);
    return { kind: 'good', faults };
  } catch (error) {
    return { kind: 'bad', message: error instanceof Error ? error.message : String(error) };
  }
}
