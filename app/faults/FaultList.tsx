/** The faults of the scene as chips: a click shows where it is, the cross takes it away. */

import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { showPanel } from '#app/shell/panels.ts';
import { useScene } from '#app/state/scene.ts';
import { showFault } from './showFault.ts';

export function FaultList() {
  const faults = useScene((state) => state.scene.faults);
  const list = useRef<HTMLUListElement>(null);
  const remove = (index: number, byKey: boolean) => {
    flushSync(() => useScene.getState().removeFault(index));
    if (!byKey) return;
    // The pressed button is gone: the focus goes to the next one like it, else to where a fault is added.
    const crosses = list.current?.querySelectorAll<HTMLElement>('.fault-remove') ?? [];
    (crosses[Math.min(index, crosses.length - 1)] ?? document.getElementById('fault-field'))?.focus();
  };
  return (
    <ul ref={list} className="fault-list" aria-label="Faults">
      {faults.map(({ text: fault }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two faults may be the same; the order is what tells them apart
        <li key={`${i} ${fault}`} className="fault-chip mono">
          <button
            type="button"
            className="fault-show"
            title="Show where it is"
            onClick={() => {
              showFault(fault);
              showPanel('layer');
            }}
          >
            {fault}
          </button>
          <button
            type="button"
            className="fault-remove"
            aria-label={`Remove ${fault}`}
            onClick={(event) => remove(i, event.detail === 0)}
          >
            ×
          </button>
        </li>
      ))}
      {faults.length === 0 && <li className="fault-none">none yet</li>}
    </ul>
  );
}
