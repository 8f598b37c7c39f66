/** What storing the tensor costs, as it is dragged. */
import { formatCount } from '#app/ui/formatNumber.ts';
import type { StorageReport } from '#engine/storage/storageReport.ts';
import { FLOAT32 } from '#engine/storage/storageSpec.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { StorageCost } from './storageCost.ts';

interface RangeCostsProps {
  readonly format: string;
  /** From the values on the page; null where only the engine knows. */
  readonly cost: StorageCost | null;
  /** From the engine, over this picture; null until it has come. */
  readonly report: StorageReport | null;
}

const NOTES: Readonly<Record<StorageCost['basis'], string>> = {
  values: '',
  part: 'From a part of the values while it moves.',
  bins: 'Over the gallery, from 2,048 bins; codes over this picture.',
};

interface Facts {
  readonly clipped: number;
  readonly sqnrDb: number;
  readonly maxError: number;
  readonly codesUsed: number | null;
  readonly bits: number;
}

export function RangeCosts({ format, cost, report }: RangeCostsProps) {
  if (format === FLOAT32) return null;
  const facts: Facts | null =
    cost ?? (report ? { ...report, clipped: report.clipped / Math.max(report.elements, 1) } : null);
  if (facts === null) return <p className="soft">What it costs is being counted.</p>;
  const about = cost !== null && cost.basis !== 'values' ? '≈ ' : '';
  const used = facts.codesUsed ?? report?.codesUsed ?? null;
  const cells = [
    { name: 'clipped', value: `${about}${percent(facts.clipped)}` },
    { name: 'SQNR', value: `${about}${decibels(facts.sqnrDb)}` },
    { name: 'largest error', value: `${about}${shortNumber(facts.maxError)}` },
    { name: 'codes used', value: used === null ? '-' : `${formatCount(used)} of ${codes(facts.bits)}` },
  ];
  return (
    <>
      <dl className="range-costs">
        {cells.map(({ name, value }) => (
          <div key={name}>
            <dd>{value}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      <p className="soft range-note">{cost === null ? 'Over this picture.' : NOTES[cost.basis]}</p>
    </>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.001 ? 3 : 1)} %`;

const decibels = (value: number): string =>
  Number.isNaN(value) ? '-' : value === Number.POSITIVE_INFINITY ? 'exact' : `${value.toFixed(1)} dB`;

const codes = (bits: number): string => (bits <= 16 ? formatCount(2 ** bits) : `2^${bits}`);
