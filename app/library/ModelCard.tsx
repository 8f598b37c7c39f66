/** One model of the shelf. */
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { modelFacts } from './modelFacts.ts';
import { modelUrl, type ReadyFault, type ShelfEntry } from './modelShelf.ts';
import { openReadyFault } from './openReadyFault.ts';

export interface ModelCardProps {
  readonly entry: ShelfEntry;
  readonly isOpen: boolean;
  readonly onChosen: () => void;
}

export function ModelCard({ entry, isOpen, onChosen }: ModelCardProps) {
  const { id, name, task, teaches, structure, picture, faults } = entry;
  const parameters = useLab((state) => (isOpen ? state.model?.card.parameters : null)) ?? entry.parameters;
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
        {picture === null ? (
          <span className="model-picture" aria-hidden="true">
            {name.slice(0, 1)}
          </span>
        ) : (
          <img className="model-picture" src={new URL(picture, modelUrl(id)).href} alt="" loading="lazy" />
        )}
        <span className="model-title">
          <strong>{name}</strong>
          {isOpen && <span className="model-open">open</span>}
        </span>
        {task !== '' && <span className="model-task">{task}</span>}
      </button>
      <p className="model-facts soft">{modelFacts({ ...entry, parameters }).join(' · ')}</p>
      {structure !== '' && <p className="model-structure">{structure}</p>}
      {teaches !== '' && <p className="model-teaches">{teaches}</p>}
      {faults.length > 0 && <ReadyFaults entry={entry} faults={faults} onChosen={onChosen} />}
    </li>
  );
}

interface ReadyFaultsProps {
  readonly entry: ShelfEntry;
  readonly faults: readonly ReadyFault[];
  readonly onChosen: () => void;
}

function ReadyFaults({ entry, faults, onChosen }: ReadyFaultsProps) {
  return (
    <ul className="model-faults" aria-label={`Ready faults of ${entry.name}`}>
      {faults.map((ready) => (
        <li key={ready.fault}>
          <button
            type="button"
            className="button model-fault"
            title={ready.fault}
            onClick={() => {
              onChosen();
              void openReadyFault(entry, ready);
            }}
          >
            {ready.verdict !== '' && <span className="model-verdict">{ready.verdict}</span>} {ready.title}
          </button>
        </li>
      ))}
    </ul>
  );
}
