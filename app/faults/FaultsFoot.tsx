/** The foot: what is wrong with this network, where more of it comes from, and the way back. */

import { CampaignButton } from '#app/campaign/CampaignButton.tsx';
import { commandById, runCommand } from '#app/commands/registry.ts';
import { useLab } from '#app/state/lab.ts';
import { useScene } from '#app/state/scene.ts';
import { Popover } from '#app/ui/Popover.tsx';
import type { ReadyFault } from '#workers/labApi.ts';
import { FaultField } from './FaultField.tsx';
import { FaultList } from './FaultList.tsx';
import { FaultTable } from './FaultTable.tsx';
import { playReadyFault } from './faultActions.ts';
import { HistoryList } from './HistoryList.tsx';
import { RandomFault } from './RandomFault.tsx';
import { ReadyFaults } from './ReadyFaults.tsx';
import './faults.css';
import './footPopovers.css';
import './faultsNarrow.css';

const NO_READY: readonly ReadyFault[] = [];
const SCENES = 'Scenes to try';

export function FaultsFoot() {
  const canUndo = useScene((state) => state.past.length > 0);
  const canRedo = useScene((state) => state.future.length > 0);
  const count = useScene((state) => state.scene.faults.length);
  const ready = useLab((state) => state.model?.card.readyFaults ?? NO_READY);
  return (
    <>
      <h2 className="visually-hidden">Faults</h2>
      <Popover
        id="fault-table"
        label={count === 1 ? 'All faults, 1' : `All faults, ${count}`}
        button={<>Faults {count > 0 && <span className="badge strong">{count}</span>}</>}
        buttonClass="button plain faults-all"
        disabled={count === 0}
        title="Faults"
      >
        <FaultTable />
        <button type="button" className="button plain" onClick={() => runCommand('faults.clear')}>
          Remove all
        </button>
      </Popover>
      <FaultList />
      {count === 0 && <NoFault ready={ready} />}
      <FaultField />
      <div className="faults-more">
        <RandomFault />
        {ready.length > 0 && count > 0 && (
          <Popover id="ready-faults" label="Ready faults" button="Try one" title="Try one of these">
            <ReadyFaults
              ready={ready}
              label={SCENES}
              show="all"
              onChosen={(chosen) => {
                playReadyFault(chosen);
                document.getElementById('ready-faults')?.hidePopover();
              }}
            />
          </Popover>
        )}
      </div>
      <div className="faults-history">
        <CommandIcon id="faults.undo" icon="↶" enabled={canUndo} />
        <CommandIcon id="faults.redo" icon="↷" enabled={canRedo} />
        <Popover id="fault-history" label="History" button="History" title="History">
          <HistoryList />
        </Popover>
      </div>
      <CampaignButton />
    </>
  );
}

/** Nothing is wrong yet: what can be done about that. */
function NoFault({ ready }: { readonly ready: readonly ReadyFault[] }) {
  const any = ready.length > 0;
  return (
    <div className="fault-none">
      <p>
        {any ? 'No fault yet. Flip a bit, or try:' : 'No fault yet. Open a layer and flip a bit of a word.'}
      </p>
      {any && <ReadyFaults ready={ready} label={SCENES} show="verdict" onChosen={playReadyFault} />}
    </div>
  );
}

interface CommandIconProps {
  readonly id: string;
  readonly icon: string;
  readonly enabled: boolean;
}

function CommandIcon({ id, icon, enabled }: CommandIconProps) {
  const { title, keys } = commandById(id);
  return (
    <button
      type="button"
      className="button plain icon-button"
      disabled={!enabled}
      onClick={() => runCommand(id)}
      aria-label={title}
      title={`${title} (${keys[0]})`}
    >
      {icon}
    </button>
  );
}
