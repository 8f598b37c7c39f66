/** The plan that a form stands for. */
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { planOf } from '#engine/campaign/plan/readPlan.ts';
import type { CampaignDraft, DraftSampling } from './campaignDraft.ts';

export interface DraftPlace {
  /** As `bitflip` knows it. */
  readonly model: string;
  readonly storage: readonly string[];
  /** Pictures in the gallery. */
  readonly pictures: number;
}

/** Throws LabError `bad-argument` that names every field that is wrong. */
export function planOfDraft(draft: CampaignDraft, { model, storage, pictures }: DraftPlace): Plan {
  const images = wholeNumber(draft.images);
  const confidence = hundredth(draft.confidencePercent);
  const size =
    draft.sizeBy === 'number'
      ? wholeNumber(draft.trials)
      : { margin: hundredth(draft.marginPercent), confidence };
  return planOf(
    {
      model,
      seed: wholeNumber(draft.seed),
      population: {
        of: draft.of,
        ...(draft.layer === '' ? {} : { nodes: [draft.layer] }),
        bits: draft.bits.trim() === '' ? 'all' : draft.bits.trim(),
      },
      fault: faultOf(draft),
      unit: draft.unit,
      sampling: samplingOf(draft.sampling, size),
      interval: { confidence },
      inputs: {
        from: 'gallery',
        ...(typeof images === 'number' && images >= pictures ? {} : { images: `0:${images}` }),
      },
      storage: [...storage],
    },
    'The form',
  );
}

function faultOf({ fault, bitCount, stuckAt }: CampaignDraft): unknown {
  switch (fault) {
    case 'flips':
      return { kind: 'flips', bits: wholeNumber(bitCount) };
    case 'burst':
      return { kind: 'burst', length: wholeNumber(bitCount) };
    case 'stuck':
      return { kind: 'stuck', at: stuckAt === 'both' ? 'both' : Number(stuckAt) };
    default:
      return { kind: fault };
  }
}

function samplingOf(sampling: DraftSampling, size: unknown): unknown {
  switch (sampling) {
    case 'exhaustive':
      return { kind: 'exhaustive' };
    case 'uniform':
    case 'uniform-over-layers':
      return { kind: sampling, size };
    case 'layer':
    case 'bit':
    case 'layer-bit':
      // So that every layer and every bit is known about as well as the others.
      return { kind: 'stratified', by: sampling, allocation: 'equal', size };
  }
}

/** What is no number stays text, which the plan's own check refuses by name. */
function wholeNumber(text: string): number | string {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : text;
}

function hundredth(text: string): number | string {
  const percent = Number(text.replace('%', ''));
  return text.trim() === '' || Number.isNaN(percent) ? text : Number((percent / 100).toPrecision(12));
}
