/** The faults of the scene as chips, in the order in which they act. */
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { useScene } from '#app/state/scene.ts';
import { FaultChip } from './FaultChip.tsx';
import { useFaultRows } from './useFaultRows.ts';

export function FaultList() {
  const rows = useFaultRows();
  const list = useRef<HTMLUListElement>(null);
  const remove = (index: number, byKey: boolean) => {
    flushSync(() => useScene.getState().removeFault(index));
    if (!byKey) return;
    // The pressed button is gone: the focus goes to the next one like it, else to where a fault is added.
    const crosses = list.current?.querySelectorAll<HTMLElement>('.fault-remove') ?? [];
    (crosses[Math.min(index, crosses.length - 1)] ?? document.getElementById('fault-field'))?.focus();
  };
  return (
    <ul ref={list} className="fault-list" aria-label="Faults" hidden={rows.length === 0}>
      {rows.map(({ fault, change }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same; the order is what tells them apart
        <li key={`${i} ${fault.text}`}>
          <FaultChip fault={fault} index={i} change={change} onRemove={remove} />
        </li>
      ))}
    </ul>
  );
}
