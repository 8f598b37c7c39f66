/** What storing did to a model's tensors, as JSON and as a table. */

import type { Json } from '#engine/jsonText.ts';
import type { StorageReport } from '#engine/storage/storageReport.ts';
import { float32Text } from '#engine/words/float32Text.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import { columns } from './columns.ts';

export function storageJson(reports: readonly StorageReport[]): Json {
  return reports.map(({ scale, zero, ...report }) => ({ ...report, scale: [...scale], zero: [...zero] }));
}

/** Empty without stored tensors. */
export function storageText(reports: readonly StorageReport[]): string {
  if (reports.length === 0) return '';
  const rows = reports.map((report) => [
    report.tensor,
    report.format,
    scaleText(report),
    `${shortNumber(report.lowest)} to ${shortNumber(report.highest)}`,
    `${report.clipped} of ${report.elements}`,
    report.codesUsed === null ? '' : `${report.codesUsed} of ${2 ** report.bits}`,
    Number.isNaN(report.sqnrDb) ? 'no signal' : `${shortNumber(report.sqnrDb)} dB`,
    shortNumber(report.maxError),
  ]);
  const head = ['stored', 'as', 'scale', 'range', 'clipped', 'codes', 'SQNR', 'max error'];
  return columns([head, ...rows], ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'right']);
}

function scaleText({ scale, zero }: StorageReport): string {
  const [first] = scale;
  if (first === undefined) return '';
  if (scale.length > 1) return `${scale.length} scales`;
  return `${float32Text(first)}${zero[0] ? `, zero ${zero[0]}` : ''}`;
}
