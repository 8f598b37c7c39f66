/** The person's own models: open one from files, go back to one that is kept, forget one. */
import { useEffect } from 'react';
import { useLab } from '#app/state/lab.ts';
import { switchModel } from '#app/state/labDriver.ts';
import { pickFiles } from './givenFiles.ts';
import { megabytes } from './modelFacts.ts';
import { OwnModelActions } from './OwnModelActions.tsx';
import { entryOfOwn, openOwnFiles } from './openOwnModel.ts';
import { readOwnModels, useOwnModels } from './ownModels.ts';

export function OwnModels({ onChosen }: { readonly onChosen: () => void }) {
  const models = useOwnModels((state) => state.models);
  const open = useLab((state) => state.model?.modelHash);
  const sizeBytes = models.reduce((sum, model) => sum + model.sizeBytes, 0);
  useEffect(() => void readOwnModels(), []);
  const pick = (what: 'files' | 'folder') =>
    pickFiles(what, (files) => {
      onChosen();
      void openOwnFiles(files);
    });
  return (
    <section className="own-models" aria-labelledby="own-models-title">
      <h3 id="own-models-title">Your own</h3>
      <p className="soft">
        Keras .h5 and .keras files, TensorFlow.js folders, and zips of these. Dropping them anywhere on the
        page does the same. Nothing leaves your device.
      </p>
      <p className="own-ways">
        <button type="button" className="button" onClick={() => pick('files')}>
          Open files
        </button>
        <button type="button" className="button" onClick={() => pick('folder')}>
          Open a folder
        </button>
      </p>
      {models.length > 0 && (
        <p className="soft">
          {models.length === 1 ? 'One model is' : `${models.length} models are`} kept in this browser,{' '}
          {megabytes(sizeBytes)} in all.
        </p>
      )}
      <ul className="own-list" aria-label="Models kept in this browser">
        {models.map((model) => (
          <li key={model.id}>
            <button
              type="button"
              className="button plain"
              aria-current={model.id === open ? 'true' : undefined}
              onClick={() => {
                onChosen();
                if (model.id !== open) void switchModel(entryOfOwn(model));
              }}
            >
              <strong>{model.name}</strong>
              {model.id === open && <span className="model-open">open</span>}
            </button>
            <span className="soft">
              {megabytes(model.sizeBytes)} · <code>{model.id}</code>
            </span>
            <OwnModelActions model={model} />
          </li>
        ))}
      </ul>
    </section>
  );
}
