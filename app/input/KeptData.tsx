/** Datasets kept in this browser: show one, save its files, forget it. */
import { megabytes } from '#app/library/modelFacts.ts';
import { useLab } from '#app/state/lab.ts';
import { switchDataset } from '#app/state/labDriver.ts';
import { exportDataset } from './exportDataset.ts';
import { sourceOf } from './openOwnData.ts';
import { forgetOwnDataset, useOwnDatasets } from './ownDatasets.ts';

const sizeText = (sizeBytes: number): string =>
  sizeBytes < 1e5 ? `${Math.ceil(sizeBytes / 1000)} kB` : megabytes(sizeBytes);

export function KeptData({ onChosen }: { readonly onChosen?: () => void }) {
  const datasets = useOwnDatasets((state) => state.datasets);
  const open = useLab((state) => state.model?.dataset?.id);
  if (datasets.length === 0) return null;
  return (
    <ul className="data-kept" aria-label="Data kept in this browser">
      {datasets.map((dataset) => {
        const { id, name, count, labelled, sizeBytes } = dataset;
        return (
          <li key={id}>
            <button
              type="button"
              className="button plain data-name"
              aria-current={id === open ? 'true' : undefined}
              title={name}
              onClick={() => {
                onChosen?.();
                if (id !== open) void switchDataset(sourceOf(dataset));
              }}
            >
              <strong>{name}</strong>
              {id === open && <span className="model-open">open</span>}
            </button>
            <span className="soft">
              {count} {count === 1 ? 'item' : 'items'}
              {labelled && ', labelled'} · {sizeText(sizeBytes)} · <code>{id}</code>
            </span>
            <span className="data-acts">
              <button
                type="button"
                className="button plain"
                aria-label={`Save ${name} as a file`}
                onClick={() => void exportDataset(dataset)}
              >
                Export
              </button>
              <button
                type="button"
                className="button plain"
                aria-label={`Forget ${name}`}
                onClick={() => void forgetOwnDataset(id)}
              >
                Forget
              </button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
