/** Scenes worth starting from, as a model's card names them: one that is masked, one that lies, one that breaks. */
import { VERDICT_SIGNS } from '#app/outcome/verdictWords.ts';
import type { ReadyFault } from '#workers/labApi.ts';

const SHORT: Readonly<Record<ReadyFault['verdict'], string>> = {
  masked: 'Masked',
  benign: 'Benign',
  SDC: 'Wrong class',
  DUE: 'Not a number',
  changed: 'Changed',
};

interface ReadyFaultsProps {
  readonly ready: readonly ReadyFault[];
  readonly label: string;
  /** What comes of it, in a line of them; the title; or also why, and the fault itself. */
  readonly show: 'verdict' | 'title' | 'all';
  readonly onChosen: (ready: ReadyFault) => void;
}

export function ReadyFaults({ ready, label, show, onChosen }: ReadyFaultsProps) {
  return (
    <ul className="ready-faults" data-show={show} aria-label={label}>
      {ready.map((each) => (
        <li key={each.title}>
          <button
            type="button"
            className="button ready-fault"
            title={hint(each, show)}
            onClick={() => onChosen(each)}
          >
            <span className="ready-icon" data-verdict={each.verdict} aria-hidden="true">
              {VERDICT_SIGNS[each.verdict]}
            </span>
            <span className="ready-words">
              <span>
                {show === 'verdict' ? SHORT[each.verdict] : each.title}
                {show !== 'verdict' && <span className="visually-hidden">, {each.verdict}</span>}
              </span>
              {show === 'all' && <span className="soft">{each.why}</span>}
              {show === 'all' && <code>{each.faults.join(' ; ')}</code>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What a person misses who sees only the verdict, or only the title. */
function hint({ title, why }: ReadyFault, show: ReadyFaultsProps['show']): string | undefined {
  if (show === 'verdict') return `${title}. ${why}`;
  return show === 'title' ? why : undefined;
}
