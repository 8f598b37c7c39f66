/** All faults below each other, with what each did; here their order can be changed. */
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { useScene } from '#app/state/scene.ts';
import { FaultChip } from './FaultChip.tsx';
import { type FaultRow, useFaultRows } from './useFaultRows.ts';

export function FaultTable() {
  const rows = useFaultRows();
  const list = useRef<HTMLOListElement>(null);
  const focusRow = (index: number, name: string) =>
    list.current?.children[index]?.querySelector<HTMLElement>(`${name}:not(:disabled), .fault-show`)?.focus();
  const move = (from: number, to: number) => {
    flushSync(() => useScene.getState().moveFault(from, to));
    focusRow(to, to < from ? '.fault-up' : '.fault-down');
  };
  const remove = (index: number) => {
    flushSync(() => useScene.getState().removeFault(index));
    focusRow(Math.min(index, rows.length - 2), '.fault-remove');
  };
  if (rows.length === 0) return <p className="soft">There is no fault.</p>;
  return (
    <ol ref={list} className="fault-table" aria-label="All faults, in the order in which they act">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same; the order is what tells them apart
        <li key={`${i} ${row.fault.text}`}>
          <span className="fault-place">{i + 1}</span>
          <FaultChip fault={row.fault} index={i} change={changeWords(row)} onRemove={remove} />
          <button
            type="button"
            className="button plain icon-button fault-up"
            aria-label={`Earlier: ${row.fault.text}`}
            title="Act earlier"
            disabled={i === 0}
            onClick={() => move(i, i - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            className="button plain icon-button fault-down"
            aria-label={`Later: ${row.fault.text}`}
            title="Act later"
            disabled={i === rows.length - 1}
            onClick={() => move(i, i + 1)}
          >
            ↓
          </button>
        </li>
      ))}
    </ol>
  );
}

function changeWords({ change, sites }: FaultRow): string | null {
  if (change === null || sites === null || sites === 1) return change;
  return `${sites.toLocaleString('en-US')} words, first ${change}`;
}
