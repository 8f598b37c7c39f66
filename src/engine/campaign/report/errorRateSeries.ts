/**
 * Campaigns that differ in nothing but their bit error rate make a series: accuracy (or, without labels, SDC or DUE)
 * against the rate. Each point is a campaign of its own with its own interval; draws of one seed at several rates are
 * related, so points are not independent of each other.
 */
import type { Plan } from '../plan/planDocument.ts';
import type { ErrorRatePoint } from './pictures/errorRates.ts';
import type { Report } from './summarise.ts';

export interface ErrorRateSeries {
  readonly of: 'Accuracy' | 'SDC or DUE';
  /** By error rate. */
  readonly points: readonly ErrorRatePoint[];
  /** Accuracy without faults, null where there are no labels. */
  readonly golden: number | null;
}

export interface InSeries {
  readonly plan: Plan;
  readonly report: Report;
}

/** Null for a plan without an error rate. `others` may hold the campaign itself, and any others. */
export function errorRateSeries(own: InSeries, others: readonly InSeries[]): ErrorRateSeries | null {
  const key = seriesKey(own.plan);
  if (key === null) return null;
  const byRate = new Map<number, Report>();
  for (const { plan, report } of [...others, own])
    if (seriesKey(plan) === key) byRate.set(rateOf(plan) as number, report);
  const labelled = own.report.accuracy !== null;
  return {
    of: labelled ? 'Accuracy' : 'SDC or DUE',
    golden: own.report.accuracy?.golden ?? null,
    points: [...byRate]
      .flatMap(([errorRate, { accuracy, overall }]) => {
        const value = labelled ? accuracy?.interval : overall.critical;
        return value === undefined ? [] : [{ errorRate, value }];
      })
      .sort((a, b) => a.errorRate - b.errorRate),
  };
}

const rateOf = ({ fault }: Plan): number | null => (fault.amount.kind === 'rate' ? fault.amount.rate : null);

/** The same for plans of one series. */
function seriesKey(plan: Plan): string | null {
  if (rateOf(plan) === null) return null;
  return JSON.stringify({
    ...plan,
    title: '',
    fault: { ...plan.fault, amount: { ...plan.fault.amount, rate: 0 } },
  });
}
