/** Data of one's own as the input: what is open and how it is prepared, files, what is kept here, tensors that are made. */
import { useEffect } from 'react';
import { pickFiles } from '#app/library/givenFiles.ts';
import { Dialog } from '#app/shell/Dialog.tsx';
import { useLab } from '#app/state/lab.ts';
import { switchDataset } from '#app/state/labDriver.ts';
import { KeptData } from './KeptData.tsx';
import { MadeFields } from './MadeFields.tsx';
import { openOwnData } from './openOwnData.ts';
import { readOwnDatasets } from './ownDatasets.ts';
import { Preparing } from './Preparing.tsx';
import './input.css';

export function InputDialog({ onClose }: { readonly onClose: () => void }) {
  const model = useLab((state) => state.model);
  useEffect(() => void readOwnDatasets(), []);
  if (model === null) return null;
  const { dataset, card, gallery } = model;
  const pick = (what: 'files' | 'folder') => pickFiles(what, (files) => void openOwnData(files));
  return (
    <Dialog title="Data of your own" onClose={onClose} wide>
      <div className="data">
        {dataset !== null && (
          <section className="data-part" aria-labelledby="data-open">
            <div className="data-head">
              <h3 id="data-open">{dataset.name}</h3>
              <span className="soft">
                {dataset.recognised === '' ? `${gallery?.count} items` : dataset.recognised}
                {(gallery?.labels.length ?? 0) > 0 && ', labelled'}
              </span>
              <button
                type="button"
                className="button"
                data-first-focus
                onClick={() => void switchDataset(null)}
              >
                Back to the pictures of {card.name}
              </button>
            </div>
            {dataset.kind !== 'made' && <Preparing model={model} dataset={dataset} />}
            {dataset.notes.length > 0 && (
              <ul className="data-notes" aria-label="What was done">
                {dataset.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            )}
          </section>
        )}
        <section className="data-part" aria-labelledby="data-files">
          <h3 id="data-files">From files</h3>
          <p className="soft">
            One picture or many, a folder or a zip of them with a sub-folder for each class, .npy, .npz, .csv,
            IDX. Dropping them anywhere on the page does the same. Nothing leaves your device.
          </p>
          <p className="data-ways">
            <button type="button" className="button" data-first-focus onClick={() => pick('files')}>
              Open files
            </button>
            <button type="button" className="button" onClick={() => pick('folder')}>
              Open a folder
            </button>
          </p>
          <KeptData />
        </section>
        <MadeFields graph={model.graph} dataset={dataset} />
      </div>
    </Dialog>
  );
}
