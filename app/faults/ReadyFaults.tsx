/** Scenes worth starting from, as the model's card names them: one that is masked, one that lies, one that breaks. */
import { VERDICT_SIGNS } from '#app/outcome/verdictWords.ts';
import { useLab } from '#app/state/lab.ts';
import type { ReadyFault } from '#workers/labApi.ts';
import { playReadyFault } from './faultActions.ts';

const SHORT: Readonly<Record<ReadyFault['verdict'], string>> = {
  masked: 'Masked',
  benign: 'Benign',
  SDC: 'Wrong class',
  DUE: 'Not a number',
  changed: 'Changed',
};
const NONE: readonly ReadyFault[] = [];

export function useReadyFaults(): readonly ReadyFault[] {
  return useLab((state) => state.model?.card.readyFaults ?? NONE);
}

interface ReadyFaultsProps {
  /** Titles only, for the line of an empty list. */
  readonly short?: boolean;
  readonly onPlayed?: () => void;
}

export function ReadyFaults({ short = false, onPlayed }: ReadyFaultsProps) {
  return (
    <ul className={short ? 'ready-faults short' : 'ready-faults'} aria-label="Scenes to try">
      {useReadyFaults().map((ready) => (
        <li key={ready.title}>
          <button
            type="button"
            className="button ready-fault"
            title={short ? `${ready.title}. ${ready.why}` : undefined}
            onClick={() => {
              playReadyFault(ready);
              onPlayed?.();
            }}
          >
            <span className="ready-icon" data-verdict={ready.verdict} aria-hidden="true">
              {VERDICT_SIGNS[ready.verdict]}
            </span>
            <span className="ready-words">
              <span>{short ? SHORT[ready.verdict] : ready.title}</span>
              {!short && <span className="soft">{ready.why}</span>}
              {!short && <code>{ready.faults.join(' ; ')}</code>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
