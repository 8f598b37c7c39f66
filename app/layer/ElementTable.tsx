/** The heatmap's twin for those who read rather than look: the greatest changes (or values) as a real table. */
import { useMemo } from 'react';
import { formatCount } from '#app/ui/formatNumber.ts';
import { shortNumber } from '#engine/words/shortNumber.ts';
import type { Comparison } from './comparison.ts';
import { indexText } from './ReadOut.tsx';

export interface ElementTableProps {
  readonly shape: readonly number[];
  readonly comparison: Comparison;
  readonly onPick: (flatIndex: number) => void;
}

const ROWS = 12;

export function ElementTable({ shape, comparison, onPick }: ElementTableProps) {
  const { golden, faulty, changed } = comparison;
  const indices = useMemo(() => greatest(comparison, ROWS), [comparison]);
  const heading =
    changed > 0
      ? changed === 1
        ? 'the one change'
        : `greatest of ${formatCount(changed)} changes`
      : 'greatest values';
  return (
    <details className="element-table">
      <summary>Table: {heading}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">index</th>
            <th scope="col">golden</th>
            <th scope="col">faulty</th>
            <th scope="col">difference</th>
          </tr>
        </thead>
        <tbody>
          {indices.map((index) => (
            <tr key={index}>
              <th scope="row">
                <button type="button" onClick={() => onPick(index)}>
                  {indexText(shape, index)}
                </button>
              </th>
              <td>{shortNumber(golden[index] as number)}</td>
              <td>{shortNumber(faulty[index] as number)}</td>
              <td>{shortNumber(Math.abs((faulty[index] as number) - (golden[index] as number)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Indices by falling |difference| (not finite first), or by |golden| where nothing changed. */
function greatest({ golden, faulty, changed, changedAt }: Comparison, count: number): readonly number[] {
  const size = (index: number) => {
    if (changed === 0) return Math.abs(golden[index] as number);
    const distance = Math.abs((faulty[index] as number) - (golden[index] as number));
    return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  };
  // One pass with a short sorted list: tensors have up to millions of elements, the table has a dozen rows.
  const best: { readonly index: number; readonly size: number }[] = [];
  for (let index = 0; index < golden.length; index++) {
    if (changed > 0 && !changedAt(index)) continue;
    const entry = { index, size: size(index) };
    const last = best.at(-1);
    if (best.length === count && last && entry.size <= last.size) continue;
    const at = best.findIndex((other) => other.size < entry.size);
    best.splice(at < 0 ? best.length : at, 0, entry);
    if (best.length > count) best.pop();
  }
  return best.map((entry) => entry.index);
}
