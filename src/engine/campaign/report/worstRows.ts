/**
 * The worst trials so far: wrong answers that look right first (SDC), then those that show (DUE), then by how much the
 * loss grew, then by how far an output moved, which is all there is in models without classes; among equals the earlier trial. The same rows in any order give the same list.
 */
import type { Row } from '../run/row.ts';

const KEPT = 20;

export class Worst {
  #rows: Row[] = [];

  get rows(): readonly Row[] {
    return this.#rows;
  }

  offer(row: Row): void {
    if (row.sdc + row.due + row.changed === 0) return;
    const last = this.#rows.at(-1);
    if (this.#rows.length === KEPT && last !== undefined && order(last, row) < 0) return;
    this.#rows = [...this.#rows, row].sort(order).slice(0, KEPT);
  }
}

function order(a: Row, b: Row): number {
  return (
    b.sdc / b.images - a.sdc / a.images ||
    b.due / b.images - a.due / a.images ||
    b.lossChange - a.lossChange ||
    (b.maxAbsDiff ?? 0) - (a.maxAbsDiff ?? 0) ||
    a.trial - b.trial
  );
}
