/** What stands in the form of a campaign: everything a plan can say. Numbers and lists are kept as they were typed. */
import type { Plan } from '#engine/campaign/plan/planDocument.ts';

export type DraftSampling = Exclude<Plan['sampling']['kind'], 'stratified'> | 'layer' | 'bit' | 'layer-bit';
type Stratified = Extract<Plan['sampling'], { kind: 'stratified' }>;
type Sequential = Extract<Plan['stopping'], { kind: 'sequential' }>;
type Formula = Exclude<Extract<Plan['sampling'], { kind: 'uniform' }>['size'], number>;

export interface CampaignDraft {
  readonly title: string;
  readonly of: Plan['population']['of'];
  /** Nodes by name, with `*`, and commas between; empty for all. */
  readonly layers: string;
  /** Tensors of them: `kernel, bias`; empty for all. */
  readonly tensors: string;
  readonly bits: string;
  readonly persistence: '' | 'permanent' | 'transient';
  readonly fault: Plan['fault']['kind'];
  /** Bits of `flips` and `burst`. */
  readonly bitCount: string;
  readonly stuckAt: '0' | '1' | 'both';
  /** Of `set`. */
  readonly value: string;
  readonly randomDraw: Extract<Plan['fault'], { kind: 'random' }>['draw'];
  /** Of `noise`. */
  readonly deviation: string;
  readonly amount: 'one' | 'count' | 'exact' | 'bernoulli';
  readonly siteCount: string;
  /** Bit error rates, commas between: several make a series of campaigns. */
  readonly errorRates: string;
  readonly unit: Plan['unit'];
  readonly redraw: Plan['redraw'];
  readonly inputs: 'gallery' | 'heldout';
  /** The first so many pictures; or `20:40`, or numbers with commas between; null: as many as is usual, or as there are. */
  readonly images: string | null;
  readonly only: Plan['inputs']['only'];
  readonly sampling: DraftSampling;
  readonly allocation: Stratified['allocation'];
  /** Given fault strings, one a line. */
  readonly faults: string;
  readonly sizeBy: 'margin' | 'number';
  readonly marginPercent: string;
  readonly confidencePercent: string;
  readonly trials: string;
  /** What the formula takes for the rate. */
  readonly expectedPercent: string;
  readonly t: Formula['t'];
  readonly rounding: Formula['rounding'];
  readonly stopping: Plan['stopping']['kind'];
  readonly stopMarginPercent: string;
  readonly stopMetric: Sequential['metric'];
  readonly stopEvery: string;
  readonly interval: Plan['interval']['method'];
  readonly bands: Plan['bands'];
  /** Entries of a storage plan, one a line; null: as the lab has it. */
  readonly storage: string | null;
  readonly seed: string;
}

export const FIRST_DRAFT: CampaignDraft = {
  title: '',
  of: 'parameters',
  layers: '',
  tensors: '',
  bits: 'all',
  persistence: '',
  fault: 'flip',
  bitCount: '2',
  stuckAt: 'both',
  value: '0',
  randomDraw: 'range',
  deviation: '1',
  amount: 'one',
  siteCount: '10',
  errorRates: '1e-6, 1e-5, 1e-4, 1e-3',
  unit: 'pair',
  redraw: 'for-all',
  inputs: 'gallery',
  images: null,
  only: 'all',
  sampling: 'uniform',
  allocation: 'equal',
  faults: '',
  sizeBy: 'margin',
  marginPercent: '2',
  confidencePercent: '95',
  trials: '1000',
  expectedPercent: '50',
  t: 'printed',
  rounding: 'ceil',
  stopping: 'fixed',
  stopMarginPercent: '1',
  stopMetric: 'critical',
  stopEvery: '100',
  interval: 'clopper-pearson',
  bands: 'closed',
  storage: null,
  seed: '1',
};

/** Parts of a list that was typed: lines, or what stands between commas outside brackets. */
export function listed(text: string, between: 'commas' | 'lines'): string[] {
  return text
    .split(between === 'lines' ? /\r?\n/ : ',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
