/** One model of the shelf: what it is, in words and figures, and the faults to begin with. */
import { ReadyFaults } from '#app/faults/ReadyFaults.tsx';
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
  const { id, name, task, teaches, structure, picture, data, accuracyOn, readyFaults } = entry;
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
      {readyFaults.length > 0 && (
        <ReadyFaults
          ready={readyFaults}
          label={`Ready faults of ${name}`}
          show="title"
          onChosen={(ready) => {
            onChosen();
            void openReadyFault(entry, ready);
          }}
        />
      )}
      {data !== '' && <p className="model-data">{data}</p>}
    </li>
  );
}
