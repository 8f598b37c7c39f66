/**
 * Exhaustive truth of a small net, and campaigns drawn from it by the real sampler: what an interval promises is checked
 * against what it covers, without running the net again.
 */
import { useBackend } from '../../testing/backends.ts';
import { TINY_INPUTS, tinyImages, tinyProgram } from '../../testing/tinyNet.ts';
import { verdict } from '../outcome.ts';
import type { BoundPlan } from '../plan/bindPlan.ts';
import { readPlan } from '../plan/readPlan.ts';
import { trialOf } from '../plan/trial.ts';
import { Campaign, type CampaignPlace, outputsOf } from '../run/campaign.ts';
import type { Interval } from '../statistics/intervals.ts';
import type { StratumSample } from '../statistics/weighted.ts';

export const IMAGES = 16;

export async function tinyPlace(): Promise<CampaignPlace> {
  const device = await useBackend('wasm');
  const program = await tinyProgram();
  const values = tinyImages(IMAGES);
  return {
    program,
    device,
    inputs: {
      tensors: [{ shape: [IMAGES, TINY_INPUTS], values }],
      labels: Array.from({ length: IMAGES }, () => null),
    },
    storage: new Map(),
    prepare: () => {
      throw new Error('no lists here');
    },
    budgetBytes: 2 ** 24,
  };
}

/** 1 where the answer changes or breaks, by fault * IMAGES + image. */
export interface Truth {
  readonly hits: Uint8Array;
  readonly faults: number;
}

export async function truthOf(population: string, place: CampaignPlace): Promise<Truth> {
  const campaign = await Campaign.open(
    readPlan(`${population}\nunit: fault\nsampling: {kind: exhaustive}`),
    place,
  );
  const { trials } = campaign.bound;
  const hits = new Uint8Array(trials * IMAGES);
  const golden = await campaign.goldenRun(Array.from({ length: IMAGES }, (_, image) => image));
  for (let t = 0; t < trials; t++) {
    const corruption = campaign.corruptionOf(trialOf(campaign.bound, t), IMAGES);
    const faulty = await golden.faulty(corruption, { budgetBytes: 2 ** 20 });
    const outputs = await outputsOf(faulty, place);
    faulty.dispose();
    campaign.golden.forEach((answer, image) => {
      const judged = verdict(answer.outputs, outputs[image] as readonly Float32Array[], true);
      hits[t * IMAGES + image] = judged === 'SDC' || judged === 'DUE' ? 1 : 0;
    });
  }
  golden.dispose();
  return { hits, faults: trials };
}

export const rateOf = ({ hits }: Truth): number => hits.reduce((sum, hit) => sum + hit, 0) / hits.length;

/** What a campaign would have found, by stratum; draws of a fault are means over its images. */
export function sampleOf(bound: BoundPlan, { hits }: Truth, trials = bound.trials): StratumSample[] {
  const found = bound.strata.map(() => ({ n: 0, sum: 0, sumOfSquares: 0 }));
  for (let t = 0; t < trials; t++) {
    const { site, image, stratum } = trialOf(bound, t);
    if (site === null) throw new Error('a trial without a site');
    const first = bound.population.indexOf(site) * IMAGES;
    let y = 0;
    if (image === null) {
      for (let k = 0; k < IMAGES; k++) y += hits[first + k] as number;
      y /= IMAGES;
    } else y = hits[first + image] as number;
    const own = found[stratum] as (typeof found)[number];
    own.n++;
    own.sum += y;
    own.sumOfSquares += y * y;
  }
  return found.map((own, k) => {
    const { weight, units } = bound.strata[k] as BoundPlan['strata'][number];
    return { weight, units, ...own };
  });
}

export const covers = ({ low, high }: Interval, rate: number): boolean =>
  low <= rate + 1e-12 && rate - 1e-12 <= high;
