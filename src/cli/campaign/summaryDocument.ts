/** The JSON document of `bitflip campaign` and `bitflip report`: docs/schema/campaign.schema.json and report.schema.json. */

import type { Rate } from '#engine/campaign/report/estimate.ts';
import type { Report } from '#engine/campaign/report/summarise.ts';
import type { CampaignRecord } from '#engine/campaign/run/record.ts';
import type { Json } from '../jsonText.ts';

export interface Finished {
  readonly record: CampaignRecord;
  readonly report: Report;
  /** Null for a report from a folder. */
  readonly weightsAfter: string | null;
  readonly finished: boolean;
  readonly files: readonly string[];
}

export function summaryDocument({ record, report, weightsAfter, finished, files }: Finished): Json {
  const { plan, model, backend, adapter, flags, versions, inputs, images, storage, weights } = record;
  const { words, population, trials, overall, asDrawn, anytime, bands, accuracy, strata, domains } = report;
  return {
    plan: plan as unknown as Json,
    says: [...words.sentences],
    warnings: [...words.warnings],
    model: { ...model },
    run: { backend, adapter, flags: { ...flags }, versions: { ...versions } },
    inputs: { ...inputs, images: [...images] },
    storage: { ...storage },
    weights: { before: weights, after: weightsAfter },
    finished,
    population: { ...population },
    trials: { ...trials },
    confidence: report.confidence,
    overall: ratesJson(overall),
    asDrawn: asDrawn === null ? null : { ...asDrawn },
    anytime:
      anytime === null
        ? null
        : { metric: anytime.metric, stopped: anytime.stopped, ...rateJson(anytime.rate) },
    bands: { ...bands },
    accuracy: accuracy === null ? null : { ...accuracy },
    strata: strata.map(({ label, faults, weight, trials: n, rates }) => ({
      label,
      faults,
      weight,
      trials: n,
      rates: ratesJson(rates),
    })),
    domains: Object.fromEntries(
      Object.entries(domains).map(([domain, list]) => [
        domain,
        list.map(({ key, rates }) => ({ ...key, rates: ratesJson(rates) })),
      ]),
    ),
    files: [...files],
  };
}

const rateJson = ({ rate, low, high, n }: Rate) => ({ rate, low, high, n });

const ratesJson = (rates: Readonly<Record<string, Rate>>): Json =>
  Object.fromEntries(Object.entries(rates).map(([metric, rate]) => [metric, rateJson(rate)]));
