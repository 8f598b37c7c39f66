/** The plans that a form stands for: one, or one for each bit error rate. */
import type { Plan } from '#engine/campaign/plan/planDocument.ts';
import { planOf } from '#engine/campaign/plan/readPlan.ts';
import type { DatasetReport } from '#workers/labApi.ts';
import { type CampaignDraft, listed } from './campaignDraft.ts';

export interface DraftPlace {
  /** As `bitflip` knows it. */
  readonly model: string;
  readonly storage: readonly string[];
  /** Pictures in the gallery. */
  readonly pictures: number;
  /** Held-out pictures beside the model; null where that is not known before it opens. */
  readonly heldOut: number | null;
  /** The person's data that the gallery holds. */
  readonly dataset: Pick<DatasetReport, 'kind' | 'name' | 'recipe'> | null;
}

/** Throws LabError `bad-argument` that names every field that is wrong. */
export function plansOfDraft(draft: CampaignDraft, place: DraftPlace): readonly Plan[] {
  if (draft.amount !== 'exact' && draft.amount !== 'bernoulli') return [planAt(draft, place, null)];
  const rates = listed(draft.errorRates, 'commas').map(realNumber);
  return (rates.length === 0 ? [''] : rates).map((rate) => planAt(draft, place, rate));
}

function planAt(draft: CampaignDraft, place: DraftPlace, rate: number | string | null): Plan {
  const confidence = hundredth(draft.confidencePercent);
  const several = rate !== null || draft.amount === 'count';
  return planOf(
    {
      title: draft.title.trim(),
      model: place.model,
      seed: wholeNumber(draft.seed),
      population: {
        of: draft.of,
        ...some('nodes', listed(draft.layers, 'commas')),
        ...some('tensors', listed(draft.tensors, 'commas')),
        bits: bitsOf(draft.bits),
        ...(draft.persistence === '' ? {} : { persistence: draft.persistence }),
      },
      fault: { ...effectOf(draft), ...(several ? { amount: amountOf(draft, rate) } : {}) },
      unit: draft.unit,
      redraw: draft.redraw,
      sampling: samplingOf(draft, confidence),
      stopping: stoppingOf(draft, confidence),
      interval: { method: draft.interval, confidence },
      bands: draft.bands,
      inputs: { ...sourceOf(draft, place), ...imagesOf(draft, place), only: draft.only },
      storage: draft.storage === null ? [...place.storage] : listed(draft.storage, 'lines'),
    },
    'The form',
  );
}

const sourceOf = ({ inputs }: CampaignDraft, { dataset }: DraftPlace): InputsOfData =>
  dataset === null || inputs !== 'gallery' ? { from: inputs } : inputsOfData(dataset);

export interface InputsOfData {
  readonly from: string;
  readonly prepare?: string;
}

/** As the command line finds the same data: files by their name, tensors by what makes them. */
export function inputsOfData(dataset: NonNullable<DraftPlace['dataset']>): InputsOfData {
  const [first = '', ...further] = dataset.recipe.split(';');
  const made = dataset.kind === 'made';
  const prepare = made ? further.map((part) => `;${part}`).join('') : dataset.recipe;
  return { from: made ? first : dataset.name, ...(prepare !== '' && { prepare }) };
}

const some = (field: string, list: readonly string[]) => (list.length === 0 ? {} : { [field]: list });

function bitsOf(text: string): unknown {
  const bits = text.trim();
  if (bits === '') return 'all';
  return /^\d+(\s*,\s*\d+)*$/.test(bits) ? listed(bits, 'commas').map(Number) : bits;
}

function effectOf({ fault, bitCount, stuckAt, value, randomDraw, deviation }: CampaignDraft): object {
  switch (fault) {
    case 'flip':
    case 'zero':
      return { kind: fault };
    case 'flips':
      return { kind: fault, bits: wholeNumber(bitCount) };
    case 'burst':
      return { kind: fault, length: wholeNumber(bitCount) };
    case 'stuck':
      return { kind: fault, at: stuckAt === 'both' ? 'both' : Number(stuckAt) };
    case 'set':
      return { kind: fault, value: realNumber(value) };
    case 'random':
      return { kind: fault, draw: randomDraw };
    case 'noise':
      return { kind: fault, deviation: realNumber(deviation) };
  }
}

function amountOf({ amount, siteCount }: CampaignDraft, rate: number | string | null): unknown {
  return rate === null
    ? { kind: 'count', count: wholeNumber(siteCount) }
    : { kind: 'rate', rate, draw: amount };
}

function samplingOf(draft: CampaignDraft, confidence: number | string): object {
  const { sampling, allocation, sizeBy, trials, marginPercent, expectedPercent, t, rounding } = draft;
  const size =
    sizeBy === 'number'
      ? wholeNumber(trials)
      : { margin: hundredth(marginPercent), confidence, rate: hundredth(expectedPercent), t, rounding };
  switch (sampling) {
    case 'exhaustive':
      return { kind: sampling };
    case 'list':
      return { kind: sampling, ...some('faults', listed(draft.faults, 'lines')) };
    case 'uniform':
    case 'uniform-over-layers':
    case 'uniform-over-tensors':
      return { kind: sampling, size };
    case 'layer':
    case 'bit':
    case 'layer-bit':
      return { kind: 'stratified', by: sampling, allocation, size };
  }
}

function stoppingOf(draft: CampaignDraft, confidence: number | string): unknown {
  if (draft.stopping === 'fixed') return { kind: 'fixed' };
  const { stopMarginPercent, stopMetric, stopEvery } = draft;
  const [margin, every] = [hundredth(stopMarginPercent), wholeNumber(stopEvery)];
  return { kind: 'sequential', margin, confidence, metric: stopMetric, every };
}

/** How many pictures there are to draw from; null where that is not known. */
export const picturesFor = (
  inputs: CampaignDraft['inputs'],
  { pictures, heldOut }: Pick<DraftPlace, 'pictures' | 'heldOut'>,
): number | null => (inputs === 'gallery' ? pictures : heldOut);

/** So many pictures tell most that all would, and a fault on each of them does not take long. */
const USUAL_PICTURES = 100;

/** What the field of pictures holds: as it was typed, or the usual number where there are as many. */
export function imagesShown({ images, inputs }: CampaignDraft, place: DraftPlace): string {
  return images ?? String(Math.min(USUAL_PICTURES, picturesFor(inputs, place) ?? USUAL_PICTURES));
}

function imagesOf(draft: CampaignDraft, place: DraftPlace): object {
  const text = imagesShown(draft, place).trim();
  if (text.includes(':')) return { images: text };
  if (text.includes(',')) return { images: listed(text, 'commas').map(wholeNumber) };
  const count = wholeNumber(text);
  return text === '' || count === picturesFor(draft.inputs, place) ? {} : { images: `0:${count}` };
}

/** What is no number stays text, which the plan's own check refuses by name. */
function wholeNumber(text: string): number | string {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : text;
}

function realNumber(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function hundredth(text: string): number | string {
  const percent = Number(text.replace('%', ''));
  return text.trim() === '' || Number.isNaN(percent) ? text : Number((percent / 100).toPrecision(12));
}
