/** What plans would do, before they run: bound to the graph on the screen, without any inference. */
import { type BoundPlan, bindPlan } from '#engine/campaign/plan/bindPlan.ts';
import { describePlan, type PlanWords } from '#engine/campaign/plan/describePlan.ts';
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { FLOAT32_TENSOR } from '#engine/formats/groupedFormat.ts';
import type { ModelGraph } from '#engine/graph/modelGraph.ts';
import { LabError } from '#engine/labError.ts';
import { readStorageSpec } from '#engine/storage/storageSpec.ts';
import { storageOutline } from '#engine/storage/tensorStorage.ts';
import { type DraftPlace, inputsOfData } from './planOfDraft.ts';

export interface StratumTold {
  readonly label: string;
  readonly faults: number;
  /** Share of the population. */
  readonly weight: number;
  readonly trials: number;
}

export type PlanPreview =
  | {
      readonly kind: 'plan';
      /** A series of campaigns where they are several. */
      readonly plans: readonly Plan[];
      /** Of the first. */
      readonly words: PlanWords;
      readonly N: number;
      readonly n: number;
      /** What cannot be known before the model has run. */
      readonly open: readonly string[];
      /** Two or more; how trials are shared out. */
      readonly strata: readonly StratumTold[];
    }
  | { readonly kind: 'wrong'; readonly message: string };

export interface PreviewPlace {
  readonly graph: ModelGraph;
  readonly pictures: number;
  /** Held-out pictures; null where that is not known before the campaign opens. */
  readonly heldOut: number | null;
  /** The person's data that stand in place of the gallery. */
  readonly dataset: DraftPlace['dataset'];
  /** Formats by tensor, as the engine reported them. */
  readonly stored: ReadonlyMap<string, string>;
}

/** `plans` may throw LabError. */
export function previewPlans(plans: () => readonly Plan[], place: PreviewPlace): PlanPreview {
  try {
    const all = plans();
    const bounds = all.map((plan) => bindHere(plan, place));
    const [bound] = bounds as [BoundPlan, ...BoundPlan[]];
    const { strata, population, trials } = bound;
    return {
      kind: 'plan',
      plans: all,
      words: describePlan(bound),
      N: population.size,
      n: trials,
      open: openQuestions(all[0] as Plan, place),
      strata:
        strata.length < 2
          ? []
          : strata.map(({ label, faults, weight, trials: own }) => ({ label, faults, weight, trials: own })),
    };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function bindHere(plan: Plan, place: PreviewPlace): BoundPlan {
  const { graph, stored } = place;
  return bindPlan(atMost(plan), {
    graph,
    images: imagesOf(plan, place),
    formatOf(id) {
      const text = stored.get(id);
      // Only the width of words counts here.
      return text === undefined ? FLOAT32_TENSOR : storageOutline(readStorageSpec(text), [1], [0]);
    },
  });
}

/** Pictures come from what is open. */
function checkSource({ from, prepare }: Plan['inputs'], dataset: PreviewPlace['dataset']): void {
  if (from === 'heldout') return;
  const here = dataset === null ? { from: 'gallery' } : inputsOfData(dataset);
  if (from === here.from && (prepare ?? '') === (here.prepare ?? '')) return;
  const asked = prepare === undefined ? from : `${from}, prepared ${prepare}`;
  const open = here.prepare === undefined ? here.from : `${here.from}, prepared ${here.prepare}`;
  throw new LabError(
    'bad-argument',
    `inputs.from: ${asked}: a campaign on the page takes the pictures that are open (${open}), or heldout. Open those of the plan first.`,
  );
}

const isDataAware = ({ sampling }: Plan): boolean =>
  sampling.kind === 'stratified' && sampling.allocation === 'data-aware';

/** Expected rates of bits need the weights; without them no stratum gets more than at a rate of one half. */
function atMost(plan: Plan): Plan {
  const { sampling } = plan;
  if (sampling.kind !== 'stratified' || sampling.allocation !== 'data-aware') return plan;
  if (sampling.by === 'layer')
    throw new LabError(
      'bad-argument',
      'sampling.allocation: "data-aware" needs strata by bit: use by: layer-bit or bit.',
    );
  const size = typeof sampling.size === 'number' ? sampling.size : { ...sampling.size, rate: 0.5 };
  return { ...plan, sampling: { ...sampling, allocation: 'each', size } };
}

function openQuestions(plan: Plan, { heldOut }: PreviewPlace): string[] {
  const said: string[] = [];
  if (isDataAware(plan))
    said.push('These are the most trials it can be: how many, the weights say when the campaign opens.');
  if (plan.inputs.only === 'golden-correct')
    said.push('Pictures answered wrong without faults are left out: how many, is known when it opens.');
  if (plan.inputs.from === 'heldout' && heldOut === null)
    said.push('How many pictures are held out is known when the campaign opens.');
  return said;
}

function imagesOf({ inputs }: Plan, { pictures, heldOut, dataset }: PreviewPlace): number[] {
  checkSource(inputs, dataset);
  const [where, there] =
    inputs.from === 'heldout'
      ? (['those held out are', heldOut] as const)
      : (['the gallery has', pictures] as const);
  if (there === 0)
    throw new LabError('bad-argument', 'inputs.from: heldout: this model has no pictures held out.');
  const { images = `0:${there ?? pictures}` } = inputs;
  const last = typeof images === 'string' ? Number(images.split(':')[1]) - 1 : Math.max(...images);
  if (there !== null && last >= there)
    throw new LabError(
      'bad-argument',
      `inputs.images: there is no picture ${last}; ${where} 0 to ${there - 1}.`,
    );
  if (typeof images !== 'string') return [...new Set(images)];
  const [from, to] = images.split(':').map(Number) as [number, number];
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
}
