/** What the rows of a campaign add up to as they come, each trial once. Memory does not grow with trials. */
import type { BoundPlan } from '#engine/campaign/plan/bindPlan.ts';
import { Convergence } from '#engine/campaign/report/convergence.ts';
import { RowSums } from '#engine/campaign/report/moments.ts';
import { Worst } from '#engine/campaign/report/worstRows.ts';
import { DoneTrials } from '#engine/campaign/run/doneTrials.ts';
import { type Looks, looksOf } from '#engine/campaign/run/drive.ts';
import type { Row } from '#engine/campaign/run/row.ts';

export class CampaignSums {
  readonly rows: RowSums;
  readonly done: DoneTrials;
  readonly looks: Looks | null;
  readonly worst = new Worst();
  readonly convergence = new Convergence();

  constructor(bound: BoundPlan) {
    this.rows = new RowSums(bound);
    this.done = new DoneTrials(bound.trials);
    this.looks = looksOf(bound);
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      // What ran beside the look at which a plan stopped does not count.
      if (row.trial >= (this.looks?.stoppedAt ?? Number.POSITIVE_INFINITY)) continue;
      if (!this.done.add(row.trial)) continue;
      this.rows.add(row);
      this.worst.offer(row);
      this.looks?.offer(row);
      this.convergence.offer(this.rows, this.done.count);
    }
  }
}
