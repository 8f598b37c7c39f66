/** The person's own data beside the models: shown with the model that is open. */
import { useEffect } from 'react';
import { KeptData } from '#app/input/KeptData.tsx';
import { readOwnDatasets, useOwnDatasets } from '#app/input/ownDatasets.ts';
import { openDialog } from '#app/shell/dialogs.ts';
import { useLab } from '#app/state/lab.ts';
import '#app/input/input.css';

export function OwnData({ onChosen }: { readonly onChosen: () => void }) {
  const count = useOwnDatasets((state) => state.datasets.length);
  const name = useLab((state) => state.model?.card.name);
  useEffect(() => void readOwnDatasets(), []);
  if (count === 0) return null;
  return (
    <section className="own-models" aria-labelledby="own-data-title">
      <h3 id="own-data-title">Your data</h3>
      <p className="soft">
        One that you choose becomes the pictures of {name}.{' '}
        <button type="button" className="button plain" onClick={() => openDialog('data')}>
          More data
        </button>
      </p>
      <KeptData onChosen={onChosen} />
    </section>
  );
}
