/** What a plan would do, before it runs: bound to the graph on the screen, without any inference. */
import { type BoundPlan, bindPlan } from '#engine/campaign/plan/bindPlan.ts';
import { describePlan, type PlanWords } from '#engine/campaign/plan/describePlan.ts';
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { FLOAT32_TENSOR } from '#engine/formats/groupedFormat.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { storageOutline } from '#engine/storage/tensorStorage.ts';

export type PlanPreview =
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly words: PlanWords;
      readonly N: number;
      readonly n: number;
    }
  | { readonly kind: 'wrong'; readonly message: string };

export interface PreviewPlace {
  readonly graph: ModelGraph;
  readonly pictures: number;
  /** Formats by tensor, as the engine reported them. */
  readonly stored: ReadonlyMap<string, string>;
}

/** `plan` may throw LabError. */
export function previewPlan(plan: () => Plan, place: PreviewPlace): PlanPreview {
  try {
    const bound = bindHere(plan(), place);
    return {
      kind: 'plan',
      plan: bound.plan,
      words: describePlan(bound),
      N: bound.population.size,
      n: bound.trials,
    };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function bindHere(plan: Plan, { graph, pictures, stored }: PreviewPlace): BoundPlan {
  return bindPlan(plan, {
    graph,
    images: imagesOf(plan, pictures),
    formatOf(id) {
      const text = stored.get(id);
      // Only the width of words counts here.
      return text === undefined ? FLOAT32_TENSOR : storageOutline(readStorageSpec(text), [1], [0]);
    },
  });
}

function imagesOf({ inputs }: Plan, pictures: number): number[] {
  const { images = `0:${pictures}` } = inputs;
  if (typeof images !== 'string') return [...new Set(images)];
  const [from, to] = images.split(':').map(Number) as [number, number];
  return Array.from({ length: Math.max(0, Math.min(to, pictures) - from) }, (_, k) => from + k);
}
