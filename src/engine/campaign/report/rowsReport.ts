/** The HTML report of rows that are all there, by trial. */
import type { BoundPlan } from '../plan/bindPlan.ts';
import type { CampaignRecord } from '../run/record.ts';
import type { Row } from '../run/row.ts';
import { convergenceOf } from './convergence.ts';
import { htmlReport } from './htmlReport.ts';
import type { Report } from './summarise.ts';
import { worstOf } from './worstRows.ts';

export function rowsReport(
  record: CampaignRecord,
  report: Report,
  bound: BoundPlan,
  rows: readonly Row[],
): string {
  return htmlReport({ record, report, worst: worstOf(rows), convergence: convergenceOf(bound, rows) });
}
