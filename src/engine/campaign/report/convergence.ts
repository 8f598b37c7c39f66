/**
 * How rates settled: the estimate of the whole population after so many rows, at counts that grow by a tenth. Memory and
 * time hardly grow with trials; rows read back from a journal give the same points as rows that were just made.
 */
import { estimate, type Rate } from './estimate.ts';
import type { Metric, RowSums } from './moments.ts';

const SETTLING = ['critical', 'sdc', 'changed', 'due', 'masked'] as const satisfies readonly Metric[];

export type SettlingMetric = (typeof SETTLING)[number];

export interface ConvergencePoint {
  /** Rows. */
  readonly n: number;
  readonly rates: Readonly<Record<SettlingMetric, Rate>>;
}

const FIRST = 10;

export class Convergence {
  points: readonly ConvergencePoint[] = [];
  #next = FIRST;

  /** Told after every row. */
  offer(sums: RowSums, rows: number): void {
    if (rows < this.#next) return;
    this.#next = Math.ceil(rows * 1.1);
    this.#add(sums, rows);
  }

  /** Told after the last row, so that the last point is of all. */
  end(sums: RowSums, rows: number): void {
    if (rows >= FIRST && this.points.at(-1)?.n !== rows) this.#add(sums, rows);
  }

  #add(sums: RowSums, rows: number): void {
    const strata = new Map(sums.all.map((moments, k) => [k, moments]));
    const rates = Object.fromEntries(
      SETTLING.map((metric) => [metric, estimate(sums.bound, strata, metric)]),
    ) as ConvergencePoint['rates'];
    this.points = [...this.points, { n: rows, rates }];
  }
}
