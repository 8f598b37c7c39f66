/** One fault: a switch, where it is (a press shows it), what it did, and the cross that takes it away. */
import { showPanel } from '#app/shell/panels.ts';
import type { SceneFault } from '#app/state/scene.ts';
import { switchFault } from './faultActions.ts';
import { showFault } from './showFault.ts';

export interface FaultChipProps {
  readonly fault: SceneFault;
  readonly index: number;
  /** `0.1042 → 3.546e37`; null while that is not known. */
  readonly change: string | null;
  readonly onRemove: (index: number, byKey: boolean) => void;
}

export function FaultChip({ fault: { text, on }, index, change, onRemove }: FaultChipProps) {
  // A long node name gives way; which word and which bit always stay in sight.
  const cut = text.lastIndexOf('/', text.indexOf('['));
  return (
    <span className="fault-chip mono" data-on={on}>
      <button
        type="button"
        role="switch"
        className="fault-switch"
        aria-checked={on}
        aria-label={text}
        title={on ? 'Switch off' : 'Switch on'}
        onClick={() => switchFault(index, !on)}
      />
      <button
        type="button"
        className="fault-show"
        title={`Show where it is: ${text}`}
        onClick={() => {
          showFault(text);
          showPanel('layer');
        }}
      >
        <span className="fault-node">{text.slice(0, cut)}</span>
        <span>{text.slice(cut)}</span>
      </button>
      <span className="fault-change">{on ? change : 'off'}</span>
      <button
        type="button"
        className="fault-remove"
        aria-label={`Remove ${text}`}
        onClick={(event) => onRemove(index, event.detail === 0)}
      >
        ×
      </button>
    </span>
  );
}
