/**
 * A campaign's summary as one JSON document (docs/schema/campaign.schema.json): what `bitflip campaign` and
 * `bitflip report` print, and the file summary.json, of the page as of the command line.
 */

import { type Json, jsonText } from '../../jsonText.ts';
import type { CampaignRecord } from '../run/record.ts';
import { DEATHS, type DeathCounts } from './deathSums.ts';
import type { Rate } from './estimate.ts';
import type { Report } from './summarise.ts';

export interface Finished {
  readonly record: CampaignRecord;
  readonly report: Report;
  /** Hash of the parameters after the last trial; null where that is not known, as in a report from a folder. */
  readonly weightsAfter: string | null;
  readonly finished: boolean;
  readonly files: readonly string[];
}

export function summaryDocument({ record, report, weightsAfter, finished, files }: Finished): Json {
  const { plan, model, backend, adapter, flags, versions, inputs, images, storage, weights } = record;
  const { words, population, trials, overall, asDrawn, anytime, bands, masking, accuracy, strata, domains } =
    report;
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
    masking: { hit: masking.hit.map(deathsJson), died: masking.died.map(deathsJson) },
    accuracy: accuracy === null ? null : { ...accuracy, interval: rateJson(accuracy.interval) },
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

/** The document as the file summary.json, which does not name itself. */
export function summaryFile(finished: Omit<Finished, 'files'>): string {
  return `${jsonText(summaryDocument({ ...finished, files: [] }))}\n`;
}

const deathsJson = ({ at, images, counts }: DeathCounts): Json => ({
  node: at,
  images,
  reasons: Object.fromEntries(DEATHS.map((reason, k) => [reason, counts[k] ?? 0])),
});

const rateJson = ({ rate, low, high, n }: Rate) => ({ rate, low, high, n });

const ratesJson = (rates: Readonly<Record<string, Rate>>): Json =>
  Object.fromEntries(Object.entries(rates).map(([metric, rate]) => [metric, rateJson(rate)]));
