/** A plan in the form: the other way round of planOfDraft. What a form cannot hold is named, by going there and back. */
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { type CampaignDraft, FIRST_DRAFT } from './campaignDraft.ts';
import { type DraftPlace, picturesFor, plansOfDraft } from './planOfDraft.ts';

export interface PlanInForm {
  readonly draft: CampaignDraft;
  /** Fields of the plan that the form would change. */
  readonly lost: readonly string[];
}

export function planInForm(plan: Plan, place: DraftPlace): PlanInForm {
  const draft = draftOfPlan(plan, place);
  const [back] = plansOfDraft(draft, place);
  const fields = Object.keys(plan) as (keyof Plan)[];
  const lost = fields.filter((field) => JSON.stringify(plan[field]) !== JSON.stringify(back?.[field]));
  return { draft, lost };
}

function draftOfPlan(plan: Plan, place: DraftPlace): CampaignDraft {
  const { population, inputs, interval, sampling, stopping, storage } = plan;
  const source = inputs.from === 'heldout' ? 'heldout' : 'gallery';
  return {
    ...FIRST_DRAFT,
    title: plan.title,
    of: population.of,
    layers: (population.nodes ?? []).join(', '),
    tensors: (population.tensors ?? []).join(', '),
    bits: typeof population.bits === 'string' ? population.bits : population.bits.join(', '),
    persistence: population.persistence ?? '',
    ...faultDraft(plan.fault),
    unit: plan.unit,
    redraw: plan.redraw,
    inputs: source,
    images: imagesText(inputs.images, picturesFor(source, place)),
    only: inputs.only,
    ...samplingDraft(sampling),
    confidencePercent: hundredfold(interval.confidence),
    ...(stopping.kind === 'sequential'
      ? {
          stopping: 'sequential',
          stopMarginPercent: hundredfold(stopping.margin),
          stopMetric: stopping.metric,
          stopEvery: String(stopping.every),
        }
      : {}),
    interval: interval.method,
    bands: plan.bands,
    storage: storage.join('\n'),
    seed: String(plan.seed),
  };
}

function faultDraft(fault: Plan['fault']): Partial<CampaignDraft> {
  const { kind, amount } = fault;
  return {
    fault: kind,
    ...('bits' in fault ? { bitCount: String(fault.bits) } : {}),
    ...('length' in fault ? { bitCount: String(fault.length) } : {}),
    ...('at' in fault ? { stuckAt: String(fault.at) as CampaignDraft['stuckAt'] } : {}),
    ...('value' in fault ? { value: String(fault.value) } : {}),
    ...(kind === 'random' ? { randomDraw: fault.draw } : {}),
    ...('deviation' in fault ? { deviation: String(fault.deviation) } : {}),
    amount: amount.kind === 'rate' ? amount.draw : amount.kind,
    ...(amount.kind === 'count' ? { siteCount: String(amount.count) } : {}),
    ...(amount.kind === 'rate' ? { errorRates: String(amount.rate) } : {}),
  };
}

function samplingDraft(sampling: Plan['sampling']): Partial<CampaignDraft> {
  const how: Partial<CampaignDraft> =
    sampling.kind === 'stratified'
      ? { sampling: sampling.by, allocation: sampling.allocation }
      : { sampling: sampling.kind };
  if (sampling.kind === 'list') return { ...how, faults: (sampling.faults ?? []).join('\n') };
  if (!('size' in sampling)) return how;
  const { size } = sampling;
  if (typeof size === 'number') return { ...how, sizeBy: 'number', trials: String(size) };
  return {
    ...how,
    sizeBy: 'margin',
    marginPercent: hundredfold(size.margin),
    expectedPercent: hundredfold(size.rate),
    t: size.t,
    rounding: size.rounding,
  };
}

function imagesText(images: Plan['inputs']['images'], pictures: number | null): string {
  if (images === undefined) return pictures === null ? '' : String(pictures);
  if (typeof images !== 'string') return `${images.join(', ')}${images.length === 1 ? ',' : ''}`;
  const count = images.startsWith('0:') ? Number(images.slice(2)) : null;
  return count !== null && count !== pictures ? String(count) : images;
}

const hundredfold = (share: number): string => String(Number((100 * share).toPrecision(12)));
