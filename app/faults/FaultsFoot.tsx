/** The foot: what is wrong with this network, and the way back. */

import { Keys } from '#app/commands/Keys.tsx';
import { commandById, runCommand } from '#app/commands/registry.ts';
import { useScene } from '#app/state/scene.ts';
import { FaultField } from './FaultField.tsx';
import { FaultList } from './FaultList.tsx';
import './faults.css';

export function FaultsFoot() {
  const canUndo = useScene((state) => state.past.length > 0);
  const canRedo = useScene((state) => state.future.length > 0);
  const any = useScene((state) => state.scene.faults.length > 0);
  return (
    <>
      <h2 className="faults-title">Faults</h2>
      <FaultList />
      <FaultField />
      <div className="faults-history">
        <CommandButton id="faults.undo" enabled={canUndo} />
        <CommandButton id="faults.redo" enabled={canRedo} />
        <button
          type="button"
          className="button plain"
          disabled={!any}
          onClick={() => runCommand('faults.clear')}
        >
          Clear
        </button>
      </div>
    </>
  );
}

function CommandButton({ id, enabled }: { readonly id: string; readonly enabled: boolean }) {
  const { title, keys } = commandById(id);
  return (
    <button
      type="button"
      className="button plain"
      disabled={!enabled}
      onClick={() => runCommand(id)}
      aria-label={title}
    >
      {title}
      {keys[0] !== undefined && <Keys combo={keys[0]} />}
    </button>
  );
}
