/** One model of the shelf: what it is, in words and figures, and the faults to begin with. */
import { VERDICT_SIGNS } from '#app/outcome/verdictWords.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { modelFacts } from './modelFacts.ts';
import { modelUrl, type ShelfEntry } from './modelShelf.ts';
import { openReadyFault } from './openReadyFault.ts';

export interface ModelCardProps {
  readonly entry: ShelfEntry;
  readonly isOpen: boolean;
  /** Runs without a network, too. */
  readonly isKept: boolean;
  readonly onChosen: () => void;
}

export function ModelCard({ entry, isOpen, isKept, onChosen }: ModelCardProps) {
  const { id, name, task, teaches, structure, picture, data, accuracyOn } = entry;
  const choose = () => {
    onChosen();
    if (!isOpen) void switchModel(entry);
  };
  return (
    <li className="model-card" data-open={isOpen}>
      <button
        type="button"
        className="model-choose"
        aria-label={isOpen ? `${name}, open now` : `Open ${name}`}
        aria-current={isOpen ? 'true' : undefined}
        {...(isOpen ? { 'data-first-focus': true } : {})}
        onClick={choose}
      >
        <span className="model-picture" aria-hidden="true">
          {picture !== null && <img src={new URL(picture, modelUrl(id)).href} alt="" loading="lazy" />}
        </span>
        <span className="model-title">
          <strong>{name}</strong>
          {isOpen && <span className="model-open">open</span>}
        </span>
        {task !== '' && <span className="model-task">{task}</span>}
      </button>
      <p className="model-facts" title={accuracyOn === '' ? undefined : accuracyOn}>
        {[...modelFacts(entry), ...(isKept ? ['works offline'] : [])].join(' · ')}
      </p>
      {structure !== '' && <p className="soft">{structure}</p>}
      {teaches !== '' && <p>{teaches}</p>}
      <ReadyFaults entry={entry} onChosen={onChosen} />
      {data !== '' && <p className="model-data">{data}</p>}
    </li>
  );
}

function ReadyFaults({ entry, onChosen }: Pick<ModelCardProps, 'entry' | 'onChosen'>) {
  if (entry.faults.length === 0) return null;
  return (
    <ul className="model-faults" aria-label={`Ready faults of ${entry.name}`}>
      {entry.faults.map((ready) => (
        <li key={ready.fault}>
          <button
            type="button"
            className="button model-fault"
            title={ready.why}
            onClick={() => {
              onChosen();
              void openReadyFault(entry, ready);
            }}
          >
            <span className="ready-icon" data-verdict={ready.verdict} aria-hidden="true">
              {VERDICT_SIGNS[ready.verdict]}
            </span>
            {ready.title}
            <span className="visually-hidden">, {ready.verdict}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
