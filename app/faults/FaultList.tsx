/** The faults of the scene as chips: a click shows where it is, the cross takes it away. */

import { showPanel } from '#app/shell/panels.ts';
import { useScene } from '#app/state/scene.ts';
import { showFault } from './showFault.ts';

export function FaultList() {
  const faults = useScene((state) => state.scene.faults);
  const { removeFault } = useScene.getState();
  return (
    <ul className="fault-list" aria-label="Faults">
      {faults.map((fault, i) => (
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
            onClick={() => removeFault(i)}
          >
            ×
          </button>
        </li>
      ))}
      {faults.length === 0 && <li className="fault-none">none yet</li>}
    </ul>
  );
}
