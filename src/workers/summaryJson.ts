/** The summary of a campaign as a JSON file. What JSON cannot hold stands as "NaN", "Infinity" or "-Infinity". */
import type { CampaignRecord, Report } from './campaignApi.ts';

export function summaryJson({ graph: _, ...record }: CampaignRecord, report: Report): string {
  const plain = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify({ ...record, ...report }, plain, 2)}\n`;
}
