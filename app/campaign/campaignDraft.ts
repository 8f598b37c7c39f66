/** What stands in the form of a campaign. Numbers are kept as they were typed. */
import type { Plan } from '#engine/campaign/plan/planDocument.ts';

export type DraftFault = 'flip' | 'flips' | 'burst' | 'stuck' | 'zero' | 'random' | 'noise';
export type DraftSampling = 'uniform' | 'layer' | 'bit' | 'layer-bit' | 'uniform-over-layers' | 'exhaustive';

export interface CampaignDraft {
  readonly of: Plan['population']['of'];
  /** A node's id; empty for all. */
  readonly layer: string;
  readonly bits: string;
  readonly fault: DraftFault;
  /** Bits of `flips` and `burst`. */
  readonly bitCount: string;
  readonly stuckAt: '0' | '1' | 'both';
  readonly unit: Plan['unit'];
  /** The first so many pictures of the gallery. */
  readonly images: string;
  readonly sampling: DraftSampling;
  readonly sizeBy: 'margin' | 'number';
  readonly marginPercent: string;
  readonly confidencePercent: string;
  readonly trials: string;
  readonly seed: string;
}

export const FIRST_DRAFT: CampaignDraft = {
  of: 'parameters',
  layer: '',
  bits: 'all',
  fault: 'flip',
  bitCount: '2',
  stuckAt: 'both',
  unit: 'pair',
  images: '100',
  sampling: 'uniform',
  sizeBy: 'margin',
  marginPercent: '2',
  confidencePercent: '95',
  trials: '1000',
  seed: '1',
};
